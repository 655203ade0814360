//! What a chatbot leaves in a text nobody read.
//!
//! **Sees** citation marks without notes (`[^1^]`) and the phrases with which
//! assistants answer ("As an AI language model", "Sure! Here is").
//!
//! **Why**: the Downloader campaign's texts of 2023 are chatbot articles, cut in
//! the middle of a sentence, with their citation marks left in.
//!
//! **Innocents**: pages about chatbots quote such phrases. It only supports
//! other evidence.

use super::{Findings, Reason, Subject};
use crate::{
    platform::lower,
    rules::{Signal, weights},
    sentence::why,
    verdict::Rule,
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "chatbot-leftovers", nature: weights::CHATBOT_LEFTOVERS };

/// Each has a word of `rules/signals.tsv`.
const PHRASES: [&str; 5] = [
    "as an ai language model",
    "as a large language model",
    "sure! here is",
    "sure, here is",
    "i hope this article",
];

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let said = |reason| matches!(reason, Reason::Citation | Reason::Word(Signal::Chatbot));
    let found = subject.lines(said).find(|(source, range)| {
        let line = source.readme.text.slice(range);
        let lowered = lower(line);
        has_citation(line) || PHRASES.iter().any(|phrase| lowered.contains(phrase))
    });
    if let Some((source, range)) = found {
        findings.in_text(&RULE, source, &range, why::CHATBOT_LEFTOVERS.with([]));
    }
}

/// Whether `line` holds a citation mark such as `[^12^]`.
fn has_citation(line: &str) -> bool {
    line.match_indices("[^").any(|(at, _)| {
        let rest = &line[at + 2..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&digits) && rest[digits..].starts_with("^]")
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("chatbot_leftovers.toml"));
    }
}
