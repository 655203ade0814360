//! What single words say: of what a text is about, and where a detector should look closer.

use super::format::{BUCKET, NOTHING, PART, bucket_of};

/// What a word says a text is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Containers, servers and software, as honest readmes are.
    Container,
    /// Books for nothing, as the eBook campaign promises.
    Book,
    /// Pirated software, films and cheats, as the Downloader campaign promises.
    Piracy,
    /// Gambling.
    Gambling,
    /// Drugs, papers, followers, essays.
    Shopping,
    /// Nothing: it only holds sentences together.
    Function,
}

impl Topic {
    /// All, in the order of their numbers (`TOPICS` of the compiler).
    pub const ALL: [Self; 6] =
        [Self::Container, Self::Book, Self::Piracy, Self::Gambling, Self::Shopping, Self::Function];
}

/// For which detector a word is a reason to look closer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// A password may be given.
    Password,
    /// What guards against malware.
    Guard,
    /// A badge of Docker's may be claimed.
    Badge,
    /// A chatbot may have written this.
    Chatbot,
    /// An address may be spelled out.
    Address,
    /// A reader may be called to download something.
    Call,
}

impl Signal {
    /// All, in the order of their numbers (`SIGNALS` of the compiler).
    const ALL: [Self; 6] =
        [Self::Password, Self::Guard, Self::Badge, Self::Chatbot, Self::Address, Self::Call];
}

/// A word of the lexicon.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// What it says a text is about.
    pub topic: Option<Topic>,
    /// For whom it is a reason to look closer.
    pub signal: Option<Signal>,
    /// Whether only its first two characters were compared.
    pub part: bool,
    start: u16,
}

/// What the lexicon has of a word.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// Its place, or the number of places if it has none.
    pub place: usize,
    slot: u64,
}

impl Found {
    /// Whether the word only holds sentences together.
    pub fn is_function(self) -> bool {
        self.slot.to_le_bytes()[6] == Topic::Function as u8 + 1
    }

    /// Whether the word is a signal.
    pub fn has_signal(self) -> bool {
        self.slot.to_le_bytes()[7] != NOTHING
    }
}

/// All words that say something, in buckets: a word is in the bucket that its hash names, or in
/// the first one behind it that has room.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'a> {
    buckets: &'a [[[u8; 8]; BUCKET]],
    text: &'a str,
}

impl<'a> Lexicon<'a> {
    /// Looks at `buckets`, a power of two of them, and the words they lie about, a line each.
    pub(super) fn new(buckets: &'a [[u8; 8]], text: &'a str) -> Option<Self> {
        let (buckets, rest) = buckets.as_chunks();
        (buckets.len().is_power_of_two() && rest.is_empty()).then_some(Self { buckets, text })
    }

    /// How many places there are for words.
    pub fn places(&self) -> usize {
        self.buckets.len() * BUCKET
    }

    /// Looks for the word with this [`word_hash`](super::word_hash).
    pub fn find(&self, hash: u64) -> Found {
        let at = bucket_of(hash, self.buckets.len());
        let found = self.find_in(at, hash);
        // Only a full bucket may have left a word to the next one.
        if found.place == self.places() && self.buckets[at][BUCKET - 1] != [0; 8] {
            return self.find_behind(at, hash);
        }
        found
    }

    /// Looks in one bucket. No branch: which words a text has cannot be foretold.
    fn find_in(&self, at: usize, hash: u64) -> Found {
        let nothing = Found { place: self.places(), slot: 0 };
        self.buckets[at].iter().enumerate().fold(nothing, |found, (place, slot)| {
            let here = Found { place: at * BUCKET + place, slot: u64::from_le_bytes(*slot) };
            if tag_of(slot) == hash >> 32 { here } else { found }
        })
    }

    /// Looks in the buckets behind a full one.
    #[cold]
    fn find_behind(&self, full: usize, hash: u64) -> Found {
        let behind = (1..self.buckets.len()).map(|step| (full + step) & (self.buckets.len() - 1));
        behind
            .map(|at| (self.find_in(at, hash), self.buckets[at][BUCKET - 1]))
            .find(|(found, last)| found.place != self.places() || *last == [0; 8])
            .map_or(Found { place: self.places(), slot: 0 }, |(found, _)| found)
    }

    /// The entry at `place`, if there is one.
    pub fn at(&self, place: usize) -> Option<Entry> {
        let [.., low, high, topic, signal] = self.buckets.get(place / BUCKET)?[place % BUCKET];
        (topic != NOTHING || signal != NOTHING).then(|| Entry {
            topic: numbered(&Topic::ALL, topic & !PART),
            signal: numbered(&Signal::ALL, signal),
            part: topic & PART != 0,
            start: u16::from_le_bytes([low, high]),
        })
    }

    /// The places of all words that begin with the two characters with this
    /// [`word_hash`](super::word_hash), or are these.
    pub fn parts(&self, hash: u64) -> impl Iterator<Item = usize> {
        let (lexicon, mut at) = (*self, bucket_of(hash, self.buckets.len()));
        let buckets = std::iter::from_fn(move || {
            let here = at;
            at = (at + 1) & (lexicon.buckets.len() - 1);
            Some((here, &lexicon.buckets[here]))
        });
        let mut full = true;
        let near = buckets
            .take(self.buckets.len())
            .take_while(move |(_, bucket)| std::mem::replace(&mut full, bucket[BUCKET - 1] != [0; 8]));
        near.flat_map(|(at, bucket)| {
            bucket.iter().enumerate().map(move |(place, slot)| (at * BUCKET + place, slot))
        })
        .filter(move |(_, slot)| tag_of(slot) == hash >> 32)
        .map(|(place, _)| place)
    }

    /// The word of `entry`.
    pub fn word(&self, entry: &Entry) -> &'a str {
        self.text.get(usize::from(entry.start)..).and_then(|rest| rest.split('\n').next()).unwrap_or_default()
    }
}

/// The upper half of the hash of the word in `slot`.
fn tag_of(slot: &[u8; 8]) -> u64 {
    u64::from_le_bytes(*slot) & 0xFFFF_FFFF
}

/// The item with this number, from 1 on.
fn numbered<T: Copy>(items: &[T], number: u8) -> Option<T> {
    items.get(usize::from(number).wrapping_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::{Signal, Topic};
    use crate::rules::{self, word_hash};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_word_says_what_its_row_says() {
        let lexicon = rules::lexicon().unwrap();
        for (word, topic, signal, part) in [
            ("docker", Some(Topic::Container), None, false),
            ("torrent", Some(Topic::Piracy), None, false),
            ("password", None, Some(Signal::Password), false),
            ("antivirus", None, Some(Signal::Guard), false),
            ("破解版", Some(Topic::Piracy), None, true),
        ] {
            let key = if part { &word[..6] } else { word };
            let found: Vec<_> =
                lexicon.parts(word_hash(key.as_bytes())).filter_map(|place| lexicon.at(place)).collect();
            let entry = found.iter().find(|entry| lexicon.word(entry) == word).unwrap();
            assert_eq!((entry.topic, entry.signal, entry.part), (topic, signal, part), "{word}");
        }
        let nothing = word_hash(b"no such word");
        assert_eq!((lexicon.find(nothing).place, lexicon.parts(nothing).count()), (lexicon.places(), 0));
    }
}
