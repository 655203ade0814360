//! What a repository's texts are about, counted once for all detectors.

use crate::{
    readme::{is_unspaced, words},
    rules::{self, Topic},
};
use std::collections::BTreeMap;

/// The words of a repository's name and texts, counted.
#[derive(Debug, Default)]
pub struct Profile {
    /// How many words there are.
    pub words: usize,
    /// The different words of each topic, with how often each occurs.
    topics: BTreeMap<Topic, BTreeMap<&'static str, usize>>,
    /// The place in the learned model of each different word that says
    /// something, sorted.
    pub features: Vec<u16>,
}

/// How many places the learned model has.
pub const FEATURES: usize = 1 << 13;

impl Profile {
    /// Counts the words of `texts`.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut profile = Self::default();
        for text in texts {
            for word in words(text) {
                profile.words += 1;
                let known = rules::topic(&word);
                if let Some((known, topic)) = known {
                    profile.count(topic, known, 1);
                }
                if known.is_none_or(|(_, topic)| topic != Topic::Function) {
                    profile.features.push(feature(&word));
                }
            }
            if text.contains(is_unspaced) {
                for (part, topic) in rules::parts() {
                    match text.matches(part).count() {
                        0 => {}
                        times => profile.count(topic, part, times),
                    }
                }
            }
        }
        profile.features.sort_unstable();
        profile.features.dedup();
        profile
    }

    /// Counts the words of a title, and the pairs of words that say more than each.
    pub fn of_title<'a>(parts: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut profile = Self::of(parts.clone());
        for part in parts {
            let words: Vec<String> = words(part).collect();
            for (known, topic) in words.windows(2).filter_map(|pair| rules::topic(&pair.join(" "))) {
                profile.count(topic, known, 1);
            }
        }
        profile
    }

    fn count(&mut self, topic: Topic, word: &'static str, times: usize) {
        *self.topics.entry(topic).or_default().entry(word).or_default() += times;
    }

    /// How many different words of `topic` there are.
    pub fn different(&self, topic: Topic) -> usize {
        self.topics.get(&topic).map_or(0, BTreeMap::len)
    }

    /// How often words of `topic` occur.
    pub fn occurrences(&self, topic: Topic) -> usize {
        self.topics.get(&topic).map_or(0, |words| words.values().sum())
    }

    /// The words of `topic`, the most frequent first.
    pub fn words_of(&self, topic: Topic) -> Vec<&'static str> {
        let mut words: Vec<_> = self.topics.get(&topic).into_iter().flatten().collect();
        words.sort_by_key(|(word, times)| (std::cmp::Reverse(**times), **word));
        words.into_iter().map(|(word, _)| *word).collect()
    }
}

/// The place of `word` in the learned model.
pub fn feature(word: &str) -> u16 {
    let hash = rules::fnv1a(word.as_bytes());
    #[expect(clippy::cast_possible_truncation, reason = "the remainder is below FEATURES")]
    let place = ((hash ^ (hash >> 16)) % FEATURES as u32) as u16;
    place
}
