//! A text whose every way out is a chat.
//!
//! **Sees** that all outside links lead to a messenger, in a text that has
//! nothing to do with containers or software.
//!
//! **Why**: who sells drugs, papers or followers has no site that lasts; a
//! channel is all there is to go to.
//!
//! **Innocents**: a project's chat stands beside its source, and in a text
//! about software.

use super::{Findings, Subject, off_topic::is_off_topic};
use crate::{
    rules::{is_at_or_below, weights},
    sentence::why,
    verdict::{Campaign, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "chat-link", nature: weights::CHAT_LINK };

const MESSENGERS: [&str; 8] =
    ["t.me", "telegram.me", "telegram.dog", "wa.me", "whatsapp.com", "signal.me", "threema.id", "wickr.com"];

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let is_chat = |host: &str| MESSENGERS.iter().any(|messenger| is_at_or_below(host, messenger));
    let mut ways = subject.outside().filter(|(_, way, _)| way.link.is_some()).peekable();
    let Some((first, _, _)) = ways.peek().copied() else { return };
    if ways.all(|(_, _, route)| is_chat(route.last().host())) && is_off_topic(subject) {
        let why = why::CHAT_LINK.with([]);
        findings.about_link(&RULE, subject, first, why).of(Campaign::Other);
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("chat_link.toml"));
    }
}
