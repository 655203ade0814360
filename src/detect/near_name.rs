//! A name that is nearly that of a Docker Official Image.
//!
//! **Sees** a repository outside `library` whose name is one letter away from
//! an official image's: `ngimx`, `postgress`.
//!
//! **Why**: a typing error leads there.
//!
//! **Innocents**: names are short and many are near each other by chance. That
//! is why it only supports other evidence, names of four letters and fewer are
//! left out, and an added digit (`php8`) is a version.

use super::{Findings, Subject, distance::distance};
use crate::{
    rules,
    verdict::{Nature, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "near-name", nature: Nature::Support(10) };

/// The shortest name that can be told from chance, in letters.
const SHORTEST: usize = 5;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let name = subject.repository.name.as_deref().unwrap_or_default();
    let official = subject.repository.namespace.as_deref() == Some("library");
    if official || name.len() < SHORTEST || rules::official_images().binary_search(&name).is_ok() {
        return;
    }
    let letters = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let near = |genuine: &&&str| {
        genuine.len() >= SHORTEST && distance(name, genuine) == 1 && letters(name) != letters(genuine)
    };
    if let Some(genuine) = rules::official_images().iter().find(near) {
        let why = format!("The name is one letter away from {genuine}, a Docker Official Image.");
        findings.in_record(&RULE, name, why);
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("near_name.toml"));
    }
}
