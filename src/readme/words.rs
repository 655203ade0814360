//! The words of a text.

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
        return vec![word.to_lowercase()];
    }
    let chars: Vec<char> = word.chars().collect();
    chars.windows(2).map(|pair| pair.iter().collect()).collect()
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
            ("", vec![]),
        ] {
            assert_eq!(words(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
