//! Letters that are not what they look like.
//!
//! **Sees** words that hold letters of two alphabets (`Dоwnload` with a Cyrillic
//! о). Invisible characters are taken out before anything is read.
//!
//! **Why**: it keeps filters from finding the word, and readers see nothing. The
//! actor's neighbours write file names in mathematical letters for the same end.
//!
//! **Innocents**: the word joiner Docker Hub puts behind links, emoji made of
//! several characters, and units such as `µs`. It is little by itself.

use super::{Findings, Reason, Subject};
use crate::{rules::weights, sentence::why, verdict::Rule};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "disguised-text", nature: weights::DISGUISED_TEXT };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let mut found = subject.hits(|reason| reason == Reason::Disguise);
    if let Some((source, range)) = found.next() {
        findings.in_text(&RULE, source, &range, why::DISGUISED_TEXT.with([]));
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("disguised_text.toml"));
    }
}
