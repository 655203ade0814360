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

use super::{Findings, Subject};
use crate::{readme::is_mixed, rules::weights, sentence::why, verdict::Rule};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "disguised-text", nature: weights::DISGUISED_TEXT };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for source in &subject.sources {
        let text = source.readme.text.as_str();
        let mut start = 0;
        for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let range = start..start + word.len();
            start += word.len();
            if is_mixed(word) {
                let why = why::DISGUISED_TEXT.with([]);
                findings.in_text(&RULE, source, &range, why);
                return;
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
        crate::cases::verdicts(include_str!("disguised_text.toml"));
    }
}
