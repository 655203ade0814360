//! What was found, as something to hand on: a draft for Docker or for us, and
//! files for other programs. Addresses of lures are defanged in every text that
//! people read.

mod stix;

use crate::{
    destination::{defang, defang_text},
    hub::{Presence, is_generated},
    inspect::Inspection,
    place::{self, Place},
    platform::{json, words},
    verdict::{Action, Campaign, Evidence, Level, LinkVerdict, Verdict},
};
use serde::Serialize;
use std::fmt::Write as _;

/// Whom a report is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// For Docker: this is a lure.
    Lure,
    /// For us: this is none.
    Mistake,
}

words!(Kind { Lure = "lure", Mistake = "mistake" });

/// A report, for its user to read, change and send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Whom it is for.
    pub kind: Kind,
    /// Its subject.
    pub subject: String,
    /// Its text, in plain Markdown.
    pub body: String,
    /// What was found, as `hullcheck scan` writes it, with what was looked at and when.
    pub json: String,
    /// The addresses, as a STIX 2.1 bundle; nothing if they are said to be honest.
    pub stix: Option<String>,
}

/// The most repositories of an account that are named.
const MOST_NAMED: usize = 100;

impl Report {
    /// Drafts a report of `inspection`, made at `now`, a time as
    /// `2026-01-01T00:00:00.000Z`. `None` if the page is about nobody.
    pub fn of(inspection: &Inspection, kind: Kind, now: &str) -> Option<Self> {
        let about = About::of(&inspection.place)?;
        let subject = match kind {
            Kind::Lure => format!("Malicious {} on Docker Hub: {}", about.what, about.name),
            Kind::Mistake => format!("Wrong warning about {}", about.name),
        };
        let found = Found {
            url: &about.url,
            inspected: now,
            hullcheck: env!("CARGO_PKG_VERSION"),
            namespace: inspection.repository.namespace.as_deref(),
            name: inspection.repository.name.as_deref(),
            verdict: &inspection.verdict,
        };
        Some(Self {
            kind,
            subject,
            body: body(inspection, kind, &about, now),
            json: json(&found, 2),
            stix: (kind == Kind::Lure).then(|| json(&stix::bundle(inspection, &about.url, now), 2)),
        })
    }
}

/// What was found, for other programs.
#[derive(Serialize)]
struct Found<'a> {
    url: &'a str,
    inspected: &'a str,
    hullcheck: &'a str,
    namespace: Option<&'a str>,
    name: Option<&'a str>,
    verdict: &'a Verdict,
}

/// Whether there is somebody to report at `place`.
pub fn is_possible(place: &Place) -> bool {
    About::of(place).is_some()
}

/// Whom a report is about.
struct About {
    what: &'static str,
    name: String,
    url: String,
}

impl About {
    fn of(place: &Place) -> Option<Self> {
        let (what, name, path) = match place {
            Place::Repository(name) | Place::Tags(name) => {
                let whole = format!("{}/{}", name.namespace, name.name);
                ("repository", whole.clone(), format!("r/{whole}"))
            }
            Place::Profile { namespace } => ("account", namespace.clone(), format!("u/{namespace}")),
            Place::Search(_) | Place::Catalogue | Place::Owner(_) | Place::Elsewhere => return None,
        };
        Some(Self { what, name, url: format!("https://{}/{path}", place::HOST) })
    }
}

fn body(inspection: &Inspection, kind: Kind, about: &About, now: &str) -> String {
    let verdict = &inspection.verdict;
    let day = now.get(..10).unwrap_or(now);
    let mut out = String::new();
    let _ = match kind {
        Kind::Lure => writeln!(out, "This {} looks malicious. Please have a look at it.\n", about.what),
        Kind::Mistake => writeln!(
            out,
            "Hullcheck called this {} {}. It is honest because:\n\n(please say what it is for)\n",
            about.what,
            level(verdict.level)
        ),
    };
    let _ = writeln!(out, "- {}: {}", about.what, about.url);
    if let Some(namespace) = &inspection.repository.namespace {
        let _ = writeln!(out, "- account: https://{}/u/{namespace}", place::HOST);
    }
    let _ = writeln!(out, "- seen on: {day}");
    if let Some(sentence) = presence(verdict.presence) {
        let _ = writeln!(out, "- image: {sentence}");
    }
    if let (Some(campaign), Kind::Lure) = (verdict.campaign, kind) {
        let _ = writeln!(out, "- built like: {}", campaign_name(campaign));
    }
    if let Some(listing) = &inspection.listing {
        let _ = writeln!(out, "- repositories of the account: {}", listing.count);
    }
    evidence(&mut out, &verdict.evidence);
    links(&mut out, &verdict.links);
    if kind == Kind::Lure {
        siblings(&mut out, inspection);
    }
    let _ = writeln!(out, "\nDrafted with Hullcheck {}.", env!("CARGO_PKG_VERSION"));
    out
}

