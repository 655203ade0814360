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

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "unrelated-host", nature: weights::UNRELATED_HOST };

/// The fewest words that are a text: of fewer, nothing can be said to be missing.
const FEWEST: usize = 12;

/// The longest link's text that is compared with the name, in bytes.
const LONGEST: usize = 300;

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
    if ways.all(|(_, way, route)| !named(way) && !is_related(route.last(), &text, &name)) {
        let host = defang(&route.last().host);
        let why = why::UNRELATED_HOST.with([host]);
        findings.about_link(&RULE, subject, first, why);
    }
}

fn is_related(url: &Url, text: &str, name: &str) -> bool {
    let host = url.host.strip_prefix("www.").unwrap_or(&url.host);
    // Each part but the last, which says nothing: docs, example of docs.example.com.
    let mut parts = host.split('.').rev().skip(1).map(letters);
    let holds = |longer: &str, shorter: &str| shorter.len() >= SHORTEST && longer.contains(shorter);
    rules::is_code_host(host) || parts.any(|part| part == name || holds(text, &part) || holds(&part, name))
}

/// The letters and digits of name and texts, without the links that show their own address.
fn letters_beside_links(subject: &Subject) -> String {
    let mut out = letters(subject.repository.name.as_deref().unwrap_or_default());
    for source in &subject.sources {
        let text = source.readme.text.as_str();
        let mut from = 0;
        for link in source.readme.links.iter().filter(|link| source.shows_itself(link)) {
            out.push_str(&letters(text.get(from..link.range.start).unwrap_or_default()));
            from = from.max(link.range.end);
        }
        out.push_str(&letters(&text[from..]));
    }
    out
}

fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
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
