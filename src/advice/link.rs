//! What happens with one link.

use super::Shown;
use crate::{
    destination::{defang, host_of},
    rules,
    sentence::why,
    settings::{Protection, Settings},
    verdict::{Action, Level, LinkVerdict, Verdict},
};
use serde::Serialize;

/// The most evidence about the page that a link without its own is explained with.
const MOST_REASONS: usize = 3;

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
    /// Whether the user may open it although it is stopped.
    pub may_go_on: bool,
    /// Why, the weightiest first: what was seen about this very link, or else
    /// about the page.
    pub because: Vec<Shown>,
}

/// What user and administrator want with a link.
pub(super) enum Wanted {
    /// This; and whether the user may open it all the same.
    Judged { action: Action, may_go_on: bool },
    /// An administrator stops links to this host, defanged.
    Denied(String),
}

/// What is wanted with `link` of a page with `verdict`; where nobody is `on_guard`,
/// only an administrator stops it.
pub(super) fn wanted(verdict: &Verdict, link: &LinkVerdict, settings: &Settings, on_guard: bool) -> Wanted {
    let mut way = std::iter::once(&link.href).chain(&link.hops).map(|address| host_of(address));
    if let Some(host) = way.find(|host| settings.policy.denies(host)).filter(|_| link.outside) {
        return Wanted::Denied(defang(host));
    }
    if !on_guard {
        return Wanted::Judged { action: Action::Pass, may_go_on: true };
    }
    let end = host_of(&link.destination);
    let action = match (link.verdict, settings.protection()) {
        (Action::Ask, Protection::Relaxed) => Action::Pass,
        (Action::Pass, Protection::Strict)
            if link.outside && (verdict.level >= Level::Notice || rules::is_shortener(end)) =>
        {
            Action::Ask
        }
        (action, _) => action,
    };
    // Of several addresses in one, nobody knows which will be opened.
    let ends = if link.hops.is_empty() { std::slice::from_ref(&link.href) } else { &link.hops[..] };
    let allowed = ends.iter().all(|address| settings.policy.allows(host_of(address)));
    let allowed = action == Action::Ask && allowed;
    let action = if allowed { Action::Pass } else { action };
    Wanted::Judged { action, may_go_on: settings.may_go_on() }
}

impl LinkAdvice {
    /// Advises on the link at `at` of a page with `verdict`.
    pub(super) fn of(verdict: &Verdict, at: usize, link: &LinkVerdict, wanted: Wanted) -> Self {
        let (action, may_go_on, because) = match wanted {
            Wanted::Denied(host) => (Action::Block, false, vec![Shown::by_policy(&link.href, host)]),
            Wanted::Judged { action, may_go_on } => (action, may_go_on, because(verdict, at, action)),
        };
        let end = host_of(&link.destination);
        Self {
            href: link.href.clone(),
            action,
            hops: link.hops.clone(),
            host: defang(end),
            shortened: rules::is_shortener(end),
            let_through: false,
            may_go_on,
            because,
        }
    }
}

impl Shown {
    /// That an administrator stops links to `host`, such as `href`.
    fn by_policy(href: &str, host: String) -> Self {
        Self {
            rule: "administrator",
            quote: String::new(),
            text: String::new(),
            href: Some(href.to_owned()),
            why: why::DENIED_HOST.with([host]),
        }
    }
}

fn because(verdict: &Verdict, at: usize, action: Action) -> Vec<Shown> {
    if action == Action::Pass {
        return Vec::new();
    }
    let shown = |found| Shown::of(found, verdict);
    let own: Vec<Shown> = verdict.evidence.iter().filter(|found| found.link == Some(at)).map(shown).collect();
    if own.is_empty() { verdict.evidence.iter().take(MOST_REASONS).map(shown).collect() } else { own }
}

/// One piece of advice for each address, the strictest.
pub(super) fn once_each(links: impl Iterator<Item = LinkAdvice>) -> Vec<LinkAdvice> {
    let mut links: Vec<LinkAdvice> = links.collect();
    links.sort_by(|one, other| one.href.cmp(&other.href).then(other.action.cmp(&one.action)));
    links.dedup_by(|next, strictest| next.href == strictest.href);
    links
}
