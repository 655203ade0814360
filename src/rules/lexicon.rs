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

    /// The place of the word with this [`word_hash`](super::word_hash), or the number of
    /// places if there is no such word.
    pub fn place(&self, hash: u64) -> usize {
        let mut at = bucket_of(hash, self.buckets.len());
        for _ in 0..self.buckets.len() {
            let bucket = &self.buckets[at];
            // No branch: which words a text has cannot be foretold.
            let found = bucket
                .iter()
                .enumerate()
                .fold(BUCKET, |found, (place, slot)| if tag_of(slot) == hash >> 32 { place } else { found });
            if found < BUCKET {
                return at * BUCKET + found;
            }
            if bucket[BUCKET - 1] == [0; 8] {
                break;
            }
            at = (at + 1) & (self.buckets.len() - 1);
        }
        self.places()
    }

    /// Whether the word at `place` only holds sentences together, and whether it is a signal.
    pub fn is(&self, place: usize) -> (bool, bool) {
        let [.., topic, signal] =
            self.buckets.get(place / BUCKET).map_or([0; 8], |bucket| bucket[place % BUCKET]);
        (topic == Topic::Function as u8 + 1, signal != NOTHING)
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
        assert_eq!((lexicon.place(nothing), lexicon.parts(nothing).count()), (lexicon.places(), 0));
    }
}
