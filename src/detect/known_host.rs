//! A link to a host that a report names.
//!
//! **Sees** a link that ends at, or passes through, a host listed in
//! `rules/hosts.tsv`, or a name below one.
//!
//! **Why**: the fake shorteners that JFrog listed for 2021 to 2023 still handed
//! out Lumma and StealC in 2025 (Unit 42, malware-traffic-analysis).
//!
//! **Innocents**: none known; a page *about* the campaign that makes links of
//! the addresses would be one, and is better asked about than opened.

use super::{Findings, Subject};
use crate::{
    destination::{defang, known_host},
    rules::{KnownHost, Role, weights},
    sentence::{Sentence, why},
    verdict::Rule,
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "known-host", nature: weights::KNOWN_HOST };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for (at, _, route) in subject.outside() {
        if let Some(known) = route.hops().iter().find_map(|hop| known_host(hop.host())) {
            findings.about_link(&RULE, subject, at, why(&known)).of(known.campaign);
        }
    }
}

fn why(known: &KnownHost) -> Sentence {
    let (first, last) = &known.seen;
    let seen = if first == last { first.clone() } else { format!("{first} – {last}") };
    let (host, listed, source) = (defang(&known.host), known.listed.clone(), known.source.clone());
    let Some(campaign) = known.campaign.name() else {
        return why::KNOWN_OTHER.with([host, seen, listed, source]);
    };
    let template = match known.role {
        Role::FakeShortener => why::KNOWN_FAKE_SHORTENER,
        Role::Landing => why::KNOWN_LANDING,
        Role::Redirector => why::KNOWN_REDIRECTOR,
        Role::PayloadHost => why::KNOWN_PAYLOAD_HOST,
        Role::C2 => why::KNOWN_C2,
        Role::LureSite => why::KNOWN_LURE_SITE,
    };
    template.with([host, campaign.to_owned(), seen, listed, source])
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("known_host.toml"));
    }
}
