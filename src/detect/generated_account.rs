//! An account whose name a program made up.
//!
//! **Sees** a namespace of letters that ends in a year of birth: `smardiataise1976`.
//!
//! **Why**: many of the accounts reported for planted repositories are named
//! so (docker/hub-feedback#2078, #2123, #2208): syllables, then 1970 to 1986.
//!
//! **Innocents**: people who put their own year of birth behind their name,
//! about one account in a hundred. It is a circumstance only.

use super::{Findings, Subject};
use crate::{rules::weights, sentence::why, verdict::Rule};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "generated-account", nature: weights::GENERATED_ACCOUNT };

/// The fewest letters of the syllables: shorter names are people's.
const FEWEST: usize = 7;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let namespace = subject.repository.namespace.as_deref().unwrap_or_default();
    let letters = namespace.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = &namespace[letters.len()..];
    let plain = letters.len() >= FEWEST && letters.bytes().all(|byte| byte.is_ascii_lowercase());
    if plain && matches!(year.parse(), Ok(1950..=1999)) {
        let why = why::GENERATED_ACCOUNT.with([]);
        findings.in_record(&RULE, namespace, why);
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("generated_account.toml"));
    }
}
