//! A link that hides its destination inside a redirector.
//!
//! **Sees** an outside link whose address is a redirector that carries another
//! address, such as `google.com/url?q=…`.
//!
//! **Why**: in 2023 the Downloader campaign put its fake shorteners behind
//! Google's redirector so that the link shows a host everyone trusts.
//!
//! **Innocents**: text pasted from Google Docs has every link wrapped so (4 of
//! 9,376 honest files). That is why this only supports other evidence.

use super::{Findings, Subject};
use crate::{destination::defang, rules::weights, sentence::why, verdict::Rule};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "wrapped-link", nature: weights::WRAPPED_LINK };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for (at, _, route) in subject.outside() {
        if route.hops().len() > 1 {
            let (shown, last) = (defang(route.clicked().host()), defang(route.last().host()));
            let why = why::WRAPPED_LINK.with([shown, last]);
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
        crate::cases::verdicts(include_str!("wrapped_link.toml"));
    }
}
