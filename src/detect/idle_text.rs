//! A text that belongs nowhere near an image, without a way out.
//!
//! **Sees** some lines of prose without a link, without code and without a word
//! about containers, servers or software.
//!
//! **Why**: spam that lost its link, or that is copied by hand: addresses in
//! pictures, telephone numbers, names to search for.
//!
//! **Innocents**: short descriptions and first attempts. It cannot be clicked,
//! so it only ever supports a notice.

use super::{Findings, Subject, off_topic::is_off_topic};
use crate::{rules::weights, sentence::why, verdict::Rule};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "idle-text", nature: weights::IDLE_TEXT };

/// The fewest words that make some lines.
const FEWEST: usize = 12;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    if subject.outside().next().is_none() && subject.profile.words >= FEWEST && is_off_topic(subject) {
        let why = why::IDLE_TEXT.with([]);
        findings.in_record(&RULE, "", why);
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("idle_text.toml"));
    }
}