fn evidence(out: &mut String, evidence: &[Evidence]) {
    if evidence.is_empty() {
        return;
    }
    out.push_str("\nWhat was seen:\n\n");
    for found in evidence {
        let quote = if found.quote.is_empty() {
            String::new()
        } else {
            format!("“{}” ", defang_text(&found.quote))
        };
        let _ = writeln!(out, "- {quote}{} ({})", found.why, found.rule.id);
    }
}

fn links(out: &mut String, links: &[LinkVerdict]) {
    let mut flagged = links.iter().filter(|link| link.verdict != Action::Pass).peekable();
    if flagged.peek().is_none() {
        return;
    }
    out.push_str("\nIts links, written so that nobody opens them by accident:\n\n");
    for link in flagged {
        let way: Vec<String> =
            std::iter::once(&link.href).chain(&link.hops).map(|address| defang(address)).collect();
        let _ = writeln!(out, "- {}", way.join(" → "));
    }
}

/// The account's other repositories that look the same: Docker removes accounts
/// as a whole.
fn siblings(out: &mut String, inspection: &Inspection) {
    let Some(listing) = &inspection.listing else { return };
    let alike: Vec<String> = listing
        .results
        .iter()
        .filter(|one| one.holds_nothing() && one.name.as_deref().is_some_and(is_generated))
        .filter_map(|one| Some(format!("{}/{}", one.namespace.as_deref()?, one.name.as_deref()?)))
        .take(MOST_NAMED)
        .collect();
    if alike.len() > 1 {
        let _ = writeln!(out, "\nEmpty repositories of the same account, named by a program:\n");
        for name in alike {
            let _ = writeln!(out, "- https://{}/r/{name}", place::HOST);
        }
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::NothingFound => "harmless",
        Level::Notice => "worth a second look",
        Level::NotInspected => "not inspected",
        Level::Suspicious => "suspicious",
        Level::Danger => "dangerous",
    }
}

fn presence(presence: Presence) -> Option<&'static str> {
    match presence {
        Presence::NeverPushed => Some("nothing was ever pushed"),
        Presence::TagsDeleted => Some("all tags were deleted"),
        Presence::Published => Some("there is one"),
        Presence::OtherArtifact => Some("none, but another kind of artefact"),
        Presence::Unknown(_) => None,
    }
}

