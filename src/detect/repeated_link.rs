//! The same address again and again.
//!
//! **Sees** a bare address that stands three times or more in a text that has
//! nothing to do with containers or software.
//!
//! **Why**: spam by mail repeats the one thing it wants: a channel, a chat, a
//! shop. Who explains something names a link once.
//!
//! **Innocents**: examples in manuals use an address of this machine or of a
//! reserved name, and stand in code.

use super::{Findings, Subject, off_topic::is_off_topic};
use crate::{
    rules::weights,
    sentence::why,
    verdict::{Campaign, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "repeated-link", nature: weights::REPEATED_LINK };

/// How often is again and again.
const TIMES: usize = 3;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    if !is_off_topic(subject) {
        return;
    }
    let shown = subject.outside().filter_map(|(at, way, route)| {
        let (source, link) = subject.origin_of(way)?;
        source.shows_itself(link).then(|| (route.last().href(), at))
    });
    let mut shown: Vec<(&str, usize)> = shown.collect();
    shown.sort_unstable();
    let same = shown.chunk_by(|one, other| one.0 == other.0);
    let mut again: Vec<usize> = same.filter_map(|same| same.get(TIMES - 1)).map(|(_, at)| *at).collect();
    again.sort_unstable();
    for at in again {
        let why = why::REPEATED_LINK.with([]);
        findings.about_link(&RULE, subject, at, why).of(Campaign::Other);
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("repeated_link.toml"));
    }
}
