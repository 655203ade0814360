//! A text with a way out and nothing in it that belongs on Docker Hub.
//!
//! **Sees** an outside link, to no place where code is kept, in a text without code and with hardly a word about
//! containers, servers or software.
//!
//! **Why**: people publish images, and say how to run them. A page that wants
//! its reader elsewhere has nothing to say about that.
//!
//! **Innocents**: a few honest lines with a link to a home page. That is why it
//! is little by itself and takes other evidence to count.

use super::{About, Findings, Subject};
use crate::{
    readme::BlockKind,
    rules::{self, Topic, weights},
    sentence::why,
    verdict::Rule,
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "off-topic", nature: weights::OFF_TOPIC };

/// How many words a text may have for each word about containers before the
/// latter count as chance.
const WORDS_PER_CHANCE: usize = 250;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    if !is_off_topic(subject) {
        return;
    }
    let mut ways = subject.outside().filter(|(_, way, _)| way.link.is_some());
    let Some((at, _, _)) = ways.find(|(_, _, route)| !rules::is_code_host(route.last().host())) else {
        return;
    };
    let why = why::OFF_TOPIC.with([]);
    findings.about_link(&RULE, subject, at, why);
}

/// Whether there is no code, and hardly a word about containers, servers or software.
/// A profile is about a person or a company and may say what it likes.
pub(super) fn is_off_topic(subject: &Subject) -> bool {
    if subject.about != About::Repository {
        return false;
    }
    let mut blocks = subject.sources.iter().flat_map(|source| &source.readme.blocks);
    let profile = &subject.profile;
    let by_chance = 1 + profile.words / WORDS_PER_CHANCE;
    !blocks.any(|block| block.kind == BlockKind::Code) && profile.different(Topic::Container) <= by_chance
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("off_topic.toml"));
    }
}
