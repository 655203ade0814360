//! What a repository's texts are about, read once for all detectors.

use crate::{
    readme::{Lexemes, Other, lex},
    rules::{self, Entry, Lexicon, PLACES, Signal, Topic, word_hash},
};
use std::{cmp::Reverse, ops::Range};

/// The words of a repository's name and texts, counted, and where in them a
/// detector should look closer.
#[derive(Debug)]
pub struct Profile {
    /// How many words there are.
    pub words: usize,
    lexicon: Option<Lexicon<'static>>,
    /// How often each word of the lexicon occurs, by its place there, and how often all others do.
    counts: Box<[u16; PLACES]>,
    /// For each topic, how many different words occur, and how often.
    topics: [(usize, usize); Topic::ALL.len()],
    /// A bit for each place of the learned model that has a word.
    places: [u64; FEATURES / 64],
    hits: Vec<Hit>,
}

/// How many places the learned model has.
pub const FEATURES: usize = 1 << 13;

/// Why a detector should look closer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A word of `rules/signals.tsv`.
    Word(Signal),
    /// Letters of two alphabets that look like one word.
    Disguise,
    /// `[^`, with which citation marks begin.
    Citation,
    /// Marks around a dot, or a scheme that no browser has: an address may be spelled out.
    Spelling,
}

/// Something that is a reason to look closer.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The reason.
    pub reason: Reason,
    /// The text it stands in, by its position among all.
    pub text: usize,
    /// Where it stands.
    pub range: Range<usize>,
}

impl Profile {
    /// Reads `texts`.
    pub fn of(texts: &[&str]) -> Self {
        let lexicon = rules::lexicon();
        let mut profile = Self {
            words: 0,
            lexicon,
            counts: Box::new([0; PLACES]),
            topics: <_>::default(),
            places: [0; FEATURES / 64],
            hits: Vec::new(),
        };
        if let Some(lexicon) = lexicon {
            for (at, text) in texts.iter().enumerate() {
                lex(text, &mut Reader { profile: &mut profile, lexicon, at, text });
            }
        }
        profile.tally();
        profile
    }

    /// Counts a word once more: 65,535 times at most.
    fn count(&mut self, place: usize) {
        self.counts[place] = self.counts[place].saturating_add(1);
    }

    /// Shows `see` the entries that occur, with how often they do.
    fn entries(&self, mut see: impl FnMut(Entry, u16)) {
        // Most do not: a stretch of them is passed over at once.
        const STRETCH: usize = 32;
        const { assert!(PLACES.is_multiple_of(STRETCH)) };
        for (at, counts) in self.counts.as_chunks::<STRETCH>().0.iter().enumerate() {
            if counts.iter().fold(0, |all, count| all | count) == 0 {
                continue;
            }
            for (place, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                if let Some(entry) = self.lexicon.and_then(|lexicon| lexicon.at(at * STRETCH + place)) {
                    see(entry, *count);
                }
            }
        }
    }

    /// Counts by topics what was counted by words.
    fn tally(&mut self) {
        let mut topics: [(usize, usize); Topic::ALL.len()] = <_>::default();
        self.entries(|entry, count| {
            if let Some(topic) = entry.topic {
                let (different, occurrences) = &mut topics[topic as usize];
                *different += 1;
                *occurrences += usize::from(count);
            }
        });
        self.topics = topics;
    }

    /// How many different words of `topic` there are.
    pub fn different(&self, topic: Topic) -> usize {
        self.topics[topic as usize].0
    }

    /// How often words of `topic` occur.
    pub fn occurrences(&self, topic: Topic) -> usize {
        self.topics[topic as usize].1
    }

