//! Verdict → what the extension does about it: what the banner says, and what
//! happens to each link.

use crate::{
    destination::{defang, defang_text},
    hub::{Presence, ask::Failure},
    place::Place,
    verdict::{Action, Campaign, Evidence, Level, LinkVerdict, Verdict},
};
use serde::Serialize;
use std::collections::{BTreeMap, btree_map::Entry};

/// What to do on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// What the page shows.
    pub place: Place,
    /// What to say about it; `None` for silence.
    pub banner: Option<Banner>,
    /// What to do with each link that can be clicked.
    pub links: Vec<LinkAdvice>,
    /// Whether an answer of Docker Hub was of no use, so that asking again may help.
    pub useless: bool,
}

/// What the banner says. Its sentences are named, not written, so that each
/// language can have its own; evidence carries its own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Banner {
    /// Decides shape and colour.
    pub level: Level,
    /// The first line.
    pub headline: Headline,
    /// The second line.
    pub detail: Detail,
    /// The campaign, if it is a lure.
    pub campaign: Option<Campaign>,
    /// What was seen, the weightiest first.
    pub evidence: Vec<Shown>,
    /// Whether asking Docker Hub again may help.
    pub retry: bool,
}

/// The first line of the banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Headline {
    /// This repository has no image.
    NoImage,
    /// Something on this page deserves a second look.
    SecondLook,
    /// This page reads like a lure.
    Lure,
    /// This page leads to malware infrastructure.
    Malware,
    /// This page leads to a scam that asks for a card.
    CardScam,
    /// Hullcheck could not inspect this repository.
    NotInspected,
}

/// The second line of the banner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "value")]
pub enum Detail {
    /// Nothing has been pushed yet.
    NeverPushed,
    /// All its tags were deleted.
    TagsDeleted,
    /// The strongest evidence.
    Evidence(Shown),
    /// Why it could not be inspected.
    Failure(Failure),
}

/// Evidence as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The rule that was met.
    pub rule: &'static str,
    /// What is there, its addresses defanged; empty if it is no text.
    pub quote: String,
    /// Why that matters.
    pub why: String,
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
    /// Why, the weightiest first: what was seen about this very link, or else
    /// about the page.
    pub because: Vec<Shown>,
}

impl Advice {
    /// Advises on `verdict`, reached about `place`.
    pub fn of(place: Place, verdict: &Verdict) -> Self {
        let banner = match place {
            Place::Repository(_) | Place::Tags(_) => Banner::of(verdict),
            Place::Profile { .. } | Place::List | Place::Elsewhere if verdict.level >= Level::Suspicious => {
                Banner::of(verdict)
            }
            _ => None,
        };
        let on_guard = !matches!(place, Place::Owner(_));
        let links = verdict
            .links
            .iter()
            .enumerate()
            .map(|(at, link)| LinkAdvice {
                href: link.href.clone(),
                action: if on_guard { link.verdict } else { Action::Pass },
                hops: link.hops.clone(),
                host: defang(host_of(&link.destination)),
                because: because(verdict, at, link),
            })
            .collect();
        Self { place, banner, links: once_each(links), useless: verdict.failure.is_some() }
    }
}

fn because(verdict: &Verdict, at: usize, link: &LinkVerdict) -> Vec<Shown> {
    if link.verdict == Action::Pass {
        return Vec::new();
    }
    let own: Vec<Shown> =
        verdict.evidence.iter().filter(|found| found.link == Some(at)).map(Shown::of).collect();
    if own.is_empty() { verdict.evidence.iter().take(MOST_REASONS).map(Shown::of).collect() } else { own }
}

/// The most evidence about the page that a link without its own is explained with.
const MOST_REASONS: usize = 3;

/// One piece of advice for each address, the strictest.
fn once_each(links: Vec<LinkAdvice>) -> Vec<LinkAdvice> {
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

impl Banner {
    fn of(verdict: &Verdict) -> Option<Self> {
        let strongest = || verdict.evidence.first().map(Shown::of);
        let (headline, detail) = match verdict.level {
            Level::NothingFound => return None,
            Level::Notice => match verdict.presence {
                Presence::NeverPushed => (Headline::NoImage, Detail::NeverPushed),
                Presence::TagsDeleted => (Headline::NoImage, Detail::TagsDeleted),
                _ => (Headline::SecondLook, Detail::Evidence(strongest()?)),
            },
            Level::NotInspected => (Headline::NotInspected, Detail::Failure(verdict.failure?)),
            Level::Suspicious => (Headline::Lure, Detail::Evidence(strongest()?)),
            Level::Danger => {
                let headline = match verdict.campaign {
                    Some(Campaign::Downloader) => Headline::Malware,
                    Some(Campaign::Ebook) => Headline::CardScam,
                    _ => Headline::Lure,
                };
                (headline, Detail::Evidence(strongest()?))
            }
        };
        Some(Self {
            level: verdict.level,
            headline,
            detail,
            campaign: verdict.campaign,
            evidence: verdict.evidence.iter().map(Shown::of).collect(),
            retry: verdict.level == Level::NotInspected && verdict.failure != Some(Failure::NotFound),
        })
    }
}

impl Shown {
    fn of(evidence: &Evidence) -> Self {
        Self { rule: evidence.rule.id, quote: defang_text(&evidence.quote), why: evidence.why.clone() }
    }
}

fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    host.rsplit_once('@').map_or(host, |(_, host)| host)
}

