//! The words of a text.

use std::borrow::Cow;

/// The words of `text` in lower case, without addresses and bare numbers. Text
/// in scripts that put no spaces between words comes as overlapping pairs of
/// characters.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace().filter(|part| !part.contains("://")).flat_map(|part| {
        part.split(|c: char| !c.is_alphanumeric() && !is_mark(c))
            .filter(|word| !word.is_empty())
            .flat_map(split)
    })
}

/// A word as it is, or as pairs of characters.
fn split(word: &str) -> Vec<String> {
    if word.chars().all(|c| c.is_ascii_digit()) {
        return Vec::new();
    }
    if !word.chars().any(is_unspaced) {
        return vec![plain(word).to_lowercase()];
    }
    let chars: Vec<char> = word.chars().collect();
    chars.windows(2).map(|pair| pair.iter().collect()).collect()
}

/// Whether `word` has Latin letters and others that look like Latin ones, and
/// would be a Latin word with those replaced.
pub fn is_mixed(word: &str) -> bool {
    let latin = word.chars().filter(char::is_ascii_alphabetic).count();
    // Two Latin letters at least: "µs" and "α2" are no disguise.
    latin >= 2 && word.chars().any(|c| look_alike(c).is_some()) && !word.chars().any(is_foreign)
}

/// The Latin word that `word` is taken for, if it has no letter that does not
/// look Latin, and at least one that is not.
pub fn taken_for(word: &str) -> Option<String> {
    let looks = |c: char| if c.is_ascii() { Some(c) } else { look_alike(c) };
    if word.is_ascii() { None } else { word.chars().map(looks).collect() }
}

/// `word` with the letters of a disguise replaced by those they look like.
pub fn plain(word: &str) -> Cow<'_, str> {
    if word.is_ascii() || !is_mixed(word) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.chars().map(|c| look_alike(c).unwrap_or(c)).collect())
}

/// A letter that is neither Latin nor looks like it: a word with one is no disguise.
fn is_foreign(c: char) -> bool {
    matches!(c, '\u{0370}'..='\u{03FF}' | '\u{0400}'..='\u{052F}') && look_alike(c).is_none()
}

/// The Latin letter that a Greek or Cyrillic one looks like
/// (<https://www.unicode.org/reports/tr39/#Confusable_Detection>, the usual ones).
fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'а' => 'a',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'с' | 'ϲ' => 'c',
        'С' => 'C',
        'е' => 'e',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'і' => 'i',
        'І' | 'Ι' => 'I',
        'ј' => 'j',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'о' | 'ο' => 'o',
        'О' | 'Ο' => 'O',
        'р' | 'ρ' => 'p',
        'Р' | 'Ρ' => 'P',
        'ѕ' => 's',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'у' => 'y',
        'х' | 'χ' => 'x',
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
            assert_eq!(words(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
