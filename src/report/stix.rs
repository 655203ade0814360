//! STIX 2.1 (<https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html>).

use crate::{
    inspect::Inspection,
    platform::json,
    verdict::{Action, Campaign, Level},
};
use serde::Serialize;
use uuid::Uuid;

/// The namespace of observables' identifiers (section 2.9).
const OBSERVABLES: Uuid = Uuid::from_u128(0x00ab_edb4_aa42_466c_9c01_fed2_3315_a9b7);

/// The namespace of our other objects' identifiers: made from what they say and
/// when, so that one finding saved twice is one object.
const OURS: Uuid = Uuid::from_u128(0x6f9c_1d0e_55a3_4b7c_8f0e_2d94_7a61_c3b8);

/// Who says it all.
const IDENTITY: &str = "Hullcheck";

/// A set of objects.
#[derive(Serialize)]
pub(super) struct Bundle<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    id: String,
    objects: Vec<Object<'a>>,
}

/// One object, with the properties of all kinds that are used here.
#[derive(Default, Serialize)]
struct Object<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    spec_version: &'a str,
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_by_ref: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(flatten)]
    own: Own<'a>,
}

/// What only objects of one kind have.
#[derive(Default, Serialize)]
#[serde(untagged)]
enum Own<'a> {
    #[default]
    Nothing,
    Identity {
        identity_class: &'a str,
    },
    Indicator {
        indicator_types: [&'a str; 1],
        pattern: String,
        pattern_type: &'a str,
        valid_from: &'a str,
    },
    Relationship {
        relationship_type: &'a str,
        source_ref: String,
        target_ref: String,
    },
    Report {
        report_types: [&'a str; 1],
        published: &'a str,
        object_refs: Vec<String>,
    },
    Url {
        value: &'a str,
    },
}
/// The destinations that are stopped on the page at `url`, found at `now`.
pub(super) fn bundle<'a>(inspection: &'a Inspection, url: &'a str, now: &'a str) -> Bundle<'a> {
    let verdict = &inspection.verdict;
    let mut objects = vec![identity()];
    let campaign = verdict.campaign.filter(|_| verdict.level >= Level::Suspicious).map(|campaign| {
        let name = name(campaign);
        Object { name: Some(name.to_owned()), ..Object::ours("campaign", name, now) }
    });
    let mut destinations: Vec<&str> = verdict
        .links
        .iter()
        .filter(|link| link.verdict == Action::Block)
        .map(|link| link.destination.as_str())
        .collect();
    destinations.sort_unstable();
    destinations.dedup();
    for destination in destinations {
        let indicator = Object {
            name: Some(format!("Destination of a lure on Docker Hub ({url})")),
            own: Own::Indicator {
                indicator_types: ["malicious-activity"],
                pattern: format!("[url:value = '{}']", literal(destination)),
                pattern_type: "stix",
                valid_from: now,
            },
            ..Object::ours("indicator", destination, now)
        };
        if let Some(Object { id: campaign, .. }) = &campaign {
            let own = Own::Relationship {
                relationship_type: "indicates",
                source_ref: indicator.id.clone(),
                target_ref: campaign.clone(),
            };
            let what = format!("{destination} {campaign}");
            objects.push(Object { own, ..Object::ours("relationship", &what, now) });
        }
        objects.push(indicator);
        objects.push(observable(destination));
    }
    objects.extend(campaign);
    objects.push(observable(url));
    let object_refs = objects.iter().map(|object| object.id.clone()).collect();
    objects.push(Object {
        name: Some(format!("Lure on Docker Hub: {url}")),
        own: Own::Report { report_types: ["indicator"], published: now, object_refs },
        ..Object::ours("report", url, now)
    });
    Bundle { kind: "bundle", id: id("bundle", &format!("{url} {now}")), objects }
}

impl<'a> Object<'a> {
    /// An object that Hullcheck made at `now` about `what`.
    fn ours(kind: &'a str, what: &str, now: &'a str) -> Self {
        Self {
            id: id(kind, &format!("{what} {now}")),
            created_by_ref: Some(id("identity", IDENTITY)),
            created: Some(now),
            modified: Some(now),
            ..Self::of(kind)
        }
    }

    fn of(kind: &'a str) -> Self {
        Self { kind, spec_version: "2.1", ..Self::default() }
    }
}

fn identity() -> Object<'static> {
    const SINCE: &str = "2026-01-01T00:00:00.000Z";
    Object {
        id: id("identity", IDENTITY),
        created: Some(SINCE),
        modified: Some(SINCE),
        name: Some(IDENTITY.to_owned()),
        own: Own::Identity { identity_class: "system" },
        ..Object::of("identity")
    }
}

fn observable(url: &str) -> Object<'_> {
    #[derive(Serialize)]
    struct Contributing<'a> {
        value: &'a str,
    }
    // Section 2.9: of the contributing properties as canonical JSON (RFC 8785).
    let contributing = json(&Contributing { value: url }, 0);
    let id = format!("url--{}", Uuid::new_v5(&OBSERVABLES, contributing.as_bytes()));
    Object { id, own: Own::Url { value: url }, ..Object::of("url") }
}

fn id(kind: &str, what: &str) -> String {
    format!("{kind}--{}", Uuid::new_v5(&OURS, format!("{kind} {what}").as_bytes()))
}

/// A string constant of the pattern language (section 9.2).
fn literal(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\'', "\\'")
}

fn name(campaign: Campaign) -> &'static str {
    match campaign {
        Campaign::Downloader => "Docker Hub: Downloader",
        Campaign::Ebook => "Docker Hub: eBook phishing",
        Campaign::Website => "Docker Hub: Website SEO",
        Campaign::Other => "Docker Hub: other lures",
    }
}
