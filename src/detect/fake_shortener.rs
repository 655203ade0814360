//! A host that is named like a link shortener and is none.
//!
//! **Sees** a host such as `tinurll.com`: a name nearly that of a known
//! shortener, or a short name around "url", with a path of one random word.
//!
//! **Why**: 24 of the 36 hosts of JFrog's report are named so. They store no
//! address but the name of a file, and hand out malware.
//!
//! **Innocents**: the known shorteners; `curl`, `purl` and other honest names
//! with "url" in them have no such path.

use super::{Findings, Subject, distance::distance};
use crate::{
    destination::{Url, defang},
    rules::{self, weights},
    sentence::why,
    verdict::{Campaign, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "fake-shortener", nature: weights::FAKE_SHORTENER };

/// The names that are imitated.
const IMITATED: [&str; 3] = ["tinyurl", "shorturl", "bitly"];

/// The longest name that counts as short, in letters.
const SHORT: usize = 8;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for (at, _, route) in subject.outside() {
        if let Some(hop) = route.hops().iter().find(|hop| imitates(hop)) {
            let why = why::FAKE_SHORTENER.with([defang(hop.host())]);
            findings.about_link(&RULE, subject, at, why).of(Campaign::Downloader);
        }
    }
}

fn imitates(url: &Url) -> bool {
    let Some((name, _)) = url.host().strip_prefix("www.").unwrap_or(url.host()).split_once('.') else {
        return false;
    };
    let near = |known: &&str| distance(name, known) <= known.len() / 4;
    let short = name.len() <= SHORT && name.contains("url");
    !rules::is_honest_shortener(url.host()) && is_random(url.path()) && (short || IMITATED.iter().any(near))
}

/// Whether a path is one word of five to eight letters and digits that is none.
fn is_random(path: &str) -> bool {
    let word = path.trim_matches('/');
    (5..=8).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_alphanumeric())
        && word.bytes().any(|b| b.is_ascii_digit())
        && word.bytes().any(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("fake_shortener.toml"));
    }
}
