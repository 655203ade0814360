//! What single words say: of what a text is about, and where a detector should look closer.

use super::format::{CLASSES, FUNCTION, NOTHING, NOWHERE, PART, PARTS, WORDS, class_of, place_of};

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
    /// Its place among [`PLACES`]; one is that of all words that the lexicon does not have.
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

/// All words that say something. Whole words are each in a place that its hash alone tells.
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
    /// Looks at `section` as factors, words and parts. What is hashed there is spelled in `text`, a line each.
    pub(super) fn new(section: &'a [u8], text: &'a str) -> Option<Self> {
        let (factors, rest) = section.split_at_checked(2 * CLASSES)?;
        let (words, parts) = rest.as_chunks().0.split_first_chunk()?;
        let room = parts.len() <= PLACES - PARTS;
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
        if tag_of(&slot) == hash >> 32 { found } else { Found { place: NOWHERE, slot: 0 } }
    }

    /// The entry at `place`, if there is one.
    pub fn at(&self, place: usize) -> Option<Entry> {
        let slot = self.words.get(place).or_else(|| self.parts.get(place.checked_sub(PARTS)?))?;
        let [.., low, high, topic, signal] = *slot;
        (topic != NOTHING || signal != NOTHING).then(|| Entry {
            topic: numbered(&Topic::ALL, topic & !PART),
            signal: numbered(&Signal::ALL, signal & !FUNCTION),
            part: topic & PART != 0,
            start: u16::from_le_bytes([low, high]),
        })
    }

    /// The places of all words that `text` begins with, of whose first two characters this is the
    /// [`word_hash`](super::word_hash), and of the word that those two are.
    pub fn parts(&self, hash: u64, text: &str) -> impl Iterator<Item = usize> {
        let tag = hash >> 32;
        let first = self.parts.partition_point(|slot| tag_of(slot) < tag);
        let same = self.parts[first..].iter().take_while(move |slot| tag_of(slot) == tag).count();
        let parts = (0..same).map(move |at| at + first);
        let word = Some(self.find(hash).place).filter(|place| *place != NOWHERE);
        let whole = move |entry: &Entry| !entry.part || text.starts_with(self.word(entry));
        let places = word.into_iter().chain(parts.map(|at| PARTS + at));
        places.filter(move |place| self.at(*place).as_ref().is_some_and(whole))
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
    use super::{NOWHERE, Signal, Topic};
    use crate::rules::{self, word_hash};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// The rows of a file of rules, a field each.
    fn rows(file: &str) -> impl Iterator<Item = Vec<&str>> {
        let rows = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        rows.map(|row| row.split('\t').collect())
    }

    #[test]
    fn a_word_says_what_its_row_says() {
        let lexicon = rules::lexicon().unwrap();
        let said = |word: &str, part: bool| {
            let key: String = word.chars().take(if part { 2 } else { usize::MAX }).collect();
            let places = lexicon.parts(word_hash(key.as_bytes()), word);
            let found = places.filter_map(|place| Some((place, lexicon.at(place)?)));
            found
                .into_iter()
                .find(|(_, entry)| lexicon.word(entry) == word && entry.part == part)
                .expect(word)
        };
        let topics = ["container", "book", "piracy", "gambling", "shopping", "function"];
        for row in rows(include_str!("../../rules/words.tsv")) {
            let part = matches!(row[2], "zh" | "ja" | "th");
            let (place, entry) = said(row[0], part);
            let topic = Topic::ALL[topics.iter().position(|topic| *topic == row[1]).unwrap()];
            assert_eq!(entry.topic, Some(topic), "{row:?}");
            if !part {
                let found = lexicon.find(word_hash(row[0].as_bytes()));
                let expected = (place, topic == Topic::Function, entry.signal.is_some());
                assert_eq!((found.place, found.is_function(), found.has_signal()), expected, "{row:?}");
            }
        }
        let signals = ["password", "guard", "badge", "chatbot", "address", "call"];
        for row in rows(include_str!("../../rules/signals.tsv")) {
            let signal = Signal::ALL[signals.iter().position(|signal| *signal == row[1]).unwrap()];
            assert_eq!(said(row[0], false).1.signal, Some(signal), "{row:?}");
        }
        let nothing = word_hash(b"no such word");
        assert_eq!((lexicon.find(nothing).place, lexicon.parts(nothing, "").count()), (NOWHERE, 0));
    }
}
