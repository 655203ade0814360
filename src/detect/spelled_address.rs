//! An address spelled out, for the reader to type.
//!
//! **Sees** an address that is no link (`hxxps://tinurll[.]com`, `tinurll (dot)
//! com`) whose host is listed or whose shape is one of the campaigns'.
//!
//! **Why**: a filter that only knows links lets it through.
//!
//! **Innocents**: a report about the campaign writes addresses just so. That is
//! why this alone is only worth a notice.

use super::{Findings, Subject};
use crate::{
    destination::{Destination, defang, known_host, refang},
    rules::{self, weights},
    sentence::why,
    verdict::Rule,
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "spelled-address", nature: weights::SPELLED_ADDRESS };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for source in &subject.sources {
        let text = source.readme.text.as_str();
        let mut start = 0;
        for word in text.split_inclusive(char::is_whitespace) {
            let range = start..start + word.trim_end().len();
            start += word.len();
            let word = text[range.clone()].trim_matches(|c: char| "()<>,;\"'`*".contains(c));
            let Some(address) = refang(word) else { continue };
            let Destination::Web(route) = Destination::of(&address) else { continue };
            let hop = route.last();
            if known_host(&hop.host).is_some() || rules::shape(&hop.plain()).is_some() {
                let why = why::SPELLED_ADDRESS.with([defang(&hop.host)]);
                findings.in_text(&RULE, source, &range, why);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("spelled_address.toml"));
    }
}
