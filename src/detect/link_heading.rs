//! A heading that is nothing but a way out.
//!
//! **Sees** a large heading whose whole text is one outside link, with words
//! that do not occur in its address: `# [LOGIN 303VIP](https://…)`.
//!
//! **Why**: a heading names what follows. Spam uses it to make the link large.
//!
//! **Innocents**: a project's name that links to its home page occurs in that
//! address; pictures and badges do not count.

use super::{Findings, Subject};
use crate::{
    platform::lower,
    readme::{BlockKind, words},
    rules::weights,
    sentence::why,
    verdict::{Campaign, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "link-heading", nature: weights::LINK_HEADING };

/// The smallest heading that counts as large.
const LARGE: u8 = 3;

/// The longest heading that is looked at, in bytes: a longer one is no link's name.
const LONGEST: usize = 200;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for (at, way, _) in subject.outside() {
        let Some((source, link)) = subject.origin_of(way) else { continue };
        let Some(block) = source.readme.block_of(link) else { continue };
        let large = matches!(block.kind, BlockKind::Heading(level) if level <= LARGE);
        if !large || block.range.len() > LONGEST || link.image {
            continue;
        }
        let said = words(source.readme.text_of(link));
        let whole = !said.is_empty() && words(source.readme.text.slice(&block.range)).len() == said.len();
        let address = lower(&way.href);
        let named = said.iter().any(|word| word.chars().count() > 2 && address.contains(word));
        if whole && !named && !source.shows_itself(link) {
            let why = why::LINK_HEADING.with([]);
            findings.about_link(&RULE, subject, at, why).of(Campaign::Website);
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("link_heading.toml"));
    }
}
