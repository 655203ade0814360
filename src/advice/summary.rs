//! What was looked at, for who wants to know why nothing is said.

use super::Shown;
use crate::{
    hub::{Badge, Presence, ask::Failure},
    inspect::Inspection,
    place::Place,
    verdict::Level,
};
use serde::Serialize;

/// What was looked at on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// How bad it is.
    pub level: Level,
    /// Whether there is an image; nothing if the page shows no repository, or it is unknown.
    pub presence: Option<Presence>,
    /// How many tags the repository has.
    pub tags: Option<u64>,
    /// How often it was pulled.
    pub pulls: Option<u64>,
    /// Docker's badge on it.
    pub badge: Option<Badge>,
    /// How many outside links were looked at.
    pub links: usize,
    /// How many repositories are listed.
    pub cards: usize,
    /// What was seen, the weightiest first.
    pub evidence: Vec<Shown>,
    /// Why not everything could be looked at.
    pub failure: Option<Failure>,
}

impl Summary {
    pub(super) fn of(inspection: &Inspection) -> Self {
        let Inspection { place, repository, tags, badge, verdict, cards, .. } = inspection;
        let shown = matches!(place, Place::Repository(_) | Place::Tags(_) | Place::Owner(_));
        Self {
            level: verdict.level,
            presence: Some(verdict.presence)
                .filter(|presence| shown && !matches!(presence, Presence::Unknown(_))),
            tags: tags.as_ref().map(|tags| tags.count),
            pulls: repository.pull_count,
            badge: *badge,
            links: verdict.links.len(),
            cards: cards.len(),
            evidence: verdict.evidence.iter().map(|found| Shown::of(found, verdict)).collect(),
            failure: verdict.failure,
        }
    }
}
