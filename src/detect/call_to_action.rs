//! The line that says: download here.
//!
//! **Sees** a link that shows its own address (or a bare one) on a line of its
//! own, behind a word such as "Download" or a decoration, or both:
//! `**DOWNLOAD ⚙⚙⚙ [https://…](https://…)**`.
//!
//! **Why**: it is what the lure is for. The text around it is copied or
//! generated, but someone has to be told where to click, and the generator of
//! the Downloader campaign has written that line in the same few ways since
//! 2021 (11 of 12 mirrored readmes, 74 of 75 mails).
//!
//! **Innocents**: honest readmes name their links and do not decorate a bare
//! address. `[**Download ZIP**](…)` is common where it leads to code, and counts
//! little elsewhere. "Download: https://…" occurs in 3 of 9,376
//! honest files: that form alone is not enough for suspicion.

use super::{Findings, Reason, Source, Subject, off_topic::is_off_topic};
use crate::{
    readme::{Form, Link, lower},
    rules::{self, Signal, weights},
    sentence::why,
    verdict::{Campaign, Rule},
};
use std::ops::Range;

/// A decorated line with a link that shows its own address.
pub const DECORATED: Rule = Rule { id: "decorated-call", nature: weights::DECORATED_CALL };
/// A line that says "download" and nothing else before an address.
pub const PLAIN: Rule = Rule { id: "plain-call", nature: weights::PLAIN_CALL };

/// A link that is called "download" and nothing else, alone on its line.
pub const NAMED: Rule = Rule { id: "named-call", nature: weights::NAMED_CALL };

/// "Download" in the campaigns' languages; all are words of `rules/signals.tsv`.
const VERBS: [&str; 18] = [
    "download",
    "downloads",
    "descargar",
    "descarga",
    "baixar",
    "télécharger",
    "telecharger",
    "herunterladen",
    "scaricare",
    "скачать",
    "unduh",
    "indir",
    "i̇ndir",
    "下载",
    "تحميل",
    "تنزيل",
    "डाउनलोड",
    "ดาวน์โหลด",
];

/// What stands beside it without saying anything.
const FILLERS: [&str; 36] = [
    "click",
    "klik",
    "get",
    "visit",
    "file",
    "zip",
    "now",
    "here",
    "free",
    "full",
    "version",
    "link",
    "links",
    "latest",
    "this",
    "the",
    "it",
    "for",
    "pdf",
    "gratis",
    "aquí",
    "aqui",
    "ici",
    "hier",
    "agora",
    "ahora",
    "бесплатно",
    "здесь",
    "sekarang",
    "disini",
    "di",
    "sini",
    "ücretsiz",
    "hemen",
    "مجانا",
    "立即",
];

/// The most words a call has.
const LONGEST_CALL: usize = 5;

/// The longest title before a decoration, in bytes: longer text is prose.
const LONGEST_LEAD: usize = 120;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let off_topic = is_off_topic(subject);
    let verb = subject.hits(|reason| reason == Reason::Word(Signal::Call)).next().is_some();
    for (at, way, route) in subject.outside() {
        let Some((source, link)) = subject.origin_of(way) else { continue };
        let Some((rule, range)) = call(source, link, off_topic, verb) else { continue };
        if rules::is_code_host(route.last().host()) {
            continue;
        }
        let why = match rule.id {
            "decorated-call" => why::DECORATED_CALL.with([]),
            "plain-call" => why::PLAIN_CALL.with([]),
            _ => why::NAMED_CALL.with([]),
        };
        let evidence = findings.in_text(rule, source, &range, why).of(Campaign::Downloader);
        evidence.link = Some(at);
    }
}

/// The rule that the line of `link` meets, and where it stands; `off_topic`
/// tells whether the text has nothing to do with software, `verb` whether it has one of [`VERBS`].
fn call(source: &Source, link: &Link, off_topic: bool, verb: bool) -> Option<(&'static Rule, Range<usize>)> {
    let Some((line, lead)) = lead(source, link) else {
        let named = source.readme.text_of(link);
        let is_named = verb && !link.image && is_call(named);
        let line = || {
            let start = source.readme.line_start(link.range.start, LONGEST_LEAD)?;
            Some(start..source.readme.line_end(link.range.end, LONGEST_LEAD)?)
        };
        let line = if is_named { line() } else { None };
        let alone = line.is_some_and(|line| words(source.readme.text.slice(&line)) == words(named));
        return alone.then_some((&NAMED, link.range.clone()));
    };
    let text = source.readme.text.slice(&lead);
    // In a text about software only the generator's own form counts: people do
    // decorate what they offer, but do not write an address out twice.
    let calls = verb && is_call(text);
    let generated = link.form == Form::Inline && calls;
    let titled = off_topic && (calls || link.strong) && !words(text).is_empty();
    if (generated || titled) && is_decorated(text) {
        Some((&DECORATED, line))
    } else if calls {
        Some((&PLAIN, line))
    } else {
        None
    }
}

/// Whether `text` tells to download, and nothing else.
fn is_call(text: &str) -> bool {
    let words = words(text);
    let known = |word: &String| VERBS.contains(&word.as_str()) || FILLERS.contains(&word.as_str());
    words.len() <= LONGEST_CALL
        && words.iter().all(known)
        && words.iter().any(|word| VERBS.contains(&word.as_str()))
}

/// The call of `link`: from the start of its line to the end of the link, and
/// the part before the link. A link that begins its line is called for by the
/// line before. `None` if the link has a name or is not alone behind its call.
fn lead(source: &Source, link: &Link) -> Option<(Range<usize>, Range<usize>)> {
    if !source.shows_itself(link) {
        return None;
    }
    let text = source.readme.text.as_str();
    let mut start = source.readme.line_start(link.range.start, LONGEST_LEAD)?;
    // Only white space may follow, or a mark: after it the sentence goes on.
    let mut behind = text[link.range.end..].chars().take_while(|c| *c != '\n');
    if behind.any(char::is_alphanumeric) {
        return None;
    }
    if text[start..link.range.start].trim().is_empty() {
        start = source.readme.line_start(text[..start].trim_end().len(), LONGEST_LEAD)?;
    }
    let lead = start..link.range.start;
    (!lead.is_empty() && lead.len() <= LONGEST_LEAD).then_some((start..link.range.end, lead))
}

/// The words of a text, in lower case, without its decoration.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(lower).collect()
}

/// Whether a lead ends with signs that are no punctuation: `✵`, `⚙⚙⚙`, `===>`, `→`.
fn is_decorated(lead: &str) -> bool {
    let tail = lead.trim_end();
    let signs = &tail[tail
        .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | ']' | '"' | '\''))
        .len()..];
    let ascii = signs.chars().filter(|c| c.is_ascii() && !c.is_whitespace()).count();
    let others = signs
        .chars()
        .filter(|c| !c.is_ascii() && !c.is_whitespace() && !matches!(c, '：' | '。' | '、'))
        .count();
    others > 0 || ascii >= 3 || signs.trim() == ">" || signs.trim() == ">>"
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("call_to_action.toml"));
    }
}
