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
    rules::{KnownHost, Role},
    verdict::{Campaign, Nature, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "known-host", nature: Nature::Proof };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for (at, _, route) in subject.outside() {
        if let Some(known) = route.hops().iter().find_map(|hop| known_host(&hop.host)) {
            findings.about_link(&RULE, subject, at, why(known)).of(known.campaign);
        }
    }
}

fn why(known: &KnownHost) -> String {
    let campaign = match known.campaign {
        Campaign::Downloader => "the Downloader campaign",
        Campaign::Ebook => "the eBook campaign",
        Campaign::Website => "the Website campaign",
        Campaign::Other => "these campaigns",
    };
    let role = match known.role {
        Role::FakeShortener => format!("a fake link shortener of {campaign} that hands out malware"),
        Role::Landing => format!("a landing page of {campaign}"),
        Role::Redirector => format!("a redirector of {campaign}"),
        Role::PayloadHost => format!("a server of {campaign} for archives with malware"),
        Role::C2 => format!("a server of {campaign} that receives stolen data"),
        Role::LureSite => format!("a site that lures for {campaign}"),
    };
    let (first, last) = known.seen;
    let seen =
        if first == last { format!("seen in {first}") } else { format!("seen from {first} to {last}") };
    let host = defang(known.host);
    format!("It leads to {host}, {role}, {seen}. Listed on {}: {}.", known.listed, known.source)
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
