//! An address that does not look like what it is.
//!
//! **Sees** a name before the host (`https://docker.com@evil.example`), a host
//! whose letters are of several alphabets (`dоcker.com` with a Cyrillic о), a
//! public IP address instead of a name, and links that run instead of lead
//! (`javascript:`, `data:`).
//!
//! **Why**: each hides from a reader where a click goes. Readmes have no need of it.
//!
//! **Innocents**: a plain user name before the host is a login; addresses of
//! this machine and of private networks stand in manuals; hosts in one
//! alphabet, whichever, are names like others.

use super::{Findings, Subject};
use crate::{
    destination::{Destination, defang, is_public_address},
    verdict::{Nature, Rule},
};

/// A name before the host, or letters of several alphabets.
pub const DISGUISED: Rule = Rule { id: "disguised-host", nature: Nature::Structure(50) };
/// A public IP address.
pub const NUMBER: Rule = Rule { id: "numeric-host", nature: Nature::Structure(20) };
/// A link that runs instead of leads.
pub const SCRIPT: Rule = Rule { id: "script-link", nature: Nature::Structure(60) };

/// The addresses that everyone knows by number.
const RESOLVERS: [&str; 4] = ["1.1.1.1", "8.8.8.8", "8.8.4.4", "9.9.9.9"];

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for (at, way) in subject.links.iter().enumerate() {
        if let Destination::Content(url) = &way.destination {
            let why = format!("The link leads nowhere: it runs or shows its own content ({}:).", url.scheme);
            findings.about_link(&SCRIPT, subject, at, why);
        }
    }
    for (at, way, route) in subject.outside() {
        let url = route.last();
        let host = defang(&url.host);
        if route.hops().iter().any(|hop| hop.username.contains('.')) {
            let why = format!("What stands before the @ looks like the host, but the link leads to {host}.");
            findings.about_link(&DISGUISED, subject, at, why);
        } else if mixes_alphabets(&way.href) {
            let why = format!(
                "The host's letters are of several alphabets, so that it looks like another: {host}."
            );
            findings.about_link(&DISGUISED, subject, at, why);
        }
        if is_public_address(&url.host) && !RESOLVERS.contains(&url.host.as_str()) {
            let why =
                format!("The link leads to a number, {host}, instead of a name. Honest sites have names.");
            findings.about_link(&NUMBER, subject, at, why);
        }
    }
}

/// Whether one part of the host, as written, has Latin letters and others that look like them.
fn mixes_alphabets(href: &str) -> bool {
    let rest = href.split_once("//").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    host.split('.').any(|label| {
        let latin = label.chars().any(|c| c.is_ascii_alphabetic());
        // Greek and Cyrillic hold nearly all letters that look Latin.
        latin && label.chars().any(|c| matches!(c, '\u{0370}'..='\u{03FF}' | '\u{0400}'..='\u{052F}'))
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("odd_address.toml"));
    }
}