#[cfg(test)]
mod tests {
    use super::{Advice, Headline};
    use crate::{
        hub::ask::{Answer, Outcome, Question},
        inspect::{Observation, Options, page},
        verdict::Action,
    };
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn advise(url: &str, readme: &str, tags: u64, anchors: &[&str]) -> Advice {
        let answer = |question, body: String| Answer {
            question,
            outcome: Outcome::Response { status: 200, content_type: "application/json".into(), body },
        };
        let record =
            serde_json::json!({"namespace": "a", "name": "b", "status": 1, "full_description": readme});
        let answers = vec![
            answer(Question::Repository, record.to_string()),
            answer(Question::Tags, format!("{{\"count\": {tags}}}")),
        ];
        let anchors = anchors.iter().map(|&href| href.to_owned()).collect();
        let (place, verdict) = page(&Observation { url: url.into(), answers, anchors }, &Options::default());
        Advice::of(place, &verdict)
    }

    const LURE: &str = "**Download ✵ [https://tinurll.com/2A0TbB](https://tinurll.com/2A0TbB)**";

    #[test]
    fn a_lure_is_stopped() {
        let advice = advise(
            "https://hub.docker.com/r/a/b",
            LURE,
            0,
            &["https://tinurll.com/2A0TbB", "https://www.docker.com/"],
        );
        assert_eq!(advice.banner.unwrap().headline, Headline::Malware);
        let [link, dockers] = &advice.links[..] else { panic!("{:?}", advice.links) };
        assert_eq!((link.action, link.host.as_str()), (Action::Block, "tinurll[.]com"));
        assert_eq!(link.because[0].rule, "known-host");
        assert_eq!(dockers.action, Action::Pass);
    }

    #[test]
    fn an_honest_page_is_left_alone() {
        let advice = advise(
            "https://hub.docker.com/r/a/b",
            "[code](https://github.com/a/b)",
            3,
            &["https://github.com/a/b"],
        );
        assert_eq!(advice.banner, None);
        assert_eq!(advice.links[0].action, Action::Pass);
    }

    #[test]
    fn without_an_image_there_is_one_quiet_line() {
        let advice = advise("https://hub.docker.com/r/a/b", "Soon.", 0, &[]);
        assert_eq!(advice.banner.unwrap().headline, Headline::NoImage);
    }

    #[test]
    fn what_was_not_inspected_asks_first() {
        let anchors = ["https://github.com/a/b".to_owned(), "https://docs.docker.com/".to_owned()].to_vec();
        let observation =
            Observation { url: "https://hub.docker.com/r/a/b".into(), answers: vec![], anchors };
        let (place, verdict) = page(&observation, &Options::default());
        let advice = Advice::of(place, &verdict);
        assert_eq!(advice.banner.unwrap().headline, Headline::NotInspected);
        let actions: Vec<_> = advice.links.iter().map(|link| link.action).collect();
        assert_eq!(actions, [Action::Pass, Action::Ask], "docs.docker.com, github.com");
    }

    #[test]
    fn on_lists_only_a_bad_link_speaks() {
        let advice = advise(
            "https://hub.docker.com/search?q=x",
            "",
            0,
            &["https://tinurll.com/x", "https://github.com/"],
        );
        let actions: Vec<_> = advice.links.iter().map(|link| link.action).collect();
        assert_eq!(actions, [Action::Ask, Action::Block], "github.com, tinurll.com");
        assert!(advice.banner.is_some());
        assert_eq!(advise("https://hub.docker.com/search?q=x", "", 0, &["https://github.com/"]).banner, None);
    }

    #[test]
    fn of_two_links_to_one_address_the_stricter_counts() {
        let readme = "[site](https://fresh-host.com/2A0TbB)\n\n**DOWNLOAD ✵ [https://fresh-host.com/2A0TbB](https://fresh-host.com/2A0TbB)**";
        let links = advise("https://hub.docker.com/r/a/b", readme, 1, &[]).links;
        assert_eq!(links.iter().map(|link| link.action).collect::<Vec<_>>(), [Action::Block]);
    }

    #[test]
    fn a_page_nobody_knows_lets_no_proof_pass() {
        let advice = advise(
            "https://hub.docker.com/new/page",
            "",
            0,
            &["https://tinurll.com/x", "https://github.com/"],
        );
        assert!(advice.links.iter().any(|link| link.action == Action::Block));
        assert_eq!(
            advise("https://hub.docker.com/new/page", "", 0, &["https://github.com/"]).links[0].action,
            Action::Pass
        );
    }

    #[test]
    fn the_owner_is_never_warned() {
        let advice =
            advise("https://hub.docker.com/repository/docker/a/b/general", "", 0, &["https://tinurll.com/x"]);
        assert_eq!((advice.banner, advice.links[0].action), (None, Action::Pass));
    }
}
