//! Ways out that have nothing to do with the text.
//!
//! **Sees** that no outside link leads to a host whose name occurs in the text
//! or holds the repository's name, and none to a place where code is kept.
//!
//! **Why**: who writes about something links to its home. A lure's text is
//! about what people search for; its link leads wherever the campaign is.
//!
//! **Innocents**: short texts that only point to a blog or a chat. It takes a
//! text that is not about software, and other evidence, to count.

use super::{Findings, Subject, Way, off_topic::is_off_topic};
use crate::{
    destination::{Url, defang},
    rules::{self, weights},
    sentence::why,
    verdict::Rule,
};
use memchr::memmem;

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "unrelated-host", nature: weights::UNRELATED_HOST };

/// The fewest words that are a text: of fewer, nothing can be said to be missing.
const FEWEST: usize = 12;

/// The longest link's text that is compared with the name, in bytes.
const LONGEST: usize = 300;

/// How many links are looked at: for each of them the text may be searched.
const MOST_LINKS: usize = 64;

/// The shortest name that can be told from chance, in letters.
const SHORTEST: usize = 4;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    if subject.profile.words < FEWEST || !is_off_topic(subject) {
        return;
    }
    let mut ways = subject.outside().filter(|(_, way, _)| way.link.is_some()).peekable();
    let Some((first, _, route)) = ways.peek().copied() else { return };
    let text = letters_beside_links(subject);
    let name = letters(subject.repository.name.as_deref().unwrap_or_default());
    // A link that is called as the repository is leads to what it is about.
    let named = |way: &Way| {
        let text = subject.text_of(way);
        !name.is_empty() && text.len() <= LONGEST && letters(text) == name
    };
    if ways.take(MOST_LINKS).all(|(_, way, route)| !named(way) && !is_related(route.last(), &text, &name)) {
        let host = defang(route.last().host());
        let why = why::UNRELATED_HOST.with([host]);
        findings.about_link(&RULE, subject, first, why);
    }
}

fn is_related(url: &Url, text: &[u8], name: &[u8]) -> bool {
    let host = url.host().strip_prefix("www.").unwrap_or(url.host());
    // Each part but the last, which says nothing: docs, example of docs.example.com.
    let mut parts = host.split('.').rev().skip(1).map(letters);
    let holds =
        |longer: &[u8], shorter: &[u8]| shorter.len() >= SHORTEST && memmem::find(longer, shorter).is_some();
    rules::is_code_host(host) || parts.any(|part| part == name || holds(text, &part) || holds(&part, name))
}

/// The letters and digits of name and texts, without the links that show their own address.
fn letters_beside_links(subject: &Subject) -> Vec<u8> {
    let mut out = letters(subject.repository.name.as_deref().unwrap_or_default());
    for source in &subject.sources {
        let text = source.readme.text.as_str();
        let mut from = 0;
        for link in source.readme.links.iter().filter(|link| source.shows_itself(link)) {
            push_letters(&mut out, text.get(from..link.range.start).unwrap_or_default());
            from = from.max(link.range.end);
        }
        push_letters(&mut out, &text[from..]);
    }
    out
}

fn letters(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    push_letters(&mut out, text);
    out
}

/// Appends the letters and digits of `text` in lower case.
fn push_letters(out: &mut Vec<u8>, text: &str) {
    let mut end = out.len();
    out.resize(end + text.len(), 0);
    // Each is written, and kept if the next one is written behind it: a text has no pattern
    // by which a branch could be foretold.
    for byte in text.bytes() {
        out[end] = byte.to_ascii_lowercase();
        end += usize::from(byte.is_ascii_alphanumeric());
    }
    out.truncate(end);
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("unrelated_host.toml"));
    }
}
