//! A text with a way out and nothing in it that belongs on Docker Hub.
//!
//! **Sees** an outside link in a text without code and with hardly a word about
//! containers, servers or software.
//!
//! **Why**: people publish images, and say how to run them. A page that wants
//! its reader elsewhere has nothing to say about that.
//!
//! **Innocents**: a few honest lines with a link to a home page. That is why it
//! is little by itself and takes other evidence to count.

use super::{Findings, Subject};
use crate::{
    readme::BlockKind,
    rules::Topic,
    verdict::{Nature, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "off-topic", nature: Nature::Structure(20) };

/// How many words a text may have for each word about containers before the
/// latter count as chance.
const WORDS_PER_CHANCE: usize = 250;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let code = subject.sources.iter().flat_map(|source| &source.readme.blocks).any(|block| block.kind == BlockKind::Code);
    let profile = &subject.profile;
    let by_chance = 1 + profile.words / WORDS_PER_CHANCE;
    if code || profile.different(Topic::Container) > by_chance {
        return;
    }
    let Some((at, _, _)) = subject.outside().find(|(_, way, _)| way.link.is_some()) else { return };
    let why = "It leads away from Docker Hub, and nothing in the text is about containers, servers or software.";
    findings.about_link(&RULE, subject, at, why.to_owned());
}
