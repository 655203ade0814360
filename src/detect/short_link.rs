//! A link whose destination cannot be known.
//!
//! **Sees** a link that ends at an honest shortener.
//!
//! **Why**: where it leads is seen only after opening it, and can change.
//!
//! **Innocents**: nearly all; shorteners are used by everyone. It only tells
//! what is not known.

use super::{Findings, Subject};
use crate::{
    destination::defang,
    rules::{self, weights},
    sentence::why,
    verdict::Rule,
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "short-link", nature: weights::SHORT_LINK };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for (at, _, route) in subject.outside() {
        let host = route.last().host();
        if rules::is_shortener(host) {
            let why = why::SHORT_LINK.with([defang(host)]);
            findings.about_link(&RULE, subject, at, why);
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("short_link.toml"));
    }
}
