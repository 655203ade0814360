//! What the banner says.

use super::Shown;
use crate::{
    detect,
    hub::{Presence, Repository, Unknown, ask::Failure},
    inspect::Inspection,
    place::{self, Place},
    report, rules,
    verdict::{Campaign, Level, Verdict},
};
use serde::Serialize;

/// What the banner says. Its sentences are named, not written, so that each
/// language can have its own; evidence carries its own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "each is about one thing that is shown or not")]
pub struct Banner {
    /// Decides shape and colour.
    pub level: Level,
    /// The first line.
    pub headline: Headline,
    /// The second line.
    pub detail: Detail,
    /// The campaign, if it is a lure.
    pub campaign: Option<Campaign>,
    /// What was seen, the weightiest first; nothing where the second line says it all.
    pub evidence: Vec<Shown>,
    /// The image that is probably looked for, if this looks like it.
    pub genuine: Option<Genuine>,
    /// How to look into the image before it is used; empty if there is none.
    pub before_deploying: Vec<Command>,
    /// Whether asking Docker Hub again may help.
    pub retry: bool,
    /// Whether there is somebody to report.
    pub reportable: bool,
    /// Whether the user let some of its links open.
    pub let_through: bool,
    /// Whether outside links ask first while it cannot be inspected.
    pub outside_asks: bool,
}

/// The first line of the banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Headline {
    /// This repository has no image.
    NoImage,
    /// Visitors do not see your overview yet.
    OwnersNoImage,
    /// Docker Hub contradicts itself about whether there is an image.
    Disagreement,
    /// The name is nearly that of an official image.
    LookAlike,
    /// Something on this page deserves a second look.
    SecondLook,
    /// This page reads like a lure.
    Lure,
    /// This account holds nothing but empty repositories.
    Farm,
    /// This page leads to malware infrastructure.
    Malware,
    /// This page leads to a scam that asks for a card.
    CardScam,
    /// Hullcheck could not inspect this repository.
    NotInspected,
    /// Hullcheck could not inspect this profile.
    ProfileNotInspected,
    /// Hullcheck could not look up these results.
    ListNotInspected,
}

/// The second line of the banner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "value")]
pub enum Detail {
    /// Nothing has been pushed yet.
    NeverPushed,
    /// All its tags were deleted.
    TagsDeleted,
    /// They will with the first push.
    OwnersNeverPushed,
    /// Its page says one thing, its API another.
    Disagreement,
    /// The official image of this name.
    Genuine(Genuine),
    /// The strongest evidence.
    Evidence(Shown),
    /// Why it could not be inspected.
    Failure(Failure),
}

/// A Docker Official Image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Genuine {
    /// Its name: `nginx`.
    pub name: &'static str,
    /// Its page on Docker Hub.
    pub href: String,
}

/// A command that looks into an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Command {
    /// The program.
    pub tool: &'static str,
    /// The whole line, fit for a shell.
    pub line: String,
}

impl Banner {
    pub(super) fn of(inspection: &Inspection, let_through: bool, outside_asks: bool) -> Option<Self> {
        let verdict = &inspection.verdict;
        let genuine = genuine(&inspection.repository, verdict);
        let (headline, detail) = match &inspection.place {
            Place::Repository(_) | Place::Tags(_) => about_repository(verdict, genuine.clone())?,
            Place::Owner(_) => about_own(verdict)?,
            Place::Profile { .. } => about_profile(verdict)?,
            // In a list each card speaks for itself.
            Place::Search(_) => (Headline::ListNotInspected, Detail::Failure(verdict.failure?)),
            Place::Catalogue => return None,
            Place::Elsewhere => about_lure(verdict)?,
        };
        let imaged = verdict.presence == Presence::Published;
        let quoted = matches!(detail, Detail::Evidence(_) | Detail::Failure(_));
        let evidence = verdict.evidence.iter().filter(|_| quoted);
        Some(Self {
            level: match headline {
                Headline::ListNotInspected => Level::NotInspected,
                _ => verdict.level,
            },
            headline,
            detail,
            campaign: verdict.campaign,
            evidence: evidence.map(|found| Shown::of(found, verdict)).collect(),
            genuine,
            before_deploying: if imaged { commands(inspection) } else { Vec::new() },
            retry: (verdict.level == Level::NotInspected
                && verdict.failure.is_some_and(|failure| failure != Failure::NotFound))
                || inspection.publisher_failure.is_some(),
            reportable: verdict.level >= Level::Suspicious && report::is_possible(&inspection.place),
            let_through,
            outside_asks,
        })
    }
}

