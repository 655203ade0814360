//! STIX 2.1 (<https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html>).

use crate::{
    inspect::Inspection,
    verdict::{Action, Campaign, Level},
};
use serde_json::{Value, json};
use uuid::Uuid;

/// The namespace of observables' identifiers (section 2.9).
const OBSERVABLES: Uuid = Uuid::from_u128(0x00ab_edb4_aa42_466c_9c01_fed2_3315_a9b7);

/// The namespace of our other objects' identifiers: made from what they say and
/// when, so that one finding saved twice is one object.
const OURS: Uuid = Uuid::from_u128(0x6f9c_1d0e_55a3_4b7c_8f0e_2d94_7a61_c3b8);

/// The destinations that are stopped on the page at `url`, found at `now`.
pub(super) fn bundle(inspection: &Inspection, url: &str, now: &str) -> Value {
    let verdict = &inspection.verdict;
    let identity = id("identity", "Hullcheck");
    let common = |kind: &str, what: &str| {
        json!({
            "type": kind, "spec_version": "2.1", "id": id(kind, &format!("{what} {now}")),
            "created_by_ref": identity, "created": now, "modified": now,
        })
    };
    let mut objects = vec![json!({
        "type": "identity", "spec_version": "2.1", "id": identity, "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z", "name": "Hullcheck", "identity_class": "system",
    })];
    let campaign = verdict.campaign.filter(|_| verdict.level >= Level::Suspicious).map(|campaign| {
        let name = name(campaign);
        let mut object = common("campaign", name);
        object["name"] = name.into();
        object
    });
    let page = observable(url);
    let mut destinations: Vec<&str> = verdict
        .links
        .iter()
        .filter(|link| link.verdict == Action::Block)
        .map(|link| link.destination.as_str())
        .collect();
    destinations.sort_unstable();
    destinations.dedup();
    for destination in destinations {
        let mut indicator = common("indicator", destination);
        indicator["name"] = format!("Destination of a lure on Docker Hub ({url})").into();
        indicator["indicator_types"] = json!(["malicious-activity"]);
        indicator["pattern"] = format!("[url:value = '{}']", literal(destination)).into();
        indicator["pattern_type"] = "stix".into();
        indicator["valid_from"] = now.into();
        if let Some(campaign) = &campaign {
            let mut relation = common(
                "relationship",
                &format!("{destination} {}", campaign["id"].as_str().unwrap_or_default()),
            );
            relation["relationship_type"] = "indicates".into();
            relation["source_ref"] = indicator["id"].clone();
            relation["target_ref"] = campaign["id"].clone();
            objects.push(relation);
        }
        objects.push(indicator);
        objects.push(observable(destination));
    }
    objects.extend(campaign);
    objects.push(page);
    let references: Vec<Value> = objects.iter().map(|object| object["id"].clone()).collect();
    let mut report = common("report", url);
    report["name"] = format!("Lure on Docker Hub: {url}").into();
    report["report_types"] = json!(["indicator"]);
    report["published"] = now.into();
    report["object_refs"] = references.into();
    objects.push(report);
    json!({ "type": "bundle", "id": id("bundle", &format!("{url} {now}")), "objects": objects })
}

fn observable(url: &str) -> Value {
    // Section 2.9: of the contributing properties as canonical JSON (RFC 8785).
    let contributing = json!({ "value": url }).to_string();
    let id = format!("url--{}", Uuid::new_v5(&OBSERVABLES, contributing.as_bytes()));
    json!({ "type": "url", "spec_version": "2.1", "id": id, "value": url })
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
