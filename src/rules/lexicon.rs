//! What single words say: of what a text is about, and where a detector should look closer.

use super::format::{CLASSES, FUNCTION, NOTHING, PART, WORDS, class_of, place_of};

pub use super::format::PLACES;

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
    /// Its place among [`PLACES`]: all words that it does not have are at one.
    pub place: usize,
    slot: u64,
}

impl Found {
    /// Whether the word only holds sentences together.
    pub fn is_function(self) -> bool {
        self.slot >> 56 & u64::from(FUNCTION) != 0
    }

    /// Whether the word is a signal.
    pub fn has_signal(self) -> bool {
        self.slot >> 56 & !u64::from(FUNCTION) != 0
    }
}

/// All words that say something, each in a place that its hash alone tells.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon<'a> {
    /// The factor of each class of words.
    factors: &'a [[u8; 2]; CLASSES],
    words: &'a [[u8; 8]; WORDS],
    /// Words of which only the first two characters were hashed, sorted by the upper half of that.
    parts: &'a [[u8; 8]],
    text: &'a str,
}

impl<'a> Lexicon<'a> {
    /// Looks at `section` as factors, words and parts; they lie about the words of `text`, a line each.
    pub(super) fn new(section: &'a [u8], text: &'a str) -> Option<Self> {
        let (factors, rest) = section.split_at_checked(2 * CLASSES)?;
        let (words, parts) = rest.as_chunks().0.split_first_chunk()?;
        let room = parts.len() < PLACES - WORDS;
        room.then_some(Self { factors: factors.as_chunks().0.try_into().ok()?, words, parts, text })
    }

    /// Looks for the word with this [`word_hash`](super::word_hash).
    #[inline]
    pub fn find(&self, hash: u64) -> Found {
        let factor = u16::from_le_bytes(self.factors[class_of(hash)]);
        let place = place_of(hash, factor);
        let slot = self.words[place];
        // No branch: which words a text has cannot be foretold.
        let found = Found { place, slot: u64::from_le_bytes(slot) };
        if tag_of(&slot) == hash >> 32 { found } else { Found { place: WORDS, slot: 0 } }
    }

    /// The entry at `place`, if there is one.
    pub fn at(&self, place: usize) -> Option<Entry> {
        let slot = self.words.get(place).or_else(|| self.parts.get(place.checked_sub(WORDS + 1)?))?;
        let [.., low, high, topic, signal] = *slot;
        (topic != NOTHING || signal != NOTHING).then(|| Entry {
            topic: numbered(&Topic::ALL, topic & !PART),
            signal: numbered(&Signal::ALL, signal & !FUNCTION),
            part: topic & PART != 0,
            start: u16::from_le_bytes([low, high]),
        })
    }

    /// The places of all words that begin with the two characters with this
    /// [`word_hash`](super::word_hash), or are these.
    pub fn parts(&self, hash: u64) -> impl Iterator<Item = usize> {
        let tag = hash >> 32;
        let first = self.parts.partition_point(|slot| tag_of(slot) < tag);
        let same = self.parts[first..].iter().take_while(move |slot| tag_of(slot) == tag).count();
        let parts = (0..same).map(move |at| at + first);
        let word = Some(self.find(hash).place).filter(|place| *place < WORDS);
        word.into_iter().chain(parts.map(|at| WORDS + 1 + at))
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
    use super::{Signal, Topic, WORDS};
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
        assert_eq!((lexicon.find(nothing).place, lexicon.parts(nothing).count()), (WORDS, 0));
    }
}