fn strongest(verdict: &Verdict) -> Option<Detail> {
    Some(Detail::Evidence(Shown::of(verdict.evidence.first()?, verdict)))
}

fn about_repository(verdict: &Verdict, genuine: Option<Genuine>) -> Option<(Headline, Detail)> {
    Some(match verdict.level {
        Level::NothingFound => return None,
        Level::Notice => match (verdict.presence, genuine) {
            (Presence::NeverPushed, _) => (Headline::NoImage, Detail::NeverPushed),
            (Presence::TagsDeleted, _) => (Headline::NoImage, Detail::TagsDeleted),
            (Presence::Unknown(Unknown::Disagreement), _) => (Headline::Disagreement, Detail::Disagreement),
            (_, Some(genuine)) if verdict.evidence.iter().any(|found| found.rule.id == "near-name") => {
                (Headline::LookAlike, Detail::Genuine(genuine))
            }
            _ => (Headline::SecondLook, strongest(verdict)?),
        },
        Level::NotInspected => (Headline::NotInspected, Detail::Failure(verdict.failure?)),
        Level::Suspicious | Level::Danger => return about_lure(verdict),
    })
}

fn about_lure(verdict: &Verdict) -> Option<(Headline, Detail)> {
    let headline = match (verdict.level, verdict.campaign) {
        (Level::Danger, Some(Campaign::Downloader)) => Headline::Malware,
        (Level::Danger, Some(Campaign::Ebook)) => Headline::CardScam,
        (Level::Danger | Level::Suspicious, _) => Headline::Lure,
        _ => return None,
    };
    Some((headline, strongest(verdict)?))
}

fn about_profile(verdict: &Verdict) -> Option<(Headline, Detail)> {
    Some(match verdict.level {
        Level::NothingFound | Level::Notice => return None,
        Level::NotInspected => (Headline::ProfileNotInspected, Detail::Failure(verdict.failure?)),
        Level::Suspicious if verdict.evidence.first()?.rule.id == "farm" => {
            (Headline::Farm, strongest(verdict)?)
        }
        Level::Suspicious | Level::Danger => return about_lure(verdict),
    })
}

/// Nobody is alarmed about their own work, and a private repository, which is
/// not found, is nobody else's.
fn about_own(verdict: &Verdict) -> Option<(Headline, Detail)> {
    (verdict.presence == Presence::NeverPushed && verdict.failure.is_none())
        .then_some((Headline::OwnersNoImage, Detail::OwnersNeverPushed))
}

/// The official image that a repository is named like, if it is suspected of anything.
fn genuine(repository: &Repository, verdict: &Verdict) -> Option<Genuine> {
    let name = repository.name.as_deref()?;
    let own = repository.namespace.as_deref() == Some("library");
    let near = detect::near_official(name).or_else(|| rules::official_image(name))?;
    (!own && verdict.level >= Level::Notice)
        .then(|| Genuine { name: near, href: format!("https://{}/_/{near}", place::HOST) })
}

/// The commands of the scanners people use. Names are made of letters, digits,
/// `.`, `_` and `-`, so they need no quotes; a tag that is not is left out.
fn commands(inspection: &Inspection) -> Vec<Command> {
    let Some(name) = inspection.place.repository() else { return Vec::new() };
    let repository = match name.namespace.as_str() {
        "library" => name.name.clone(),
        namespace => format!("{namespace}/{}", name.name),
    };
    let newest = inspection.tags.as_ref().and_then(|tags| tags.newest()?.name.as_deref());
    let image = match newest.filter(|tag| is_tag(tag)) {
        Some(tag) => format!("{repository}:{tag}"),
        None => repository,
    };
    [
        ("Docker Scout", format!("docker scout cves {image}")),
        ("Trivy", format!("trivy image {image}")),
        ("Grype", format!("grype {image}")),
        ("SBOM", format!("docker scout sbom --format cyclonedx --output sbom.cdx.json {image}")),
    ]
    .map(|(tool, line)| Command { tool, line })
    .to_vec()
}

/// Whether `tag` follows the reference grammar
/// (<https://github.com/distribution/reference/blob/main/reference.go>).
fn is_tag(tag: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    tag.len() <= 128 && tag.chars().all(inner) && !tag.is_empty() && !tag.starts_with(['.', '-'])
}
