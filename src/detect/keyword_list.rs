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
    platform::lower,
    readme::BlockKind,
    rules::weights,
    sentence::why,
    verdict::{Campaign, Rule},
};
use std::ops::Range;

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "keyword-list", nature: weights::KEYWORD_LIST };

/// How many phrases make a list.
const PHRASES: usize = 8;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for source in &subject.sources {
        // Rows of badges are links with pictures.
        let linked = |range: &Range<usize>| {
            let next = source.readme.links.partition_point(|link| link.range.start < range.start);
            source.readme.links.get(next).is_some_and(|link| link.range.start < range.end)
        };
        let blocks = source.readme.blocks.iter().filter(|block| block.kind == BlockKind::Prose);
        let blocks = blocks.filter(|block| !linked(&block.range));
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
    let most = 1 + may_end(text.as_bytes());
    if most < PHRASES {
        return None;
    }
    let phrases = || text.split(ends_phrase).map(str::trim).filter(|phrase| !phrase.is_empty());
    // Nearly all of it has to be such phrases, or it is prose with commas.
    let (mut count, mut others) = (0, 0);
    for phrase in phrases() {
        count += 1;
        others += usize::from(!is_term(phrase));
        if others * 4 > most {
            return None;
        }
    }
    if count < PHRASES || others * 4 > count {
        return None;
    }
    let mut all: Vec<String> = Vec::new();
    for phrase in phrases() {
        let mut words: Vec<String> = phrase.split_whitespace().map(lower).collect();
        words.sort_unstable();
        words.dedup();
        all.append(&mut words);
    }
    all.sort_unstable();
    let times = all.chunk_by(|one, other| one == other).map(|same| (same.len(), &same[0]));
    let (times, word) = times.filter(|(_, word)| word.chars().count() > 2).max()?;
    (times * 2 > count).then(|| word.clone())
}

/// How many phrases may end in `text`: each mark between them is a byte of these, or begins with another.
fn may_end(text: &[u8]) -> usize {
    const MARKS: [u8; 4] = [b',', b'\n', b'|', b';'];
    // No branch, and sums of one byte, so that many are looked at at once.
    let ends = |byte: &u8| MARKS.iter().fold(byte >> 7, |any, mark| any | u8::from(byte == mark));
    text.chunks(usize::from(u8::MAX)).map(|part| usize::from(part.iter().map(ends).sum::<u8>())).sum()
}

/// Whether `c` stands between phrases.
fn ends_phrase(c: char) -> bool {
    matches!(c, ',' | '\n' | '|' | '•' | ';' | '،' | '、')
}

/// Whether `phrase` is what people search for: some words without digits and marks.
fn is_term(phrase: &str) -> bool {
    (2..=5).contains(&phrase.split_whitespace().take(6).count())
        && !phrase.bytes().any(|byte| matches!(byte, b'0'..=b'9' | b'`' | b':' | b'=' | b'/' | b'(' | b')'))
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
