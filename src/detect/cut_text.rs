//! A text cut at a fixed length.
//!
//! **Sees** a text of exactly 9,999 characters.
//!
//! **Why**: the Downloader campaign's generator cuts its texts there, in the
//! middle of a sentence; many of its readmes have that very length.
//!
//! **Innocents**: chance, once in thousands of texts. It only supports other
//! evidence.

use super::{Findings, Subject};
use crate::{
    rules::weights,
    sentence::why,
    verdict::{Campaign, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "cut-text", nature: weights::CUT_TEXT };

/// Where the generator cuts.
const LENGTH: usize = 9_999;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let text = subject.repository.full_description.as_deref().unwrap_or_default();
    // A line break at the end may have come or gone on the way here.
    if !(LENGTH..=4 * (LENGTH + 1)).contains(&text.len()) {
        return;
    }
    let length = if text.is_ascii() { text.len() } else { text.chars().count() };
    if length == LENGTH || (length == LENGTH + 1 && text.ends_with('\n')) {
        let why = why::CUT_TEXT.with([]);
        findings.in_record(&RULE, "", why).of(Campaign::Downloader);
    }
}

#[cfg(test)]
mod tests {
    use super::{LENGTH, RULE};
    use crate::{
        hub::Repository,
        inspect::{self, Options},
    };
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn one_length_is_the_generators() {
        for (length, expected) in [(LENGTH - 1, false), (LENGTH, true), (LENGTH + 1, false)] {
            let repository =
                Repository { full_description: Some("é".repeat(length)), ..Repository::default() };
            let evidence = inspect::repository(&repository, &Options::default()).evidence;
            assert_eq!(evidence.iter().any(|found| found.rule == &RULE), expected, "{length}");
        }
    }
}
