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
    rules::{Topic, weights},
    sentence::why,
    verdict::{Campaign, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "topic-words", nature: weights::TOPIC_WORDS };

/// The rule for the title alone.
pub const TITLE: Rule = Rule { id: "topic-title", nature: weights::TOPIC_TITLE };

/// How many different words make a topic.
const DIFFERENT: usize = 3;

/// How many words are named.
const NAMED: usize = 5;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let profile = &subject.profile;
    for (topic, text, title, campaign) in [
        (Topic::Book, why::BOOKS_TEXT, None, Campaign::Ebook),
        (Topic::Piracy, why::PIRACY_TEXT, Some(why::PIRACY_TITLE), Campaign::Downloader),
        (Topic::Gambling, why::GAMBLING_TEXT, Some(why::GAMBLING_TITLE), Campaign::Website),
        (Topic::Shopping, why::SHOPPING_TEXT, Some(why::SHOPPING_TITLE), Campaign::Other),
    ] {
        let more = profile.occurrences(topic) > profile.occurrences(Topic::Container);
        if profile.different(topic) >= DIFFERENT && more {
            let words = profile.words_of(topic);
            let named = words[..words.len().min(NAMED)].join(", ");
            findings.in_record(&RULE, "", text.with([named])).of(campaign);
        }
        if let Some(title) = title.filter(|_| subject.title.names(topic)) {
            let words = subject.title.words_of(topic).join(", ");
            findings
                .in_record(
                    &TITLE,
                    subject.repository.name.as_deref().unwrap_or_default(),
                    title.with([words]),
                )
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
