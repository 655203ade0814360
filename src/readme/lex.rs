//! One pass over a text: its words, and the marks between them.
//!
//! Sixty-four bytes at a time become one number with a bit for each byte that
//! belongs to a word, so that no branch depends on how long a word is: guessing
//! that wrong is what would cost most.

use super::words::{is_of_word, is_unspaced, push_lower};
use crate::rules::{WordHasher, chunk_of, word_hash};
use memchr::{memchr_iter, memchr3};
use std::ops::Range;

/// Who takes what [`lex`] finds.
pub trait Lexemes {
    /// A word at `range`: letters and digits, not digits alone. `hash` is the [`word_hash`]
    /// of it in lower case, with the letters of a disguise replaced.
    fn word(&mut self, range: Range<usize>, hash: u64);

    /// Two characters of a script that puts no spaces between words: such text comes as
    /// overlapping pairs.
    fn pair(&mut self, range: Range<usize>, hash: u64) {
        self.word(range, hash);
    }

    /// Something that is no word.
    fn other(&mut self, _: Other) {}
}

/// What stands between and about words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Other {
    /// The letters of two alphabets that look like one word. Comes before the word.
    Disguise(Range<usize>),
    /// The marks between two words, with a bracket that opens among them.
    Marks(Range<usize>),
    /// A stretch without white space that holds `://`. Its words do not count.
    Address(Range<usize>),
}

/// Tells `see` of all that stands in `text`, in order.
pub fn lex(text: &str, see: &mut impl Lexemes) {
    let mut lexer = Lexer { text, lower: String::new(), bracket: bracket(text, 0), see };
    let mut from = 0;
    for at in memchr_iter(b':', text.as_bytes()).filter(|at| text[at + 1..].starts_with("//")) {
        if at < from {
            continue;
        }
        let before = text[from..at].char_indices().rfind(|(_, c)| c.is_whitespace());
        let start = before.map_or(from, |(before, space)| from + before + space.len_utf8());
        let end = text[at..].find(char::is_whitespace).map_or(text.len(), |end| at + end);
        lexer.between(from..start);
        lexer.see.other(Other::Address(start..end));
        if lexer.bracket < end {
            lexer.bracket = bracket(text, end);
        }
        from = end;
    }
    lexer.between(from..text.len());
}

struct Lexer<'a, See> {
    text: &'a str,
    /// A word in lower case, where it has to be written down.
    lower: String,
    /// Where the next bracket opens: beyond the text if none does.
    bracket: usize,
    see: &'a mut See,
}

/// How many bytes become bits of one number.
const BLOCK: usize = 64;
/// How many bytes a register holds.
const LANES: usize = 8;
/// A byte in every lane.
const EACH: u64 = 0x0101_0101_0101_0101;

impl<See: Lexemes> Lexer<'_, See> {
    /// The lexemes of the part of the text at `range`, which holds no address.
    fn between(&mut self, range: Range<usize>) {
        let bytes = &self.text.as_bytes()[..range.end];
        let (mut last_end, mut word, mut before) = (range.start, None, 0);
        // With the end of the range, where every word ends.
        for at in (0..=range.len() / BLOCK).map(|block| range.start + block * BLOCK) {
            let inside = word_bytes(bytes, at);
            // A bit wherever a word begins or ends.
            let mut edges = inside ^ ((inside << 1) | before);
            before = inside >> (BLOCK - 1);
            while edges != 0 {
                let start = word.take().unwrap_or_else(|| {
                    let start = at + next_bit(&mut edges);
                    self.marks(last_end..start);
                    start
                });
                if edges == 0 {
                    word = Some(start);
                    break;
                }
                last_end = at + next_bit(&mut edges);
                self.run(start..last_end);
            }
        }
        self.marks(last_end..range.end);
    }

    fn marks(&mut self, range: Range<usize>) {
        if self.bracket < range.end {
            self.bracket = bracket(self.text, range.end);
            self.see.other(Other::Marks(range));
        }
    }

    /// A stretch of ASCII letters and digits, and of anything that is not ASCII.
    #[inline]
    fn run(&mut self, range: Range<usize>) {
        // In lower case: digits have that bit already.
        const LOWER: u64 = 0x20 * EACH;
        let (mut hasher, mut all, mut rest) =
            (WordHasher::default(), 0, &self.text.as_bytes()[range.start..]);
        let mut length = range.len();
        while let (true, Some((chunk, behind))) = (length > LANES, rest.split_first_chunk()) {
            let chunk = u64::from_le_bytes(*chunk);
            all |= chunk;
            hasher.add(chunk | LOWER);
            (length, rest) = (length - LANES, behind);
        }
        let inside = u64::MAX >> (8 * (LANES - length));
        let chunk = chunk_of(rest) & inside;
        all |= chunk;
        hasher.add(chunk | (LOWER & inside));
        if all & (0x80 * EACH) != 0 {
            self.foreign(range);
        } else if all & (0x40 * EACH) != 0 {
            // All letters have that bit, and no digit has.
            self.see.word(range, hasher.finish());
        }
    }

    /// The words of a stretch that is not all ASCII.
    #[cold]
    fn foreign(&mut self, range: Range<usize>) {
        let mut word = None;
        for (at, c) in self.text[range.clone()].char_indices() {
            let at = range.start + at;
            if is_of_word(c) {
                word.get_or_insert(at);
            } else if let Some(start) = word.take() {
                self.foreign_word(start..at);
            }
        }
        if let Some(start) = word {
            self.foreign_word(start..range.end);
        }
    }

    fn foreign_word(&mut self, range: Range<usize>) {
        let word = &self.text[range.clone()];
        if word.is_ascii() {
            // Nothing foreign about it, but for what stands beside it.
            return self.run(range);
        }
        if word.contains(is_unspaced) {
            let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
            for ((start, _), end) in word.char_indices().zip(ends.skip(1)) {
                let hash = word_hash(&word.as_bytes()[start..end]);
                self.see.pair(range.start + start..range.start + end, hash);
            }
            return;
        }
        self.lower.clear();
        if push_lower(word, &mut self.lower) {
            self.see.other(Other::Disguise(range.clone()));
        }
        self.see.word(range, word_hash(self.lower.as_bytes()));
    }
}