    /// The words of `topic`, the most frequent first.
    pub fn words_of(&self, topic: Topic) -> Vec<&'static str> {
        let Some(lexicon) = self.lexicon else { return Vec::new() };
        let mut words: Vec<(u16, &str)> = Vec::new();
        self.entries(|entry, count| {
            if entry.topic == Some(topic) {
                words.push((count, lexicon.word(&entry)));
            }
        });
        most_frequent(words)
    }

    /// The place in the learned model of each different word that says something, sorted.
    pub fn features(&self) -> impl Iterator<Item = usize> {
        bits(&self.places)
    }

    /// Whether a word like `word`, in lower case, may be among those that say something.
    pub fn may_hold(&self, word: &str) -> bool {
        let place = feature(word_hash(word.as_bytes()));
        self.places[place / 64] & (1 << (place % 64)) != 0
    }

    /// What is a reason to look closer, in the order of the texts.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }
}

/// Words with how often they occur, the most frequent first.
pub(super) fn most_frequent(mut words: Vec<(u16, &str)>) -> Vec<&str> {
    words.sort_unstable_by_key(|(count, word)| (Reverse(*count), *word));
    words.into_iter().map(|(_, word)| word).collect()
}

/// The positions of the bits that are set, in order.
fn bits(of: &[u64]) -> impl Iterator<Item = usize> {
    (0..).step_by(64).zip(of).flat_map(|(first, bits)| {
        let mut left = *bits;
        std::iter::from_fn(move || {
            let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(first + bit)
        })
    })
}

/// Reads one of the texts of a profile.
struct Reader<'a> {
    profile: &'a mut Profile,
    lexicon: Lexicon<'static>,
    /// The position of the text among all.
    at: usize,
    text: &'a str,
}

impl Reader<'_> {
    /// Takes the word at `range`, which is at `place` of the lexicon.
    #[cold]
    fn known(&mut self, place: usize, range: &Range<usize>) {
        if let Some(signal) = self.lexicon.at(place).and_then(|entry| entry.signal) {
            let reason = Reason::Word(signal);
            self.profile.hits.push(Hit { reason, text: self.at, range: range.clone() });
        }
    }
}

impl Lexemes for Reader<'_> {
    #[inline]
    fn word(&mut self, range: Range<usize>, hash: u64) {
        let found = self.lexicon.find(hash);
        self.profile.words += 1;
        self.profile.count(found.place);
        let feature = feature(hash);
        // A word without meaning sets no bit.
        self.profile.places[feature / 64] |= u64::from(!found.is_function()) << (feature % 64);
        if found.has_signal() {
            self.known(found.place, &range);
        }
    }

    fn pair(&mut self, range: Range<usize>, hash: u64) {
        self.profile.words += 1;
        let feature = feature(hash);
        self.profile.places[feature / 64] |= 1 << (feature % 64);
        let lexicon = self.lexicon;
        for place in lexicon.parts(hash, &self.text[range.start..]) {
            self.profile.count(place);
            self.known(place, &range);
        }
    }

    fn other(&mut self, other: Other) {
        let (reason, range) = match other {
            Other::Disguise(range) => (Reason::Disguise, range),
            Other::Address(range) => {
                let address = self.text[range.clone()].trim_start_matches(|c: char| !c.is_ascii_alphabetic());
                if address.starts_with("http") && !address.contains(['[', '(', '{']) {
                    return;
                }
                (Reason::Spelling, range)
            }
            Other::Marks(range) => {
                let marks = &self.text.as_bytes()[range.clone()];
                if marks.windows(3).any(|three| matches!(three, b"[.]" | b"(.)" | b"{.}")) {
                    (Reason::Spelling, range)
                } else if marks.windows(2).any(|two| two == b"[^") {
                    (Reason::Citation, range)
                } else {
                    return;
                }
            }
        };
        self.profile.hits.push(Hit { reason, text: self.at, range });
    }
}

/// The place in the learned model of the word with this [`word_hash`].
pub fn feature(hash: u64) -> usize {
    usize::try_from((hash >> 20) % FEATURES as u64).unwrap_or_default()
}
