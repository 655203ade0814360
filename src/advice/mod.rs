//! What was found on a page → what the extension does about it: what the banner
//! says, what happens to each link, and which repositories of a list are marked.

mod banner;
mod link;
mod summary;

pub use banner::{Banner, Command, Detail, Genuine, Headline};
pub use link::LinkAdvice;
pub use summary::Summary;

use crate::{
    destination::defang_text,
    exception,
    hub::ask::Failure,
    inspect::{CardVerdict, Inspection},
    place::Place,
    sentence::Sentence,
    settings::{Protection, Settings},
    verdict::{Action, Evidence, Field, Level, Verdict},
};
use serde::Serialize;

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
    /// The addresses of those that open wherever they stand and that no text holds: other pages may be told of them.
    pub usual: Vec<String>,
    /// Which of the repositories it lists to mark.
    pub cards: Vec<CardAdvice>,
    /// What was looked at.
    pub summary: Summary,
    /// What the page is about, as exceptions name it; nothing if none can be given, or no link is stopped.
    pub page: Option<String>,
    /// What was seen there, as exceptions name it.
    pub fingerprint: Option<String>,
    /// Whether its user may open what is stopped.
    pub may_go_on: bool,
    /// Whether its user may let something through for more than once.
    pub may_except: bool,
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
    pub why: Sentence,
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

impl Advice {
    /// Advises on what was found on a page, as its user and an administrator want it.
    pub fn of(inspection: &Inspection, settings: &Settings) -> Self {
        let Inspection { place, verdict, cards, usual, .. } = inspection;
        let paused = settings.is_paused();
        let on_guard = !matches!(place, Place::Owner(_)) && !paused;
        let of_cards = cards.iter().map(|card| &card.verdict);
        let links = std::iter::once(verdict).chain(of_cards).chain(usual).flat_map(|verdict| {
            verdict.links.iter().enumerate().map(move |(at, link)| {
                let wanted = link::wanted(verdict, link, settings, on_guard);
                LinkAdvice::of(verdict, at, link, wanted)
            })
        });
        let mut links = link::once_each(links);
        let stopped = links.iter().any(|link| link.action != Action::Pass);
        let page = exception::page_of(place).filter(|_| stopped);
        let fingerprint = page.is_some().then(|| exception::fingerprint(verdict));
        if let (Some(page), Some(fingerprint)) = (&page, &fingerprint) {
            for link in links.iter_mut().filter(|link| link.action != Action::Pass && link.may_go_on) {
                link.let_through = settings.let_through(page, &link.href, fingerprint);
                if link.let_through {
                    link.action = Action::Pass;
                }
            }
        }
        let let_through = links.iter().any(|link| link.let_through);
        Self {
            place: place.clone(),
            inert: (matches!(place, Place::Owner(_) | Place::Elsewhere) || paused),
            mark: mark(inspection).filter(|_| !paused),
            banner: Banner::of(inspection, let_through, settings.protection() != Protection::Relaxed)
                .filter(|_| !paused),
            links,
            usual: usual_of(verdict),
            cards: cards.iter().filter(|_| !paused).filter_map(CardAdvice::of).collect(),
            summary: Summary::of(inspection),
            may_go_on: settings.may_go_on(),
            may_except: page.is_some() && settings.may_except(),
            page,
            fingerprint,
            ask_again_in: verdict.failure.or(inspection.publisher_failure).and_then(wait),
        }
    }
}

/// What the page shows around what it is about, and any other may.
fn usual_of(verdict: &Verdict) -> Vec<String> {
    let usual = verdict.links.iter().filter(|link| link.anywhere && link.field == Field::Page);
    usual.map(|link| link.href.clone()).collect()
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

impl CardAdvice {
    /// A card is marked only if it looks like a lure: a list is no place for notices.
    fn of(card: &CardVerdict) -> Option<Self> {
        let verdict = &card.verdict;
        let because = verdict.evidence.first().filter(|_| verdict.level >= Level::Suspicious)?;
        Some(Self { href: card.href.clone(), level: verdict.level, because: Shown::of(because, verdict) })
    }
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

#[cfg(test)]
mod tests;
