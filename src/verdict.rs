//! Evidence → verdict. The only place where evidence is added up.
//!
//! Each rule counts once, however often it is met. What supports (words,
//! context, a learned score) never makes a page suspicious by itself, and only a
//! proof or several independent structures make it dangerous. More evidence
//! never lowers a level.

use crate::{
    campaign,
    destination::{Destination, End, Url},
    detect::{About, Subject, Way},
    hub::{Presence, Standing, Unknown, ask::Failure},
    sentence::Sentence,
};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How bad it is. The order is the order of precedence: a certain danger is
/// reported even where something else could not be inspected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Looked, found nothing.
    NothingFound,
    /// Worth one quiet line.
    Notice,
    /// Could not look.
    NotInspected,
    /// Reads like a lure.
    Suspicious,
    /// Leads to known infrastructure, or is built like nothing else but a lure.
    Danger,
}

/// The family a lure belongs to, as JFrog's report of 2024-04-30 names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Campaign {
    /// Pirated software that is malware.
    Downloader,
    /// Free books that ask for a card.
    Ebook,
    /// Spam for other sites.
    Website,
    /// A lure of none of these.
    Other,
}

impl Campaign {
    /// Its name in JFrog's report, the same in every language, if it has one.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Downloader => Some("Downloader"),
            Self::Ebook => Some("eBook"),
            Self::Website => Some("Website"),
            Self::Other => None,
        }
    }
}

/// What a rule's evidence can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Enough for danger: nothing honest was ever seen to have it.
    Proof,
    /// How a lure is built. Weights, 0 to 100, add up.
    Structure(u32),
    /// Makes a structure more certain, and is worth a notice at most alone.
    /// Weights add up to no more than [`MOST_SUPPORT`].
    Support(u32),
    /// A circumstance: who, when, how often. Counts as support beside a
    /// structure, and is nothing without one: most who share it are honest.
    Context(u32),
}

/// The sum from which a page is suspicious.
pub const SUSPICIOUS: u32 = 50;
/// The sum of structures from which it is dangerous without a proof.
pub const DANGER: u32 = 100;
/// The most that support adds: less than suspicion.
pub const MOST_SUPPORT: u32 = 40;
/// The sum of structures from which a page deserves a notice.
pub const NOTICE: u32 = 40;
/// The sum of supports from which it deserves one without any structure.
pub const NOTICE_BY_SUPPORT: u32 = 30;
/// The most evidence kept for one rule: a page with a thousand bad links needs
/// no thousand sentences. Links beyond it still get their own verdicts.
pub const MOST_EVIDENCE_PER_RULE: usize = 20;

/// A kind of observation.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, stable across versions.
    pub id: &'static str,
    /// What it can do.
    pub nature: Nature,
}

/// Where a text stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The short description.
    Description,
    /// The overview.
    Overview,
    /// The fields of an account's profile, a paragraph each.
    Profile,
    /// The page itself: an anchor that neither text explains.
    Page,
    /// The repository's record: names, presence.
    Record,
}

/// One observation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The rule that was met.
    #[serde(serialize_with = "rule_id")]
    pub rule: &'static Rule,
    /// What the rule adds, 0 to 100.
    pub weight: u32,
    /// Where it was met.
    pub field: Field,
    /// What is there, as a reader sees it, at most [`LONGEST_QUOTE`] characters.
    pub quote: String,
    /// The bytes of the field's source that are quoted.
    pub range: Option<Range<usize>>,
    /// Why that matters, and where it is known from: one or two sentences.
    #[serde(serialize_with = "Sentence::in_english")]
    pub why: Sentence,
    /// The campaign it points to.
    pub campaign: Option<Campaign>,
    /// The link it is about, as a position in [`Verdict::links`].
    #[serde(skip)]
    pub link: Option<usize>,
}

/// The longest quote, in characters; a longer one is cut in the middle.
pub const LONGEST_QUOTE: usize = 120;

fn rule_id<S: serde::Serializer>(rule: &&'static Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.id)
}

impl Rule {
    /// What it adds to the sum.
    pub fn weight(&self) -> u32 {
        match self.nature {
            Nature::Proof => DANGER,
            Nature::Structure(weight) | Nature::Support(weight) | Nature::Context(weight) => weight,
        }
    }
}

/// What should happen when a link is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// It opens.
    Pass,
    /// A question comes first.
    Ask,
    /// A warning comes first.
    Block,
}

/// The verdict on one link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkVerdict {
    /// Its address: as a browser reads it, or as written where no browser can.
    pub href: String,
    /// Where it ends, as far as that can be read; the same as `href` for most.
    pub destination: String,
    /// The addresses between the two, and the destination itself; empty for most.
    pub hops: Vec<String>,
    /// Whether it leads to a web site that is not Docker's.
    #[serde(skip)]
    pub outside: bool,
    /// Where it stands.
    #[serde(skip)]
    pub field: Field,
    /// Whether it opens wherever it stands: nothing else of the page matters.
    #[serde(skip)]
    pub anywhere: bool,
    /// What should happen when it is opened.
    pub verdict: Action,
    /// The rule that decided, if one did.
    pub rule: Option<&'static str>,
}

/// What is thought of a page, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether there is an image.
    pub presence: Presence,
    /// How bad it is.
    pub level: Level,
    /// The campaign, if it is a lure.
    pub campaign: Option<Campaign>,
    /// What was found, the weightiest first.
    pub evidence: Vec<Evidence>,
    /// Each way out, in order.
    pub links: Vec<LinkVerdict>,
    /// What could not be looked at, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

