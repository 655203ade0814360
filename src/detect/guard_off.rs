//! Advice to switch off what would stop the malware.
//!
//! **Sees** a line that tells the reader to disable Defender, an antivirus or
//! real-time protection, or to add an exclusion to it.
//!
//! **Why**: no program needs that, malware does.
//!
//! **Innocents**: pages about malware analysis and about antivirus images say
//! such things too. That is why it only supports other evidence.

use super::{Findings, Reason, Subject};
use crate::{
    platform::lower,
    rules::{Signal, weights},
    sentence::why,
    verdict::{Campaign, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "guard-off", nature: weights::GUARD_OFF };

/// The beginnings of words for switching off, in the campaigns' languages.
const OFF: [&str; 16] = [
    "disable",
    "turn off",
    "deactivate",
    "switch off",
    "exclusion",
    "whitelist",
    "отключ",
    "выключ",
    "desactiv",
    "désactiv",
    "desativ",
    "deaktivier",
    "kapat",
    "matikan",
    "关闭",
    "عطل",
];

/// What is switched off. Each has a word of `rules/signals.tsv`.
const GUARDS: [&str; 9] = [
    "defender",
    "antivirus",
    "anti-virus",
    "real-time protection",
    "smartscreen",
    "антивирус",
    "virenschutz",
    "杀毒",
    "防病毒",
];

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    if subject.outside().next().is_none() {
        return;
    }
    let found = subject.lines(|reason| reason == Reason::Word(Signal::Guard)).find(|(source, range)| {
        let line = lower(source.readme.text.slice(range));
        let has = |list: &[&str]| list.iter().any(|word| line.contains(word));
        has(&GUARDS) && has(&OFF)
    });
    if let Some((source, range)) = found {
        findings.in_text(&RULE, source, &range, why::GUARD_OFF.with([])).of(Campaign::Downloader);
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("guard_off.toml"));
    }
}
