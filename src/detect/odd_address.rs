//! An address that does not look like what it is.
//!
//! **Sees** a name before the host (`https://docker.com@evil.example`), a host
//! whose letters are of several alphabets or only look Latin (`dоcker.com` with a
//! Cyrillic о), written so or in punycode, a public IP address instead of a name,
//! an unusual port in a text not about software, and links that run instead of
//! lead (`javascript:`, `data:`).
//!
//! **Why**: each hides from a reader where a click goes. Readmes have no need of it.
//!
//! **Innocents**: a plain user name before the host is a login; addresses of
//! this machine and of private networks stand in manuals, and servers of one's
//! own have ports; hosts in one alphabet under a domain of that alphabet,
//! whichever, are names like others; what the page shows beside the texts is the
//! site's own.

use super::{Findings, Subject, off_topic::is_off_topic};
use crate::{
    destination::{Destination, Url, defang, is_public_address, shown},
    readme::taken_for,
    rules::weights,
    sentence::why,
    verdict::{Field, Rule},
};

/// A name before the host, or letters of several alphabets.
pub const DISGUISED: Rule = Rule { id: "disguised-host", nature: weights::DISGUISED_HOST };
/// A public IP address.
pub const NUMBER: Rule = Rule { id: "numeric-host", nature: weights::NUMERIC_HOST };
/// A port that web sites do not have.
pub const PORT: Rule = Rule { id: "odd-port", nature: weights::ODD_PORT };
/// A link that runs instead of leads.
pub const SCRIPT: Rule = Rule { id: "script-link", nature: weights::SCRIPT_LINK };

/// The addresses that everyone knows by number.
const RESOLVERS: [&str; 4] = ["1.1.1.1", "8.8.8.8", "8.8.4.4", "9.9.9.9"];

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for (at, way) in subject.links.iter().enumerate() {
        // Controls of the site itself are often links that run a script of it.
        if let (Destination::Content(url), true) = (&way.destination, way.field != Field::Page) {
            let why = why::SCRIPT_LINK.with([url.scheme().to_owned()]);
            findings.about_link(&SCRIPT, subject, at, why);
        }
    }
    let off_topic = is_off_topic(subject);
    for (at, _, route) in subject.outside() {
        let url = route.last();
        if route.hops().iter().any(|hop| hop.username().contains('.')) {
            let why = why::BEFORE_THE_AT.with([defang(url.host())]);
            findings.about_link(&DISGUISED, subject, at, why);
        } else if let Some(hop) = route.hops().iter().find(|hop| is_disguised(hop)) {
            let host = shown(hop.host());
            let real = defang(hop.host());
            let why = match taken_for(&host) {
                Some(other) => why::DISGUISED_HOST.with([defang(&other), real]),
                None => why::MIXED_HOST.with([real]),
            };
            findings.about_link(&DISGUISED, subject, at, why);
        }
        if let Some(port) = url.port().filter(|_| off_topic) {
            let why = why::ODD_PORT.with([port.to_string()]);
            findings.about_link(&PORT, subject, at, why);
        }
        if is_public_address(url.host()) && !RESOLVERS.contains(&url.host()) {
            let why = why::NUMERIC_HOST.with([defang(url.host())]);
            findings.about_link(&NUMBER, subject, at, why);
        }
    }
}

/// Whether a label of the host has Latin letters and others that look like them,
/// or only such others under a domain in Latin letters.
fn is_disguised(url: &Url) -> bool {
    let host = shown(url.host());
    if host.is_ascii() {
        return false;
    }
    let mut labels = host.split('.');
    let latin_domain = labels.clone().next_back().is_some_and(str::is_ascii);
    labels.any(|label| {
        let latin = label.chars().any(|c| c.is_ascii_alphabetic());
        // Greek and Cyrillic hold nearly all letters that look Latin.
        let other = |c| matches!(c, '\u{0370}'..='\u{03FF}' | '\u{0400}'..='\u{052F}');
        label.chars().any(other) && (latin || (latin_domain && taken_for(label).is_some()))
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
