//! One pass over a text: its words, and the marks between them.
//!
//! A block of bytes at a time becomes one number with a bit for each byte that
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

/// Tells `see` of all that stands in `text`, in order. Who looks at little text takes it as `dyn Lexemes`: there is one
/// copy of this for all of them.
pub fn lex<See: Lexemes + ?Sized>(text: &str, see: &mut See) {
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

struct Lexer<'a, See: ?Sized> {
    text: &'a str,
    /// A word in lower case, where it has to be written down.
    lower: String,
    /// Where the next bracket opens: beyond the text if none does.
    bracket: usize,
    see: &'a mut See,
}

/// How many bytes become bits of one number: one bit is left, in which the last word may end.
const BLOCK: usize = 63;
/// How many bytes a register holds.
const LANES: usize = 8;
/// A byte in every lane.
const EACH: u64 = 0x0101_0101_0101_0101;

/// A block, and so much behind it that a register may be filled from anywhere in it.
type Window = [u8; 64 + LANES];

impl<See: Lexemes + ?Sized> Lexer<'_, See> {
    /// The lexemes of the part of the text at `range`, which holds no address.
    fn between(&mut self, range: Range<usize>) {
        let bytes = self.text.as_bytes();
        let mut last: Window = [0; _];
        let (mut at, mut last_end) = (range.start, range.start);
        while at < range.end {
            let window = bytes[at..].first_chunk().unwrap_or_else(|| {
                last[..bytes.len() - at].copy_from_slice(&bytes[at..]);
                &last
            });
            let mut left = (range.end - at).min(BLOCK);
            let inside = word_bytes(window);
            if at + left < range.end {
                // The next block begins with what may go on in it.
                left -= (inside << (64 - left)).leading_ones() as usize;
                if left == 0 {
                    at = self.long(at..range.end, &mut last_end);
                    continue;
                }
            }
            let inside = inside & (u64::MAX >> (64 - left));
            // A bit wherever a word begins or ends.
            let mut edges = inside ^ (inside << 1);
            while edges != 0 {
                let start = next_bit(&mut edges);
                let end = next_bit(&mut edges);
                self.marks(last_end..at + start);
                last_end = at + end;
                self.run(window, start..end, at);
            }
            at += left;
        }
        self.marks(last_end..range.end);
    }

    fn marks(&mut self, range: Range<usize>) {
        if self.bracket < range.end {
            self.bracket = bracket(self.text, range.end);
            self.see.other(Other::Marks(range));
        }
    }

    /// A stretch of ASCII letters and digits, and of anything that is not ASCII, at `range` of the
    /// window, which is `at` in the text.
    #[inline]
    fn run(&mut self, window: &Window, range: Range<usize>, at: usize) {
        let mut hasher = CaseHasher::default();
        let mut start = range.start;
        while range.end - start > LANES {
            hasher.add(lanes(window, start), LANES);
            start += LANES;
        }
        hasher.add(lanes(window, start), range.end - start);
        self.hashed(&hasher, at + range.start..at + range.end);
    }

    #[inline]
    fn hashed(&mut self, hasher: &CaseHasher, range: Range<usize>) {
        if hasher.all & (0x80 * EACH) != 0 {
            self.foreign(range);
        } else if hasher.all & (0x40 * EACH) != 0 {
            // All letters have that bit, and no digit has.
            self.see.word(range, hasher.hasher.finish());
        }
    }

    /// A stretch that fills a block at least, at the beginning of `range`: where it ends.
    #[cold]
    fn long(&mut self, range: Range<usize>, last_end: &mut usize) -> usize {
        let is_of_run = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        let bytes = &self.text.as_bytes()[range.clone()];
        let run = &bytes[..bytes.iter().position(|byte| !is_of_run(byte)).unwrap_or(bytes.len())];
        self.marks(*last_end..range.start);
        *last_end = range.start + run.len();
        if run.is_ascii() {
            self.hashed(&CaseHasher::of(run), range.start..*last_end);
        } else {
            self.foreign(range.start..*last_end);
        }
        *last_end
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
            return self.hashed(&CaseHasher::of(word.as_bytes()), range);
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

/// Hashes a word of ASCII in lower case.
#[derive(Default)]
struct CaseHasher {
    hasher: WordHasher,
    /// The bits that any byte of it has.
    all: u64,
}

impl CaseHasher {
    fn of(word: &[u8]) -> Self {
        let mut hasher = Self::default();
        for chunk in word.chunks(LANES) {
            hasher.add(chunk_of(chunk), chunk.len());
        }
        hasher
    }

    /// Takes the first `length` bytes of `chunk`, of which there is one at least.
    #[inline]
    fn add(&mut self, chunk: u64, length: usize) {
        // In lower case: digits have that bit already.
        const LOWER: u64 = 0x20 * EACH;
        let inside = u64::MAX >> (8 * (LANES - length));
        self.all |= chunk & inside;
        self.hasher.add((chunk | LOWER) & inside);
    }
}

/// Eight bytes of the window, from `start` in its block on: the remainder is `start` itself, and
/// shows the compiler that they are all there.
#[inline]
fn lanes(window: &Window, start: usize) -> u64 {
    chunk_of(&window[start % 64..][..LANES])
}

/// Where the first bracket from `from` on opens: beyond the text if none does.
fn bracket(text: &str, from: usize) -> usize {
    memchr3(b'[', b'(', b'{', &text.as_bytes()[from..]).map_or(text.len(), |at| from + at)
}

/// Takes the lowest bit that is set.
fn next_bit(bits: &mut u64) -> usize {
    let bit = bits.trailing_zeros() as usize;
    *bits &= bits.wrapping_sub(1);
    bit
}

/// A bit for each byte of the window's first eight registers that is an ASCII letter or digit, or
/// not ASCII at all.
fn word_bytes(window: &Window) -> u64 {
    let lanes = window[..64].as_chunks::<LANES>().0.iter().map(|lane| word_lanes(u64::from_le_bytes(*lane)));
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
    mod properties {
        use super::shown;
        use crate::readme::{is_unspaced, lower, words::is_of_word};
        use crate::rules::word_hash;
        use proptest::prelude::*;

        /// What [`lex`](super::super::lex) finds, a character at a time; with the hashes of words and pairs.
        fn lexemes(text: &str) -> (Vec<String>, Vec<u64>) {
            let (mut found, mut from, mut at) = (<(Vec<_>, Vec<_>)>::default(), 0, 0);
            for part in text.split_inclusive(char::is_whitespace) {
                let address = part.trim_end();
                if address.contains("://") {
                    plain(&text[from..at], &mut found);
                    found.0.push(format!("address {address}"));
                    from = at + address.len();
                }
                at += part.len();
            }
            plain(&text[from..], &mut found);
            found
        }

        /// The same of a text that holds no address.
        fn plain(text: &str, (found, hashes): &mut (Vec<String>, Vec<u64>)) {
            let of_run = |c: &char| c.is_ascii_alphanumeric() || !c.is_ascii();
            let chars: Vec<char> = text.chars().collect();
            for stretch in chars.chunk_by(|one, next| of_run(one) == of_run(next)) {
                if !of_run(&stretch[0]) && stretch.iter().any(|c| "[({".contains(*c)) {
                    found.push(format!("marks {}", stretch.iter().collect::<String>()));
                }
                let words = stretch.split(|c| !is_of_word(*c));
                for word in words.filter(|word| !word.iter().all(char::is_ascii_digit)) {
                    if word.iter().any(|c| is_unspaced(*c)) {
                        let pairs = word.windows(2).map(|pair| pair.iter().collect::<String>());
                        hashes.extend(pairs.clone().map(|pair| word_hash(pair.as_bytes())));
                        found.extend(pairs);
                    } else {
                        let word: String = word.iter().collect();
                        hashes.push(word_hash(lower(&word).as_bytes()));
                        found.push(word);
                    }
                }
            }
        }

        fn text() -> impl Strategy<Value = String> {
            let piece = prop_oneof![
                4 => "[a-zA-Z0-9]{1,12}[ .,]",
                2 => "[a-zA-Z0-9é容器部]{1,6}",
                1 => "[a-z0-9é]{55,140}",
                2 => "[ .—,\u{3000}\\[({]{1,3}",
                1 => "[ (]?[a-z]{0,70}://[a-z容(]{0,70}[ \u{3000}]?",
            ];
            proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
        }

        proptest! {
            /// However a text is laid over the blocks, the same is found in it.
            #[test]
            fn blocks_do_not_show(text in text()) {
                let found = shown(&text);
                prop_assert_eq!((found.lexemes, found.hashes), lexemes(&text));
            }
        }
    }
}