fn campaign_name(campaign: Campaign) -> &'static str {
    match campaign {
        Campaign::Downloader => {
            "the Downloader campaign (JFrog, 2024-04-30): pirated software that is malware"
        }
        Campaign::Ebook => "the eBook campaign (JFrog, 2024-04-30): free books that ask for a card",
        Campaign::Website => "the Website campaign (JFrog, 2024-04-30): spam for other sites",
        Campaign::Other => "a lure of no campaign known by name",
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Report};
    use crate::{
        hub::ask::{Answer, Outcome, Question},
        inspect::{Inspection, Observation, Options, page},
    };
    use serde_json::{Value, json};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const NOW: &str = "2026-11-25T08:00:00.000Z";

    fn inspected(path: &str) -> Inspection {
        let answer = |question, body: Value| Answer {
            question,
            outcome: Outcome::Response {
                status: 200,
                content_type: "application/json".into(),
                body: body.to_string(),
            },
        };
        let readme = "**DOWNLOAD ✵ [https://www.google.com/url?q=https%3A%2F%2Ftinurll.com%2F2A0TbB](https://www.google.com/url?q=https%3A%2F%2Ftinurll.com%2F2A0TbB)**";
        let empty = |number| json!({"namespace": "a", "name": format!("free-photo-editor-{number}"), "content_types": []});
        let answers = vec![
            answer(
                Question::Repository,
                json!({"namespace": "a", "name": "b", "status": 1, "full_description": readme}),
            ),
            answer(Question::Tags, json!({"count": 0})),
            answer(Question::User, json!({"username": "a"})),
            answer(
                Question::Siblings,
                json!({"count": 214, "results": (0..30).map(empty).collect::<Vec<_>>()}),
            ),
        ];
        let url = format!("https://hub.docker.com{path}");
        page(&Observation { url, answers, ..Observation::default() }, &Options::default())
    }

    #[test]
    fn a_report_says_what_where_and_why_and_defangs() {
        let report = Report::of(&inspected("/r/a/b"), Kind::Lure, NOW).unwrap();
        assert_eq!(report.subject, "Malicious repository on Docker Hub: a/b");
        for part in [
            "- repository: https://hub.docker.com/r/a/b\n",
            "- account: https://hub.docker.com/u/a\n",
            "- seen on: 2026-11-25\n",
            "- image: all tags were deleted\n",
            "Downloader campaign",
            "(known-host)",
            "hxxps://www[.]google[.]com/url?q=https%3A%2F%2Ftinurll.com%2F2A0TbB → hxxps://tinurll[.]com/2A0TbB",
            "- repositories of the account: 214\n",
            "- https://hub.docker.com/r/a/free-photo-editor-7\n",
        ] {
            assert!(report.body.contains(part), "{part} is missing in:\n{}", report.body);
        }
        assert!(!report.body.contains("https://tinurll.com"), "{}", report.body);
    }

    #[test]
    fn an_account_is_reported_as_a_whole() {
        let report = Report::of(&inspected("/u/a"), Kind::Lure, NOW).unwrap();
        assert_eq!(report.subject, "Malicious account on Docker Hub: a");
        assert_eq!(report.body.matches("free-photo-editor-").count(), 30, "{}", report.body);
    }

    #[test]
    fn a_mistake_is_reported_to_us() {
        let report = Report::of(&inspected("/r/a/b"), Kind::Mistake, NOW).unwrap();
        assert_eq!(report.subject, "Wrong warning about a/b");
        assert!(report.body.starts_with("Hullcheck called this repository dangerous."), "{}", report.body);
    }

    #[test]
    fn nobody_cannot_be_reported() {
        assert_eq!(Report::of(&inspected("/search?q=x"), Kind::Lure, NOW), None);
    }

    #[test]
    fn the_files_are_json() {
        let report = Report::of(&inspected("/r/a/b"), Kind::Lure, NOW).unwrap();
        let json: Value = serde_json::from_str(&report.json).unwrap();
        assert_eq!((&json["verdict"]["level"], &json["inspected"]), (&json!("danger"), &json!(NOW)));
        let bundle: Value = serde_json::from_str(report.stix.as_ref().unwrap()).unwrap();
        let objects = bundle["objects"].as_array().unwrap();
        let of = |kind: &str| objects.iter().filter(|object| object["type"] == kind).collect::<Vec<_>>();
        assert_eq!(of("indicator").len(), 1);
        assert_eq!(of("indicator")[0]["pattern"], "[url:value = 'https://tinurll.com/2A0TbB']");
        let refs = of("report")[0]["object_refs"].as_array().unwrap();
        for reference in refs {
            assert!(objects.iter().any(|object| object["id"] == *reference), "{reference}");
        }
        // One finding at one time is one object, however often it is saved.
        assert_eq!(Report::of(&inspected("/r/a/b"), Kind::Lure, NOW).unwrap(), report);
        let later = Report::of(&inspected("/r/a/b"), Kind::Lure, "2026-11-26T08:00:00.000Z").unwrap();
        assert_ne!(later.stix, report.stix);
        assert_eq!(Report::of(&inspected("/r/a/b"), Kind::Mistake, NOW).unwrap().stix, None);
    }
}
