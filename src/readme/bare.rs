//! Addresses that stand alone in the text, which GitHub's Markdown makes links.
//!
//! After <https://github.github.com/gfm/#autolinks-extension->, and a little
//! more lenient: an address may follow any character but a letter or digit.

use memchr::{memchr_iter, memchr2_iter};
use std::ops::Range;

/// The marks an address can start with, in lower case.
const STARTS: [&str; 3] = ["https://", "http://", "www."];

/// Finds the addresses in `text`, in order, outside the ranges `taken` by something else,
/// which are sorted by their starts. An address ends where one of these begins.
pub(super) fn find(text: &str, taken: &[Range<usize>]) -> impl Iterator<Item = Range<usize>> {
    let mut taken = taken.iter().peekable();
    // The ends of the last range and of the last address.
    let (mut free, mut from) = (0, 0);
    starts(text).filter_map(move |start| {
        while let Some(before) = taken.next_if(|taken| taken.start <= start) {
            free = free.max(before.end);
        }
        let before = start.checked_sub(1).filter(|_| start != free).map(|before| text.as_bytes()[before]);
        if start < free.max(from) || before.is_some_and(|before| before.is_ascii_alphanumeric()) {
            return None;
        }
        let most = taken.peek().map_or(text.len(), |next| next.start);
        let end = start + length(&text[start..most]);
        from = end;
        let whole = STARTS.iter().all(|mark| end - start > mark.len() || !has_start(text, start, mark));
        whole.then_some(start..end)
    })
}

/// Where an address may start, whatever stands before it, in order.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let schemes = memchr_iter(b':', bytes).filter(|at| bytes[at + 1..].starts_with(b"//")).filter_map(|at| {
        ["https", "http"].iter().find_map(|scheme| {
            at.checked_sub(scheme.len())
                .filter(|start| text.get(*start..at).is_some_and(|found| found.eq_ignore_ascii_case(scheme)))
        })
    });
    let names = memchr2_iter(b'w', b'W', bytes).filter(|at| has_start(text, *at, "www."));
    merged(schemes, names)
}

/// Two ascending sequences as one.
fn merged(
    one: impl Iterator<Item = usize>,
    other: impl Iterator<Item = usize>,
) -> impl Iterator<Item = usize> {
    let (mut one, mut other) = (one.peekable(), other.peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(a), Some(b)) if a > b => other.next(),
        (Some(_), _) => one.next(),
        (None, _) => other.next(),
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
            assert_eq!(find(text, &[]).map(|range| &text[range]).collect::<Vec<_>>(), found, "{text}");
        }
    }
}
