//! A list of search terms.
//!
//! **Sees** eight or more short phrases in a row, between commas or on lines of
//! their own, more than half of which share a word: "slot online, slot gacor,
//! situs slot, …".
//!
//! **Why**: the text is written for search engines. Nobody reads it.
//!
//! **Innocents**: lists of versions, tags or supported systems share a word as
//! well, but hold numbers, or stand in code.

use super::{Findings, Subject};
use crate::{
    readme::BlockKind,
    rules::weights,
    sentence::why,
    verdict::{Campaign, Rule},
};
use std::{collections::HashMap, ops::Range};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "keyword-list", nature: weights::KEYWORD_LIST };

/// How many phrases make a list.
const PHRASES: usize = 8;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for source in &subject.sources {
        // Rows of badges are links with pictures.
        let linked =
            |range: &Range<usize>| source.readme.links.iter().any(|link| range.contains(&link.range.start));
        let blocks = source
            .readme
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Prose && !linked(&block.range));
        let found = blocks.map(|block| &block.range).find_map(|range| {
            let word = shared(source.readme.text.slice(range))?;
            Some((range.clone(), word))
        });
        if let Some((range, word)) = found {
            let why = why::KEYWORD_LIST.with([word]);
            findings.in_text(&RULE, source, &range, why).of(Campaign::Website);
        }
    }
}

/// The word that more than half of the phrases of `text` share, if it is a list of phrases.
fn shared(text: &str) -> Option<String> {
    let phrases: Vec<&str> = text
        .split([',', '\n', '|', '•', ';', '،', '、'])
        .map(str::trim)
        .filter(|phrase| !phrase.is_empty())
        .collect();
    if phrases.len() < PHRASES {
        return None;
    }
    let mut short = 0;
    let mut times: HashMap<String, usize> = HashMap::new();
    for phrase in &phrases {
        let words: Vec<String> = phrase.split_whitespace().map(str::to_lowercase).collect();
        if (2..=5).contains(&words.len())
            && !phrase.contains(|c: char| c.is_ascii_digit() || "`:=/()".contains(c))
        {
            short += 1;
        }
        let mut words = words;
        words.sort_unstable();
        words.dedup();
        for word in words {
            *times.entry(word).or_default() += 1;
        }
    }
    // Nearly all of it has to be such phrases, or it is prose with commas.
    if short * 4 < phrases.len() * 3 {
        return None;
    }
    let (word, count) = times
        .into_iter()
        .filter(|(word, _)| word.chars().count() > 2)
        .max_by_key(|(word, count)| (*count, word.clone()))?;
    (count * 2 > phrases.len()).then_some(word)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("keyword_list.toml"));
    }
}
