//! Docker's own badge, claimed in a text.
//!
//! **Sees** a text that calls itself a "Docker Official Image" or verified by
//! Docker, in a repository outside `library`.
//!
//! **Why**: Docker gives these badges and shows them beside the name; a text
//! cannot. Who claims one wants to be taken for another.
//!
//! **Innocents**: texts that say what they are built *from*. It only supports
//! other evidence.

use super::{Findings, Reason, Subject};
use crate::{
    hub::Standing,
    platform::lower,
    rules::{Signal, weights},
    sentence::why,
    verdict::Rule,
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "claimed-badge", nature: weights::CLAIMED_BADGE };

/// What a text says to claim a badge. Each has a word of `rules/signals.tsv`.
const CLAIMS: [&str; 5] = [
    "this is a docker official image",
    "this is the docker official image",
    "docker official image of",
    "verified by docker",
    "docker verified publisher of",
];

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    if subject.standing != Standing::Community {
        return;
    }
    let found = subject.lines(|reason| reason == Reason::Word(Signal::Badge)).find(|(source, range)| {
        let lowered = lower(source.readme.text.slice(range));
        CLAIMS.iter().any(|claim| lowered.contains(claim))
    });
    if let Some((source, range)) = found {
        findings.in_text(&RULE, source, &range, why::CLAIMED_BADGE.with([]));
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("claimed_badge.toml"));
    }
}
