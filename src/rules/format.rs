//! What the compiler of the rules and their reader agree on.

/// What every artefact begins with; its last byte is the version of the format.
pub const MAGIC: &[u8] = b"HULLRULES\x06";

/// FNV-1a in 32 bits (<https://www.rfc-editor.org/rfc/rfc9923>).
pub fn fnv1a(bytes: impl IntoIterator<Item = u8>) -> u32 {
    bytes.into_iter().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Hashes a word eight bytes at a time: a text has thousands of words, and each is looked up.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordHasher(u64);

impl WordHasher {
    /// Takes up to eight bytes more, the first one lowest and what is missing empty.
    pub fn add(&mut self, chunk: u64) {
        // An odd number that no pattern survives: the golden ratio's fraction.
        let mixed = (self.0 ^ chunk).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }

    /// The hash of what was taken.
    pub fn finish(self) -> u64 {
        let mixed = self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^ (mixed >> 32)
    }
}

/// Up to eight bytes as a number, the first one lowest.
pub fn chunk_of(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or_else(
        || bytes.iter().rev().fold(0, |chunk, byte| (chunk << 8) | u64::from(*byte)),
        |bytes| u64::from_le_bytes(*bytes),
    )
}

/// The hash of a word in lower case.
pub fn word_hash(word: &[u8]) -> u64 {
    let mut hasher = WordHasher::default();
    for part in word.chunks(8) {
        hasher.add(chunk_of(part));
    }
    hasher.finish()
}

/// How many bits of the hash of a public suffix list's rule are written down; the others say in which
/// group it is.
pub const REST_BITS: u32 = 20;

/// In how many groups the hashes lie.
pub const GROUPS: usize = 1 << (u32::BITS - REST_BITS);

/// How many groups lie between two places that are written down.
pub const BLOCK: usize = 16;

/// In how many classes the words of the lexicon are, by the lowest byte of their hashes.
pub const CLASSES: usize = 256;

/// The class of the word with this hash.
pub fn class_of(hash: u64) -> usize {
    usize::from(hash.to_le_bytes()[0])
}

/// How many places there are for words of the lexicon: a power of two.
pub const WORDS: usize = 1 << 10;

/// The place of all words that the lexicon does not have.
pub const NOWHERE: usize = WORDS;

/// The first place of words that are looked for from their first two characters on.
pub const PARTS: usize = NOWHERE + 1;

/// How many places there are in all: a multiple of 32, as many as are looked at at once.
pub const PLACES: usize = WORDS + 64;

/// The place of the word with this hash, if that is its class's factor: the factors are chosen so
/// that no two words of the lexicon have the same place.
pub fn place_of(hash: u64, factor: u16) -> usize {
    #[expect(clippy::cast_possible_truncation, reason = "the lower half of the hash is enough")]
    let low = hash as u32;
    (low.wrapping_mul(factor.into()) >> (u32::BITS - WORDS.ilog2())) as usize
}

/// Set in an entry's signal if its word only holds sentences together: the highest bit of all.
pub const FUNCTION: u8 = 0x80;
/// What an entry of the lexicon says of its word: nothing of this kind.
pub const NOTHING: u8 = 0;
/// Set in an entry's topic if its word is looked for from its first two characters on.
pub const PART: u8 = 0x80;
/// Whether `text` is a day: `2026-11-25`.
pub fn is_day(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}