/// Takes the lowest bit that is set.
fn next_bit(bits: &mut u64) -> usize {
    let bit = bits.trailing_zeros() as usize;
    *bits &= *bits - 1;
    bit
}

/// Where the first bracket from `from` on opens: beyond the text if none does.
fn bracket(text: &str, from: usize) -> usize {
    memchr3(b'[', b'(', b'{', &text.as_bytes()[from..]).map_or(text.len(), |at| from + at)
}

/// A bit for each of the [`BLOCK`] bytes from `at` on that is an ASCII letter or digit, or
/// not ASCII at all.
fn word_bytes(bytes: &[u8], at: usize) -> u64 {
    let mut rest = [0; BLOCK];
    let behind = &bytes[at..];
    let block = behind.first_chunk().unwrap_or_else(|| {
        rest[..behind.len()].copy_from_slice(behind);
        &rest
    });
    let (lanes, _) = block.as_chunks::<LANES>();
    let lanes = lanes.iter().map(|lane| word_lanes(u64::from_le_bytes(*lane)));
    lanes.zip((0..).step_by(LANES)).fold(0, |all, (bits, lane)| all | bits << lane)
}

/// The same for eight bytes.
fn word_lanes(chunk: u64) -> u64 {
    const HIGH: u64 = 0x80 * EACH;
    let low = chunk & !HIGH;
    // Without the high bit no sum reaches into the next lane: each sets it from a bound on.
    let from = |value: u64, bound: u8| value + (0x80 - u64::from(bound)) * EACH;
    let lower = low | (0x20 * EACH);
    let letter = from(lower, b'a') & !from(lower, b'z' + 1);
    let digit = from(low, b'0') & !from(low, b'9' + 1);
    let set = (letter | digit | chunk) & HIGH;
    // Gathers the lanes' bits in the top byte, the first one lowest.
    (set >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::{Lexemes, Other, lex};
    use crate::rules::word_hash;
    use std::ops::Range;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    struct Shown<'a> {
        text: &'a str,
        lexemes: Vec<String>,
        hashes: Vec<u64>,
    }

    impl Lexemes for Shown<'_> {
        fn word(&mut self, range: Range<usize>, hash: u64) {
            self.lexemes.push(self.text[range].to_owned());
            self.hashes.push(hash);
        }

        fn other(&mut self, other: Other) {
            self.lexemes.push(match other {
                Other::Disguise(range) => format!("disguise {}", &self.text[range]),
                Other::Marks(range) => format!("marks {}", &self.text[range]),
                Other::Address(range) => format!("address {}", &self.text[range]),
            });
        }
    }

    fn shown(text: &str) -> Shown<'_> {
        let mut shown = Shown { text, lexemes: Vec::new(), hashes: Vec::new() };
        lex(text, &mut shown);
        shown
    }

    #[test]
    fn tells_words_marks_and_addresses_apart() {
        for (text, expected) in [
            ("", vec![]),
            ("a 12 b3", vec!["a", "b3"]),
            ("Hello, World", vec!["Hello", "World"]),
            ("[^1^] x[.]y (", vec!["marks [^", "x", "marks [.]", "y", "marks  ("]),
            ("at (https://a.b/c) it [", vec!["at", "address (https://a.b/c)", "it", "marks  ["]),
            ("ftp://a b://c", vec!["address ftp://a", "address b://c"]),
            ("容器部", vec!["容器", "器部"]),
            ("x—y …", vec!["x", "y"]),
            ("Dоwnlоad", vec!["disguise Dоwnlоad", "Dоwnlоad"]),
            ("हिन्दी", vec!["हिन्दी"]),
        ] {
            assert_eq!(shown(text).lexemes, expected, "{text}");
        }
    }

    #[test]
    fn a_hash_is_the_words_in_lower_case() {
        for (text, lower) in [
            ("Docker", "docker"),
            ("DOCKERIZATION2", "dockerization2"),
            ("СКАЧАТЬ", "скачать"),
            ("Dоwnlоad", "download"),
        ] {
            assert_eq!(shown(text).hashes, [word_hash(lower.as_bytes())], "{text}");
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        /// However a text is laid over the blocks, its words are those between what is none.
        #[test]
        fn blocks_do_not_show(text in "[a-zA-Z0-9 .,é—-]{0,200}") {
            let expected: Vec<&str> = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
                .collect();
            let words: Vec<String> = shown(&text).lexemes.into_iter().filter(|lexeme| !lexeme.starts_with("marks")).collect();
            proptest::prop_assert_eq!(words, expected);
        }
    }
}
