//! An image that only serves to have one.
//!
//! **Sees** a repository with a single tag of a few kilobytes.
//!
//! **Why**: Docker hides the overview of a repository until something is pushed
//! to it. The smallest image there is brings the text back before visitors.
//!
//! **Innocents**: exercises, `hello-world`, images that hold one file of
//! settings or one static program. That is why it is a circumstance only.

use super::{Circumstances, Findings, Subject};
use crate::{hub::Presence, rules::weights, sentence::why, verdict::Rule};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "decoy", nature: weights::DECOY };

/// The largest image that can be called nothing, in bytes: `hello-world` has 13 KB at most.
const NOTHING: u64 = 16 * 1024;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let Circumstances { presence: Presence::Published, tags: Some(tags), .. } = &subject.circumstances else {
        return;
    };
    let size = tags.newest().and_then(|tag| tag.full_size);
    if let (1, Some(size @ ..=NOTHING)) = (tags.count, size) {
        let kilobytes = size.div_ceil(1024);
        let why = why::DECOY.with([kilobytes.to_string()]);
        findings.in_record(&RULE, "", why);
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("decoy.toml"));
    }
}
