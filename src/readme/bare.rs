//! Addresses that stand alone in the text, which GitHub's Markdown makes links.
//!
//! After <https://github.github.com/gfm/#autolinks-extension->, and a little
//! more lenient: an address may follow any character but a letter or digit.

use std::ops::Range;

/// The marks an address can start with, in lower case.
const STARTS: [&str; 3] = ["https://", "http://", "www."];

/// Finds the addresses in `text`, in order.
pub(super) fn find(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(start) = next_start(text, from) {
            let end = start + length(&text[start..]);
            from = end;
            if STARTS.iter().all(|mark| end - start > mark.len() || !has_start(text, start, mark)) {
                return Some(start..end);
            }
        }
        None
    })
}

fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find(|at| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        matches!(bytes[*at], b'h' | b'H' | b'w' | b'W')
            && !before.is_some_and(u8::is_ascii_alphanumeric)
            && STARTS.iter().any(|mark| has_start(text, *at, mark))
    })
}

fn has_start(text: &str, at: usize, mark: &str) -> bool {
    text.as_bytes().get(at..at + mark.len()).is_some_and(|found| found.eq_ignore_ascii_case(mark.as_bytes()))
}

/// How long the address at the start of `text` is: up to white space or `<`,
/// less the punctuation that ends a sentence and unmatched parentheses.
fn length(text: &str) -> usize {
    let mut link = &text[..text.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(text.len())];
    let mut surplus = link.matches(')').count().saturating_sub(link.matches('(').count());
    loop {
        let Some(last) = link.chars().next_back() else { return 0 };
        let drop = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | ';' | ']' | '>' => true,
            ')' if surplus > 0 => {
                surplus -= 1;
                true
            }
            _ => false,
        };
        if !drop {
            return link.len();
        }
        link = &link[..link.len() - last.len_utf8()];
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_address_ends_where_the_sentence_does() {
        for (text, found) in [
            ("see https://a.example/x.", vec!["https://a.example/x"]),
            ("(https://a.example/x)", vec!["https://a.example/x"]),
            ("https://a.example/x_(y)", vec!["https://a.example/x_(y)"]),
            ("HTTPS://A.example and www.b.example!", vec!["HTTPS://A.example", "www.b.example"]),
            ("**https://a.example**", vec!["https://a.example"]),
            ("xhttps://a.example", vec![]),
            ("https:// and www. alone", vec![]),
            ("下载https://a.example/x 。", vec!["https://a.example/x"]),
        ] {
            assert_eq!(find(text).map(|range| &text[range]).collect::<Vec<_>>(), found, "{text}");
        }
    }
}
