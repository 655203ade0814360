//! A blog that passes a key on to the campaign's shortener.
//!
//! **Sees** `https://….blogspot.…/?key=2wEjP9`: the front page of a blog with
//! one parameter whose value has the shape of the campaign's counter.
//!
//! **Why**: a script on that page sends the visitor to a fake shortener after
//! half a second; key and slug are the same. 28 such blogs were found in lures.
//!
//! **Innocents**: a blog's own parameters (`?m=1`, `?view=classic`) have no
//! such value. 0 of 9,376 honest Markdown files hold one.

use super::{Findings, Subject};
use crate::{destination::defang, rules::weights, sentence::why, verdict::Rule};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "blogger-key", nature: weights::BLOGGER_KEY };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for (at, _, route) in subject.outside() {
        if let Some((hop, shape)) = route.shaped().find(|(_, shape)| shape.id == RULE.id) {
            let why = why::BLOGGER_KEY.with([defang(hop.href())]);
            findings.about_link(&RULE, subject, at, why).of(shape.campaign);
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("blogger_key.toml"));
    }
}
