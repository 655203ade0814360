//! Words of what lures promise.
//!
//! **Sees** several different words of one topic of `rules/words.tsv`: books for
//! nothing, pirated software, gambling, drugs and papers; or one in the title.
//!
//! **Why**: it is what the three campaigns and their like offer.
//!
//! **Innocents**: many. Images serve books, films and games; piracy and
//! gambling words alone flag 86 of 788 honest texts. That is why words only
//! support what structure says, and count only in texts that are not about
//! containers.

use super::{Findings, Subject};
use crate::{
    rules::Topic,
    verdict::{Campaign, Nature, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "topic-words", nature: Nature::Support(20) };

/// The rule for the title alone.
pub const TITLE: Rule = Rule { id: "topic-title", nature: Nature::Support(20) };

/// How many different words make a topic.
const DIFFERENT: usize = 3;

/// How many words are named.
const NAMED: usize = 5;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let profile = &subject.profile;
    for (topic, what, campaign) in [
        (Topic::Book, "books for nothing", Campaign::Ebook),
        (Topic::Piracy, "pirated software, films or cheats", Campaign::Downloader),
        (Topic::Gambling, "gambling", Campaign::Website),
        (Topic::Shopping, "things that spam sells", Campaign::Other),
    ] {
        let more = profile.occurrences(topic) > profile.occurrences(Topic::Container);
        if profile.different(topic) >= DIFFERENT && more {
            let words = profile.words_of(topic);
            let named = words[..words.len().min(NAMED)].join(", ");
            let why = format!("The text is about {what} rather than about software: {named}.");
            findings.in_record(&RULE, "", why).of(campaign);
        }
        if topic != Topic::Book && subject.title.different(topic) > 0 {
            let words = subject.title.words_of(topic).join(", ");
            let why = format!("The title promises {what}: {words}.");
            findings
                .in_record(&TITLE, subject.repository.name.as_deref().unwrap_or_default(), why)
                .of(campaign);
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("topic_words.toml"));
    }
}