/// Adds up what was found about `subject`; `failure` says what could not be looked at.
pub fn reach(subject: &Subject, mut evidence: Vec<Evidence>, failure: Option<Failure>) -> Verdict {
    evidence.sort_by_key(|found| {
        (std::cmp::Reverse(rank(found.rule)), found.range.as_ref().map(|range| range.start))
    });
    let level = level(&evidence, subject.circumstances.presence, subject.standing, failure);
    let campaign = (level >= Level::Suspicious).then(|| campaign::of(subject, &evidence));
    // What weighs most against each link.
    let mut own: Vec<Option<&'static Rule>> = vec![None; subject.links.len()];
    for found in evidence.iter().rev() {
        if let Some(own) = found.link.and_then(|at| own.get_mut(at)) {
            *own = Some(found.rule);
        }
    }
    let links = subject
        .links
        .iter()
        .enumerate()
        .map(|(at, link)| {
            let own = own[at];
            // On a page about nobody a link answers for itself alone.
            let level = if subject.about == About::Nobody { alone(own, failure) } else { level };
            link_verdict(link, level, own)
        })
        .collect();
    limit_per_rule(&mut evidence);
    let presence = subject.circumstances.presence;
    Verdict { presence, level, campaign, evidence, links, failure }
}

/// How bad a link is of which nothing is known but `own`.
fn alone(own: Option<&'static Rule>, failure: Option<Failure>) -> Level {
    match own.map(|rule| rule.nature) {
        Some(Nature::Proof) => Level::Danger,
        Some(Nature::Structure(SUSPICIOUS..)) => Level::Suspicious,
        _ if failure.is_some() => Level::NotInspected,
        _ => Level::NothingFound,
    }
}

fn rank(rule: &Rule) -> (u8, u32) {
    let nature = match rule.nature {
        Nature::Proof => 3,
        Nature::Structure(_) => 2,
        Nature::Support(_) => 1,
        Nature::Context(_) => 0,
    };
    (nature, rule.weight())
}

fn limit_per_rule(evidence: &mut Vec<Evidence>) {
    let mut run: (&str, usize) = ("", 0);
    evidence.sort_by_key(|found| (std::cmp::Reverse(rank(found.rule)), found.rule.id));
    evidence.retain(|found| {
        run = if run.0 == found.rule.id { (run.0, run.1 + 1) } else { (found.rule.id, 1) };
        run.1 <= MOST_EVIDENCE_PER_RULE
    });
}

fn level(evidence: &[Evidence], presence: Presence, standing: Standing, failure: Option<Failure>) -> Level {
    let mut rules: Vec<&Rule> = Vec::new();
    for found in evidence {
        if !rules.contains(&found.rule) {
            rules.push(found.rule);
        }
    }
    let proof = rules.iter().any(|rule| rule.nature == Nature::Proof);
    let sum = |of: fn(&Rule) -> u32| rules.iter().map(|rule| of(rule)).sum::<u32>();
    let structure = sum(|rule| if let Nature::Structure(weight) = rule.nature { weight } else { 0 });
    let support = sum(|rule| if let Nature::Support(weight) = rule.nature { weight } else { 0 });
    let context = sum(|rule| if let Nature::Context(weight) = rule.nature { weight } else { 0 });
    let backing = (support + context).min(MOST_SUPPORT);
    // Who has a badge of Docker's may write oddly; only a proof makes it a lure.
    let lure = standing == Standing::Community;
    if proof || (lure && structure >= DANGER) {
        Level::Danger
    } else if lure && structure > 0 && structure + backing >= SUSPICIOUS {
        Level::Suspicious
    } else if failure.is_some() {
        Level::NotInspected
    } else if presence.is_imageless()
        || presence == Presence::Unknown(Unknown::Disagreement)
        || support >= NOTICE_BY_SUPPORT
        || structure >= NOTICE
    {
        Level::Notice
    } else {
        Level::NothingFound
    }
}

fn link_verdict(way: &Way, level: Level, own: Option<&'static Rule>) -> LinkVerdict {
    let destination = &way.destination;
    let (href, hops) = match destination {
        Destination::Web(route) => (
            route.clicked().href().to_owned(),
            route.hops()[1..].iter().map(|hop| hop.href().to_owned()).collect(),
        ),
        Destination::Content(url) | Destination::Program(url) => (url.href().to_owned(), Vec::new()),
        Destination::Nowhere => (way.href.clone(), Vec::new()),
    };
    let anywhere = match destination {
        Destination::Nowhere => true,
        // A letter or a call can be looked at before it is sent or made.
        Destination::Program(url) => matches!(url.scheme(), "mailto" | "tel"),
        Destination::Content(url) => does_nothing(url),
        Destination::Web(route) => own.is_none() && route.end() == End::Docker,
    };
    let verdict = match (destination, own) {
        _ if anywhere => Action::Pass,
        (Destination::Content(_), _) => Action::Block,
        (_, Some(rule)) if rule.nature == Nature::Proof || level == Level::Danger => Action::Block,
        _ if level >= Level::NotInspected => Action::Ask,
        _ => Action::Pass,
    };
    let rule = own.map(|rule| rule.id).filter(|_| verdict != Action::Pass);
    let outside = matches!(destination, Destination::Web(route) if route.end() != End::Docker);
    let destination = hops.last().unwrap_or(&href).clone();
    LinkVerdict { href, destination, hops, outside, field: way.field, anywhere, verdict, rule }
}

/// Whether a link runs nothing, as links do that only look like one.
fn does_nothing(url: &Url) -> bool {
    let script = url.href().strip_prefix("javascript:").map(|script| script.trim().trim_end_matches(';'));
    matches!(script, Some("" | "void(0)" | "void%200" | "void 0" | "//"))
}

#[cfg(test)]
mod tests;
