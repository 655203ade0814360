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

use super::{Findings, Profile, Subject, off_topic::is_off_topic};
use crate::{
    readme::words,
    rules::weights,
    sentence::why,
    verdict::{Field, Rule},
};
use memchr::memmem;

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "stray-name", nature: weights::STRAY_NAME };

/// The fewest words that are a text: of fewer, nothing can be said to be missing.
const FEWEST: usize = 30;

/// How much of a word of a name is taken apart, in bytes.
const LONGEST: usize = 32;

/// The shortest word of a name that can be told from chance, in letters.
const SHORTEST: usize = 4;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let name = subject.repository.name.as_deref().unwrap_or_default();
    let parts: Vec<String> = words(name).into_iter().filter(|word| word.len() >= SHORTEST).collect();
    let way_out = subject.outside().any(|(_, way, _)| way.field != Field::Page);
    if parts.is_empty() || !way_out || subject.profile.words < FEWEST || !is_off_topic(subject) {
        return;
    }
    if !subject.sources.iter().any(|source| names(source.readme.text.as_str(), &parts, &subject.profile)) {
        let why = why::STRAY_NAME.with([]);
        findings.in_record(&RULE, name, why);
    }
}

/// Whether one of `parts` stands within a word of `text`, or a word of it within one of them;
/// `profile` is of `text` among others.
fn names(text: &str, parts: &[String], profile: &Profile) -> bool {
    // A name has letters of ASCII only.
    let text = text.to_ascii_lowercase();
    let stands = |wanted: &str, whole: bool| {
        memmem::find_iter(text.as_bytes(), wanted).any(|at| {
            let (before, after) = (&text[..at], &text[at + wanted.len()..]);
            let alone = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
            // The words of addresses do not count.
            let start = before.rfind(char::is_whitespace).unwrap_or_default();
            let end = after.find(char::is_whitespace).unwrap_or(after.len());
            (alone || !whole) && !text[start..text.len() - after.len() + end].contains("://")
        })
    };
    parts.iter().any(|part| {
        stands(part, false) || within(part).any(|word| profile.may_hold(word) && stands(word, true))
    })
}

/// The parts of `word` that are long enough to be told from chance.
fn within(word: &str) -> impl Iterator<Item = &str> {
    let word = &word[..word.floor_char_boundary(LONGEST)];
    let starts = word.char_indices().map(|(at, _)| at);
    starts.flat_map(move |start| (start + SHORTEST..=word.len()).filter_map(move |end| word.get(start..end)))
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
