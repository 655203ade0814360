//! A server named as the Downloader campaign names its payload servers.
//!
//! **Sees** hosts such as `media.cloud839v3.cyou`: `cloud` and three to seven
//! digits under one of the cheap top-level domains the actor rents.
//!
//! **Why**: 72 such names were published in October 2025 alone, and they change
//! weekly; the way they are made does not (Unit 42, 2025-05-19 and 2025-10-01).
//!
//! **Innocents**: none seen; `cloud` with digits under `.com`, `.io` or a
//! country's domain does not count.

use super::{Findings, Subject};
use crate::{destination::defang, rules::weights, sentence::why, verdict::Rule};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "payload-host", nature: weights::PAYLOAD_HOST };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for (at, _, route) in subject.outside() {
        if let Some((hop, shape)) = route.shaped().find(|(_, shape)| shape.id == RULE.id) {
            let why = why::PAYLOAD_HOST.with([defang(hop.host())]);
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
        crate::cases::verdicts(include_str!("payload_host.toml"));
    }
}
