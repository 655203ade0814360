//! What was found on a page → what the extension does about it: what the banner
//! says, what happens to each link, and which repositories of a list are marked.

mod banner;
mod summary;

pub use banner::{Banner, Command, Detail, Genuine, Headline};
pub use summary::Summary;

use crate::{
    destination::{defang, defang_text},
    exception::{self, Settings},
    hub::ask::Failure,
    inspect::{CardVerdict, Inspection},
    place::Place,
    rules,
    verdict::{Action, Evidence, Field, Level, LinkVerdict, Verdict},
};
use serde::Serialize;
use std::collections::{BTreeMap, btree_map::Entry};

/// What to do on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// What the page shows.
    #[serde(skip)]
    pub place: Place,
    /// Whether scripts of the page may go where they like: it is no place of lures.
    pub inert: bool,
    /// What the toolbar's icon says of it; `None` where nothing is looked at.
    pub mark: Option<Level>,
    /// What to say about it; `None` for silence.
    pub banner: Option<Banner>,
    /// What to do with each link that can be clicked.
    pub links: Vec<LinkAdvice>,
    /// Which of the repositories it lists to mark.
    pub cards: Vec<CardAdvice>,
    /// What was looked at.
    pub summary: Summary,
    /// What the page is about, as exceptions name it; nothing if none can be given.
    pub page: Option<String>,
    /// What was seen, as exceptions name it.
    pub fingerprint: String,
    /// In how many seconds to ask again, where we kept from asking.
    pub ask_again_in: Option<u32>,
}

/// Evidence as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The rule that was met.
    pub rule: &'static str,
    /// What is there, its addresses defanged; empty if it is no text.
    pub quote: String,
    /// The same as the page has it, to find it there; empty if the page does not show it.
    pub text: String,
    /// The address of the link it is about.
    pub href: Option<String>,
    /// Why that matters.
    pub why: String,
}

/// A repository to mark in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CardAdvice {
    /// Where its card leads, as the page has it.
    pub href: String,
    /// How bad it is.
    pub level: Level,
    /// The strongest reason.
    pub because: Shown,
}

/// What to do with a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkAdvice {
    /// Its address as a browser reads it.
    pub href: String,
    /// What happens when it is opened.
    pub action: Action,
    /// Every address on the way after `href`.
    pub hops: Vec<String>,
    /// The host at the end, defanged.
    pub host: String,
    /// Whether that host only sends visitors on, nobody can say where to.
    pub shortened: bool,
    /// Whether it opens because the user let it.
    pub let_through: bool,
    /// Why, the weightiest first: what was seen about this very link, or else
    /// about the page.
    pub because: Vec<Shown>,
}

impl Advice {
    /// Advises on what was found on a page, as its user and an administrator want it.
    pub fn of(inspection: &Inspection, settings: &Settings) -> Self {
        let Inspection { place, verdict, cards, .. } = inspection;
        let page = exception::page_of(place);
        let fingerprint = exception::fingerprint(verdict);
        let on_guard = !matches!(place, Place::Owner(_)) && !settings.paused;
        let of_cards = cards.iter().map(|card| &card.verdict);
        let links = std::iter::once(verdict).chain(of_cards).flat_map(|verdict| links(verdict, on_guard));
        let mut links = once_each(links);
        for link in links.iter_mut().filter(|link| link.action != Action::Pass) {
            let Some(page) = &page else { break };
            if settings.let_through(page, &link.href, &fingerprint) {
                link.action = Action::Pass;
                link.let_through = true;
            }
        }
        let let_through = links.iter().any(|link| link.let_through);
        Self {
            place: place.clone(),
            inert: matches!(place, Place::Owner(_) | Place::Elsewhere) || settings.paused,
            mark: mark(inspection).filter(|_| !settings.paused),
            banner: Banner::of(inspection, let_through).filter(|_| !settings.paused),
            links,
            cards: cards.iter().filter(|_| !settings.paused).filter_map(CardAdvice::of).collect(),
            summary: Summary::of(inspection),
            page,
            fingerprint,
            ask_again_in: verdict.failure.or(inspection.publisher_failure).and_then(wait),
        }
    }
}

/// How long to wait where asking again helps without the user. Who was refused
/// asks again soon, only to be told for how long to wait.
fn wait(failure: Failure) -> Option<u32> {
    match failure {
        Failure::Held(seconds) => Some(seconds),
        Failure::RateLimited => Some(5),
        _ => None,
    }
}

/// The worst of what a page shows, its marked cards included.
fn mark(inspection: &Inspection) -> Option<Level> {
    let Inspection { place, verdict, cards, .. } = inspection;
    match place {
        Place::Owner(_) => None,
        Place::Elsewhere if verdict.level == Level::NothingFound => None,
        _ => {
            let marked =
                cards.iter().map(|card| card.verdict.level).filter(|level| *level >= Level::Suspicious);
            marked.chain([verdict.level]).max()
        }
    }
}

fn links(verdict: &Verdict, on_guard: bool) -> impl Iterator<Item = LinkAdvice> {
    verdict.links.iter().enumerate().map(move |(at, link)| LinkAdvice {
        href: link.href.clone(),
        action: if on_guard { link.verdict } else { Action::Pass },
        hops: link.hops.clone(),
        host: defang(host_of(&link.destination)),
        shortened: rules::is_shortener(host_of(&link.destination)),
        let_through: false,
        because: because(verdict, at, link),
    })
}

impl CardAdvice {
    /// A card is marked only if it looks like a lure: a list is no place for notices.
    fn of(card: &CardVerdict) -> Option<Self> {
        let verdict = &card.verdict;
        let because = verdict.evidence.first().filter(|_| verdict.level >= Level::Suspicious)?;
        Some(Self { href: card.href.clone(), level: verdict.level, because: Shown::of(because, verdict) })
    }
}

fn because(verdict: &Verdict, at: usize, link: &LinkVerdict) -> Vec<Shown> {
    if link.verdict == Action::Pass {
        return Vec::new();
    }
    let shown = |found| Shown::of(found, verdict);
    let own: Vec<Shown> = verdict.evidence.iter().filter(|found| found.link == Some(at)).map(shown).collect();
    if own.is_empty() { verdict.evidence.iter().take(MOST_REASONS).map(shown).collect() } else { own }
}

/// The most evidence about the page that a link without its own is explained with.
const MOST_REASONS: usize = 3;

/// One piece of advice for each address, the strictest.
fn once_each(links: impl Iterator<Item = LinkAdvice>) -> Vec<LinkAdvice> {
    let mut strictest: BTreeMap<String, LinkAdvice> = BTreeMap::new();
    for link in links {
        match strictest.entry(link.href.clone()) {
            Entry::Vacant(entry) => {
                entry.insert(link);
            }
            Entry::Occupied(mut entry) => {
                if link.action > entry.get().action {
                    entry.insert(link);
                }
            }
        }
    }
    strictest.into_values().collect()
}

impl Shown {
    fn of(evidence: &Evidence, verdict: &Verdict) -> Self {
        let on_page = !matches!(evidence.field, Field::Record);
        Self {
            rule: evidence.rule.id,
            quote: defang_text(&evidence.quote),
            text: if on_page { evidence.quote.clone() } else { String::new() },
            href: evidence.link.and_then(|at| Some(verdict.links.get(at)?.href.clone())),
            why: evidence.why.clone(),
        }
    }
}

fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    host.rsplit_once('@').map_or(host, |(_, host)| host)
}

#[cfg(test)]
mod tests;
