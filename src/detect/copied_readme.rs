//! The readme of an official image, in another repository.
//!
//! **Sees** headings that Docker's own template for official images has, and
//! nobody else's: "Supported tags and respective `Dockerfile` links".
//!
//! **Why**: a text copied from an image that people trust makes a repository
//! look like it.
//!
//! **Innocents**: forks for another architecture keep the text. That is why it
//! only supports other evidence.

use super::{Findings, Subject};
use crate::{
    hub::Standing, platform::lower, readme::BlockKind, rules::weights, sentence::why, verdict::Rule,
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "copied-readme", nature: weights::COPIED_README };

/// The template's headings (docker-library/docs, `template.md`), in lower case.
const HEADINGS: [&str; 2] = ["supported tags and respective dockerfile links", "quick reference (cont.)"];

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    if subject.standing != Standing::Community {
        return;
    }
    for source in &subject.sources {
        let headings =
            source.readme.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
        for block in headings {
            let text = source.readme.text.slice(&block.range);
            if HEADINGS.contains(&lower(text.trim()).as_str()) {
                let why = why::COPIED_README.with([]);
                findings.in_text(&RULE, source, &block.range, why);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("copied_readme.toml"));
    }
}
