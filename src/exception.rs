//! What a user let through.
//!
//! An exception is bound to what was seen when it was given: it lapses when that
//! changes, and after thirty days, so that nobody has to remember it.

use crate::{
    place::Place,
    platform::{Read, Record, Value},
    verdict::{Level, Nature, Verdict},
};
use serde::Serialize;
use uuid::Uuid;

/// How long an exception holds, in milliseconds: thirty days.
pub const HOLDS_MS: f64 = 30.0 * 24.0 * 60.0 * 60.0 * 1000.0;

/// The namespace of fingerprints.
const FINGERPRINTS: Uuid = Uuid::from_u128(0x1d2c_9a54_07be_4f1e_9c57_aa0b_61f3_88d2);

/// Leave to open what was stopped.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Exception {
    /// The page it was given on, as [`page_of`] names it.
    pub page: String,
    /// The link it is for; all links of the page if there is none.
    pub href: Option<String>,
    /// What was seen there, as [`fingerprint`] has it.
    pub fingerprint: String,
    /// When it was given, in milliseconds since 1970.
    pub given: f64,
}

impl Read for Exception {
    fn read(value: Value) -> Option<Self> {
        let mut record = Record::read(value)?;
        let href: Value = record.take("href")?;
        Some(Self {
            page: record.take("page")?,
            // One for a link that cannot be read must not become one for the page.
            href: if href.is_nothing() { None } else { Some(String::read(href)?) },
            fingerprint: record.take("fingerprint")?,
            given: record.take("given")?,
        })
    }
}

impl Exception {
    /// Whether it lets `href` open on `page`, where `fingerprint` is seen, at `now`.
    pub fn holds(&self, page: &str, href: &str, fingerprint: &str, now: f64) -> bool {
        self.page == page
            && self.href.as_ref().is_none_or(|only| only == href)
            && self.fingerprint == fingerprint
            && (0.0..HOLDS_MS).contains(&(now - self.given))
    }
}

/// The name of what a page is about: a repository by its own name, whichever of
/// its pages is shown. A page about nobody has none, and no exception is given there.
pub fn page_of(place: &Place) -> Option<String> {
    match place {
        Place::Repository(name) | Place::Tags(name) | Place::Owner(name) => {
            Some(format!("{}/{}", name.namespace, name.name))
        }
        Place::Profile { namespace } => Some(format!("u/{namespace}")),
        Place::Search(_) | Place::Catalogue | Place::Elsewhere => None,
    }
}

/// A name for what was seen: the proofs and structures of `verdict` with what
/// they quote, where the links lead that something was seen about, or that it could not be inspected. Words and circumstances change
/// from day to day and do not count.
pub fn fingerprint(verdict: &Verdict) -> String {
    let mut seen: Vec<(&str, &str)> = verdict
        .evidence
        .iter()
        .filter(|found| matches!(found.rule.nature, Nature::Proof | Nature::Structure(_)))
        .map(|found| (found.rule.id, found.quote.as_str()))
        .collect();
    if verdict.level == Level::NotInspected {
        seen.push(("not-inspected", ""));
    }
    // Links are called by any text: where they lead is what was agreed to.
    for link in verdict.links.iter().filter(|link| link.rule.is_some()) {
        let way = link.hops.iter().map(String::as_str);
        seen.extend(std::iter::once(link.href.as_str()).chain(way).map(|address| ("link", address)));
    }
    seen.sort_unstable();
    seen.dedup();
    let text: Vec<String> = seen.iter().map(|(rule, quote)| format!("{rule}\0{quote}")).collect();
    Uuid::new_v5(&FINGERPRINTS, text.join("\0\0").as_bytes()).to_string()
}

#[cfg(test)]
mod tests {
    use super::fingerprint;
    use crate::{
        hub::Repository,
        inspect::{Options, repository},
        platform::parse_json,
    };
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_fingerprint_changes_with_what_was_seen() {
        let of = |json: serde_json::Value| {
            let record: Repository = parse_json(&json.to_string()).unwrap();
            fingerprint(&repository(&record, &Options::default()))
        };
        let lure =
            |slug: &str| format!("**Download ✵ [https://tinurll.com/{slug}](https://tinurll.com/{slug})**");
        let named = |slug: &str| {
            of(serde_json::json!({ "full_description": format!("[Get it](https://tinurll.com/{slug})") }))
        };
        assert_ne!(named("a"), named("b"), "another address under the same text");
        let one = of(serde_json::json!({ "full_description": lure("2A0TbB"), "tags": 0 }));
        assert_eq!(
            one,
            of(serde_json::json!({ "full_description": lure("2A0TbB"), "tags": 3, "pull_count": 0 }))
        );
        assert_ne!(one, of(serde_json::json!({ "full_description": lure("2A0TbC"), "tags": 0 })));
    }
}
