//! A name that has nothing to do with the text.
//!
//! **Sees** a repository of which no word of its name occurs in its texts,
//! which have a way out and nothing to say about software.
//!
//! **Why**: people describe what they named. The Website campaign calls every
//! repository `website`; replaced readmes of 2024 stand below the names of the
//! projects they were put over.
//!
//! **Innocents**: abbreviations and code names. It only supports other evidence.

use super::{Findings, Subject, off_topic::is_off_topic};
use crate::{
    readme::words,
    rules::weights,
    sentence::why,
    verdict::{Field, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "stray-name", nature: weights::STRAY_NAME };

/// The fewest words that are a text: of fewer, nothing can be said to be missing.
const FEWEST: usize = 30;

/// The shortest word of a name that can be told from chance, in letters.
const SHORTEST: usize = 4;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let name = subject.repository.name.as_deref().unwrap_or_default();
    let parts: Vec<String> = words(name).filter(|word| word.len() >= SHORTEST).collect();
    let way_out = subject.outside().any(|(_, way, _)| way.field != Field::Page);
    if parts.is_empty() || !way_out || subject.profile.words < FEWEST || !is_off_topic(subject) {
        return;
    }
    let named = |word: &str| {
        parts
            .iter()
            .any(|part| word.contains(part.as_str()) || (word.len() >= SHORTEST && part.contains(word)))
    };
    let mut texts = subject.sources.iter().flat_map(|source| words(source.readme.text.as_str()));
    if !texts.any(|word| named(&word)) {
        let why = why::STRAY_NAME.with([]);
        findings.in_record(&RULE, name, why);
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("stray_name.toml"));
    }
}
