//! HTML that leads somewhere by itself.
//!
//! **Sees** a frame, a refresh, a base address or an embedded object that points
//! outside.
//!
//! **Why**: a readme is there to be read. What moves or loads without a click
//! is written for a renderer that forgets to take it out.
//!
//! **Innocents**: videos are embedded in frames by people who do not know that
//! Docker Hub takes them out; platforms do not count.

use super::{Findings, Subject};
use crate::{
    destination::defang,
    readme::Form,
    rules::{self, weights},
    sentence::why,
    verdict::Rule,
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "unasked-link", nature: weights::UNASKED_LINK };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for (at, way, route) in subject.outside() {
        let unasked = subject.origin_of(way).is_some_and(|(_, link)| link.form == Form::Unasked);
        let host = route.last().host();
        if unasked && !rules::is_platform(host) {
            let why = why::UNASKED_LINK.with([defang(host)]);
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
        crate::cases::verdicts(include_str!("unasked_link.toml"));
    }
}
