//! A link that says one address and leads to another.
//!
//! **Sees** that the text of a link is an address of one site and its
//! destination is on another: `[https://github.com/x](https://other.site/)`.
//!
//! **Why**: the text is there to be believed.
//!
//! **Innocents**: the same site under another name (`www.`, a subdomain), a
//! redirector that leads to what the text says, and Docker's own.

use super::{Findings, Subject};
use crate::{
    destination::{Destination, defang, site},
    rules::weights,
    sentence::why,
    verdict::Rule,
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "mismatched-text", nature: weights::MISMATCHED_TEXT };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for (at, way, route) in subject.outside() {
        let text = subject.text_of(way).trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        let starts =
            |start: &str| text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start));
        if !(starts("https://") || starts("http://"))
            || text.contains(char::is_whitespace)
            || text == way.href
        {
            continue;
        }
        let Destination::Web(said) = Destination::of(text) else { continue };
        let leads_there = route.hops().iter().any(|hop| site(hop.host()) == site(said.clicked().host()));
        if !leads_there {
            let (said, last) = (defang(said.clicked().host()), defang(route.last().host()));
            let why = why::MISMATCHED_TEXT.with([said, last]);
            findings.about_link(&RULE, subject, at, why);
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("mismatched_text.toml"));
    }
}
