//! A path that is one of the Downloader campaign's counters.
//!
//! **Sees** an address whose whole path is a slug such as `/2A0TbB`.
//!
//! **Why**: all of the actor's hosts share one counter, so a slug of its shape
//! under a *new* host is the same system (42 dated slugs of late 2023: rank
//! correlation with time 0.9998; still served in 2025).
//!
//! **Innocents**: real shorteners, and services where that part of the path is
//! a user name or an invitation, are left out. A path of lower-case letters
//! alone (`/2ndary`) is a word. 0 of 9,376 honest Markdown files have one.

use super::{Findings, Subject};
use crate::{
    destination::{Url, defang},
    rules::{self, weights},
    sentence::why,
    verdict::Rule,
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "slug-path", nature: weights::SLUG_PATH };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for (at, _, route) in subject.outside() {
        if let Some((hop, shape)) = route.shaped().find(|(hop, shape)| shape.id == RULE.id && is_counter(hop))
        {
            let why = why::SLUG_PATH.with([defang(hop.href())]);
            findings.about_link(&RULE, subject, at, why).of(shape.campaign);
        }
    }
}

/// Whether the path counts and is not somebody's name or a word.
fn is_counter(url: &Url) -> bool {
    let slug = url.path().trim_matches('/');
    let mixed = slug.chars().skip(1).any(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    mixed && !rules::is_honest_shortener(url.host()) && !rules::is_platform(url.host())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("slug_path.toml"));
    }
}
