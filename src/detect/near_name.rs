//! A name that is nearly that of a Docker Official Image.
//!
//! **Sees** a repository outside `library` whose name is one letter away from
//! an official image's: `ngimx`, `postgress`.
//!
//! **Why**: a typing error leads there.
//!
//! **Innocents**: names are short and many are near each other by chance (2 of
//! 1,182 honest ones measured). That is why it is worth no more than a quiet
//! line that names the genuine image; names of four letters and fewer are left
//! out, an added digit (`php8`) is a version, and what many pull they mean to.

use super::{Findings, Subject, distance::distance};
use crate::{
    hub::Standing,
    rules,
    verdict::{Nature, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "near-name", nature: Nature::Support(30) };

/// The pulls from which a repository is known by its own name.
const WELL_KNOWN: u64 = 100_000;

/// The shortest name that can be told from chance, in letters.
const SHORTEST: usize = 5;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let name = subject.repository.name.as_deref().unwrap_or_default();
    let well_known = subject.repository.pull_count.is_some_and(|pulls| pulls >= WELL_KNOWN);
    if subject.standing != Standing::Community || well_known {
        return;
    }
    if let Some(genuine) = near_official(name) {
        let why = format!("The name is one letter away from {genuine}, a Docker Official Image.");
        findings.in_record(&RULE, name, why);
    }
}

/// The official image whose name is one letter away from `name`.
pub fn near_official(name: &str) -> Option<&'static str> {
    if name.len() < SHORTEST || rules::official_image(name).is_some() {
        return None;
    }
    let letters = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let near = |genuine: &&&str| {
        genuine.len() >= SHORTEST && distance(name, genuine) == 1 && letters(name) != letters(genuine)
    };
    rules::official_images().iter().find(near).copied()
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
