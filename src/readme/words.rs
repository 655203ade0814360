//! The words of a text.

use super::lex::{Lexemes, lex};
use crate::platform;
use std::ops::Range;

/// The words of `text` in lower case, without addresses and bare numbers. Text
/// in scripts that put no spaces between words comes as overlapping pairs of
/// characters.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Words { text, lower: Vec::new() };
    lex::<dyn Lexemes>(text, &mut words);
    words.lower
}

struct Words<'a> {
    text: &'a str,
    lower: Vec<String>,
}

impl Lexemes for Words<'_> {
    fn word(&mut self, range: Range<usize>, _: u64) {
        self.lower.push(lower(&self.text[range]));
    }
}

/// `word` in lower case, with the letters of a disguise replaced.
pub fn lower(word: &str) -> String {
    let mut lower = String::with_capacity(word.len());
    push_lower(word, &mut lower);
    lower
}

/// Appends `word` in lower case, with the letters of a disguise replaced: whether it was one.
pub(super) fn push_lower(word: &str, out: &mut String) -> bool {
    let mixed = is_mixed(word);
    let start = out.len();
    let plain = |c| if mixed { look_alike(c).unwrap_or(c) } else { c };
    for c in word.chars().map(plain) {
        match c {
            // What most words are made of, before the tables of all letters are asked.
            c @ ('a'..='z' | '0'..='9' | 'а'..='я' | '\u{0900}'..='\u{0DFF}') => out.push(c),
            c @ 'A'..='Z' => out.push(c.to_ascii_lowercase()),
            c @ 'А'..='Я' => out.push(char::from_u32(u32::from(c) + 32).unwrap_or(c)),
            c if c.is_uppercase() => {
                // The rest of the tables is elsewhere, and far: the whole word at once.
                let whole: String = word.chars().map(plain).collect();
                out.replace_range(start.., &platform::lower(&whole));
                break;
            }
            c => out.push(c),
        }
    }
    mixed
}

/// Whether `c` is part of a word.
pub(super) fn is_of_word(c: char) -> bool {
    // The commonest before the tables of all letters are asked.
    matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | 'А'..='я' | '\u{4E00}'..='\u{9FFF}')
        || c.is_alphanumeric()
        || is_mark(c)
}

/// Whether `word` has Latin letters and others that look like Latin ones, and
/// would be a Latin word with those replaced.
fn is_mixed(word: &str) -> bool {
    let (mut latin, mut others) = (0, 0);
    for c in word.chars() {
        if c.is_ascii() {
            latin += usize::from(c.is_ascii_alphabetic());
        } else if look_alike(c).is_some() {
            others += 1;
        } else if matches!(c, '\u{0370}'..='\u{03FF}' | '\u{0400}'..='\u{052F}') {
            return false;
        }
    }
    // Two Latin letters at least: "µs" and "α2" are no disguise.
    latin >= 2 && others > 0
}

/// The Latin word that `word` is taken for, if it has no letter that does not
/// look Latin, and at least one that is not.
pub fn taken_for(word: &str) -> Option<String> {
    let looks = |c: char| if c.is_ascii() { Some(c) } else { look_alike(c) };
    if word.is_ascii() { None } else { word.chars().map(looks).collect() }
}

/// The Latin letter that a Greek or Cyrillic one looks like
/// (<https://www.unicode.org/reports/tr39/#Confusable_Detection>, the usual ones).
fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'с' | 'ϲ' => 'c',
        'С' | 'Ϲ' => 'C',
        'е' | 'ҽ' => 'e',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'ԁ' => 'd',
        'һ' => 'h',
        'і' | 'ι' => 'i',
        'І' | 'Ι' => 'I',
        'ј' | 'ϳ' => 'j',
        'Ј' => 'J',
        'Ӏ' | 'ӏ' => 'l',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'о' | 'ο' | 'σ' => 'o',
        'О' | 'Ο' => 'O',
        'р' | 'ρ' => 'p',
        'Р' | 'Ρ' => 'P',
        'ѕ' => 's',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'у' | 'γ' | 'ү' => 'y',
        'Υ' | 'У' | 'Ү' => 'Y',
        'х' => 'x',
        'г' => 'r',
        'ԛ' => 'q',
        'ԝ' | 'ѡ' => 'w',
        'Ԝ' => 'W',
        'ν' | 'ѵ' => 'v',
        'Ѵ' => 'V',
        'υ' => 'u',
        'Ζ' => 'Z',
        'Х' | 'Χ' => 'X',
        _ => return None,
    })
}

/// Whether `c` is of a script that puts no spaces between words: Thai, Lao,
/// Burmese, Khmer, kana, Han.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// Vowel signs and tone marks, which are part of a word but no letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0900}'..='\u{097F}' | '\u{0E31}'..='\u{0E4E}')
}

#[cfg(test)]
mod tests {
    use super::words;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn tells_words_apart() {
        for (text, expected) in [
            ("Hello, World-Wide web_2.0!", vec!["hello", "world", "wide", "web"]),
            ("see https://a.example/path 42", vec!["see"]),
            ("容器部署", vec!["容器", "器部", "部署"]),
            ("Скачать бесплатно", vec!["скачать", "бесплатно"]),
            ("Dоwnlоad", vec!["download"]),
            ("", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
