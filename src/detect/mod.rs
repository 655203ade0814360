//! One detector a file: what it sees, why that is suspicious, which innocents
//! look alike, and its cases beside it. A detector proposes evidence; only
//! [`verdict`](crate::verdict) adds it up.

mod archive_password;
mod blogger_key;
mod call_to_action;
mod chat_link;
mod chatbot_leftovers;
mod claimed_badge;
mod copied_command;
mod copied_readme;
mod cut_text;
mod decoy;
mod disguised_text;
mod distance;
mod download_badge;
mod fake_shortener;
mod farm;
mod generated_account;
mod guard_off;
mod idle_text;
mod imageless;
mod keyword_list;
mod known_host;
mod learned_text;
mod link_farm;
mod link_heading;
mod mismatched_text;
mod near_name;
mod odd_address;
mod off_topic;
mod page_only_link;
mod payload_host;
mod profile;
mod profile_recipe;
mod repeated_link;
mod short_link;
mod slug_path;
mod spelled_address;
mod stray_name;
mod subject;
mod tail_token;
mod title;
mod topic_words;
mod unasked_link;
mod unrelated_host;
mod unused;
mod wrapped_link;

pub use learned_text::Model;
pub use near_name::near_official;
pub use profile::{FEATURES, Profile, Reason};
pub use subject::{About, Circumstances, Source, Subject, Way};
pub use title::Title;

use crate::{
    inspect::Options,
    sentence::Sentence,
    verdict::{Campaign, Evidence, Field, LONGEST_QUOTE, Rule},
};
use std::ops::Range;

/// All detectors, in the order of the alphabet.
const ALL: [fn(&Subject, &mut Findings); 40] = [
    archive_password::detect,
    blogger_key::detect,
    call_to_action::detect,
    chat_link::detect,
    chatbot_leftovers::detect,
    claimed_badge::detect,
    copied_command::detect,
    copied_readme::detect,
    cut_text::detect,
    decoy::detect,
    disguised_text::detect,
    download_badge::detect,
    fake_shortener::detect,
    farm::detect,
    generated_account::detect,
    guard_off::detect,
    idle_text::detect,
    imageless::detect,
    keyword_list::detect,
    known_host::detect,
    link_farm::detect,
    link_heading::detect,
    mismatched_text::detect,
    near_name::detect,
    odd_address::detect,
    off_topic::detect,
    page_only_link::detect,
    payload_host::detect,
    profile_recipe::detect,
    repeated_link::detect,
    short_link::detect,
    slug_path::detect,
    spelled_address::detect,
    stray_name::detect,
    tail_token::detect,
    topic_words::detect,
    unasked_link::detect,
    unrelated_host::detect,
    unused::detect,
    wrapped_link::detect,
];

/// Everything the detectors see in `subject`.
pub fn run(subject: &Subject, options: &Options<'_>) -> Vec<Evidence> {
    let mut findings = Findings::default();
    for detect in ALL {
        detect(subject, &mut findings);
    }
    learned_text::detect(subject, options.model.unwrap_or(learned_text::packaged()), &mut findings);
    let mut found = findings.evidence;
    if options.without_hosts {
        found.retain(|evidence| evidence.rule.id != known_host::RULE.id);
    }
    if let Some(rule) = options.without_rule {
        found.retain(|evidence| evidence.rule.id != rule);
    }
    found
}

/// What was found so far.
#[derive(Debug, Default)]
pub struct Findings {
    evidence: Vec<Evidence>,
}

impl Findings {
    /// Adds what `rule` found in the text at `range` of `source`.
    fn in_text(
        &mut self,
        rule: &'static Rule,
        source: &Source,
        range: &Range<usize>,
        why: Sentence,
    ) -> &mut Evidence {
        let quote = quote(source.readme.text.slice(range));
        let range = source.readme.text.source_of(range);
        self.push(rule, source.field, quote, Some(range), why)
    }

    /// Adds what `rule` found about the link at `position`.
    fn about_link(
        &mut self,
        rule: &'static Rule,
        subject: &Subject,
        position: usize,
        why: Sentence,
    ) -> &mut Evidence {
        let way = &subject.links[position];
        let text = subject.text_of(way);
        let shown = if text.trim().is_empty() { way.href.as_str() } else { text };
        let evidence = self.push(rule, way.field, quote(shown), way.source.clone(), why);
        evidence.link = Some(position);
        evidence
    }

    /// Adds what `rule` found in the repository's record.
    fn in_record(&mut self, rule: &'static Rule, quote: &str, why: Sentence) -> &mut Evidence {
        self.push(rule, Field::Record, quote.to_owned(), None, why)
    }

    fn push(
        &mut self,
        rule: &'static Rule,
        field: Field,
        quote: String,
        range: Option<Range<usize>>,
        why: Sentence,
    ) -> &mut Evidence {
        let weight = rule.weight();
        let evidence = Evidence { rule, weight, field, quote, range, why, campaign: None, link: None };
        self.evidence.push(evidence);
        let last = self.evidence.len() - 1;
        &mut self.evidence[last]
    }
}

impl Evidence {
    /// Says that it points to `campaign`.
    fn of(&mut self, campaign: Campaign) -> &mut Self {
        self.campaign = Some(campaign);
        self
    }
}

/// `text` on one line, cut in the middle if it is too long.
fn quote(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    let length = line.chars().count();
    if length <= LONGEST_QUOTE {
        return line;
    }
    let half = (LONGEST_QUOTE - 1) / 2;
    let head: String = line.chars().take(half).collect();
    let tail: String = line.chars().skip(length - half).collect();
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use super::quote;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_quote_is_one_line_of_bearable_length() {
        assert_eq!(quote(" a\n b "), "a b");
        let long = quote(&"é".repeat(500));
        assert_eq!(long.chars().count(), super::LONGEST_QUOTE - 1);
        assert!(long.contains('…'));
    }
}
