//! A repository that holds no image.
//!
//! **Sees** that nothing was ever pushed, or that all tags are gone.
//!
//! **Why**: the 2.81 million repositories of the three campaigns held none
//! (JFrog, 2024-04-30). It is cheap to plant a page without building an image.
//!
//! **Innocents**: most. 1.8 of 4.6 million imageless repositories belonged to
//! no campaign: first steps, names reserved, images moved to another registry.
//! That is why this only ever supports other evidence.

use super::{Findings, Subject};
use crate::{hub::Presence, rules::weights, sentence::why, verdict::Rule};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "imageless", nature: weights::IMAGELESS };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let why = match subject.circumstances.presence {
        Presence::NeverPushed => why::NEVER_PUSHED.with([]),
        Presence::TagsDeleted => why::TAGS_DELETED.with([]),
        Presence::Published | Presence::OtherArtifact | Presence::Unknown(_) => return,
    };
    findings.in_record(&RULE, "", why);
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("imageless.toml"));
    }
}
