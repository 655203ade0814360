//! The same address again and again.
//!
//! **Sees** a bare address that stands in a text three times or more.
//!
//! **Why**: spam by mail repeats the one thing it wants: a channel, a chat, a
//! shop. Who explains something names a link once.
//!
//! **Innocents**: examples in manuals use an address of this machine or of a
//! reserved name, and stand in code.

use super::{Findings, Subject};
use crate::{
    destination::Url,
    verdict::{Campaign, Nature, Rule},
};
use std::collections::HashMap;

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "repeated-link", nature: Nature::Structure(40) };

/// How often is again and again.
const TIMES: usize = 3;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for (at, way, route) in subject.outside() {
        let Some((source, link)) = subject.origin_of(way) else { continue };
        let url = route.last();
        if !source.shows_itself(link) || is_example(url) {
            continue;
        }
        let times = times.entry(url.href.as_str()).or_default();
        *times += 1;
        if *times == TIMES {
            let why = "The same bare address stands in the text three times or more. Spam repeats the one thing it \
                       wants; manuals name a link once.";
            findings.about_link(&RULE, subject, at, why.to_owned()).of(Campaign::Other);
        }
    }
}

/// Whether an address is one of examples: this machine, a private network, or
/// a reserved name (<https://www.rfc-editor.org/rfc/rfc6761>).
fn is_example(url: &Url) -> bool {
    let host = url.host.as_str();
    let reserved = ["localhost", "example", "test", "invalid", "local", "example.com", "example.org", "example.net"];
    let dotted = host.bytes().all(|b| b.is_ascii_digit() || b == b'.') || host.starts_with('[');
    dotted || reserved.iter().any(|name| crate::destination::is_at_or_below(host, name)) || !host.contains('.')
}
