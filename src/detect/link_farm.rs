//! A row of links that have no names.
//!
//! **Sees** five or more links one after another with nothing between them,
//! each called by one meaningless word, all to one site, each to a page about
//! something else: `[pbdlhguhy](http://x.example/if8sivv/the-reef.html) …`.
//!
//! **Why**: doorway pages feed search engines so. The words are random because
//! nobody is meant to read them; the addresses hold the keywords.
//!
//! **Innocents**: rows of badges are pictures; rows of languages, versions or
//! mirrors have names that occur in their addresses (`[amd64](…/amd64/)`) or
//! are short codes.

use super::{Findings, Source, Subject, Way};
use crate::{
    destination::{Url, site},
    rules::weights,
    sentence::why,
    verdict::{Campaign, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "link-farm", nature: weights::LINK_FARM };

/// How many links make a row. Doorways of the corpus have ten.
const ROW: usize = 5;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for source in &subject.sources {
        let mut row: Vec<usize> = Vec::new();
        for (at, way, _) in subject.outside().filter(|(_, way, _)| way.field == source.field) {
            if !row.last().is_some_and(|last| follows(source, &subject.links[*last], way)) {
                report(subject, source, &row, findings);
                row.clear();
            }
            if is_nameless(source, way) {
                row.push(at);
            }
        }
        report(subject, source, &row, findings);
    }
}

/// Whether nothing but space stands between the two, and they lead to one site.
fn follows<'a>(source: &Source, last: &'a Way, next: &'a Way) -> bool {
    let links = &source.readme.links;
    let (Some(last_link), Some(next_link)) =
        (last.link.and_then(|at| links.get(at)), next.link.and_then(|at| links.get(at)))
    else {
        return false;
    };
    let between = source.readme.text.slice(&(last_link.range.end..next_link.range.start));
    let host = |way: &'a Way| way.url().map(Url::host);
    let (one, other) = (host(last), host(next));
    between.trim().is_empty() && (one == other || one.map(site) == other.map(site))
}

/// Whether the link is called by one lower-case word that its address does not hold.
fn is_nameless(source: &Source, way: &Way) -> bool {
    let Some(link) = way.link.and_then(|at| source.readme.links.get(at)) else { return false };
    let text = source.readme.text_of(link).trim();
    let word = (4..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase());
    !link.image && word && !way.href.to_ascii_lowercase().contains(text)
}

fn report(subject: &Subject, source: &Source, row: &[usize], findings: &mut Findings) {
    let (Some(first), Some(last)) = (row.first(), row.last()) else { return };
    if row.len() < ROW {
        return;
    }
    let link = |at: usize| subject.links[at].link.and_then(|link| source.readme.links.get(link));
    let (Some(start), Some(end)) = (link(*first), link(*last)) else { return };
    let why = why::LINK_FARM.with([row.len().to_string()]);
    findings.in_text(&RULE, source, &(start.range.start..end.range.end), why).of(Campaign::Website);
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("link_farm.toml"));
    }
}
