//! An address spelled out, for the reader to type.
//!
//! **Sees** an address that is no link (`hxxps://tinurll[.]com`, `tinurll (dot)
//! com`) whose host is listed or whose shape is one of the campaigns'.
//!
//! **Why**: a filter that only knows links lets it through.
//!
//! **Innocents**: a report about the campaign writes addresses just so. That is
//! why this alone is only worth a notice.

use super::{Findings, Reason, Subject};
use crate::{
    destination::{Destination, defang, known_host, refang},
    rules::{Signal, weights},
    sentence::why,
    verdict::Rule,
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "spelled-address", nature: weights::SPELLED_ADDRESS };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let spelled = |reason| matches!(reason, Reason::Spelling | Reason::Word(Signal::Address));
    let mut last = (None, 0);
    for (source, hit) in subject.hits(spelled) {
        // Several marks may stand in one word.
        if last.0 == Some(source.field) && hit.start < last.1 {
            continue;
        }
        let text = source.readme.text.as_str();
        let space = text[..hit.start].char_indices().rfind(|(_, c)| c.is_whitespace());
        let start = space.map_or(0, |(at, space)| at + space.len_utf8());
        let end = text[hit.end..].find(char::is_whitespace).map_or(text.len(), |at| hit.end + at);
        last = (Some(source.field), end);
        let word = text[start..end].trim_matches(|c: char| "()<>,;\"'`*".contains(c));
        let Some(address) = refang(word) else { continue };
        let Destination::Web(route) = Destination::of(&address) else { continue };
        let hop = route.last();
        if known_host(hop.host()).is_some() || route.shaped().next().is_some() {
            let why = why::SPELLED_ADDRESS.with([defang(hop.host())]);
            findings.in_text(&RULE, source, &(start..end), why);
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
