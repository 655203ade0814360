//! Lists of repositories: what a search finds, what a namespace holds.

use super::{Badge, Repository};
use crate::{place::Name, platform::fields};
use serde::Serialize;

/// The repositories of a namespace, as `/v2/repositories/{ns}/` returns them.
/// The items lack `full_description`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// How many there are, on all pages.
    pub count: u64,
    /// Those of this page.
    pub results: Vec<Repository>,
}

/// What a search found, as `/api/search/v4` returns it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The repositories of this page.
    pub results: Vec<FoundItem>,
}

/// One repository of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundItem {
    /// `namespace/name`; official images may lack the namespace.
    pub slug: Option<String>,
    /// The same, in older answers.
    pub name: Option<String>,
    /// The short description.
    pub short_description: Option<String>,
    /// The badge of its publisher.
    pub badge: Option<Badge>,
    /// How often something was pulled from it.
    pub raw_pull_count: Option<u64>,
    /// What kinds of artefact it holds.
    pub content_types: Option<Vec<String>>,
}

fields!(Listing { count, results });

fields!(Found { results });

fields!(FoundItem { slug, name, short_description, badge, raw_pull_count, content_types });

impl FoundItem {
    /// Its record as far as the list tells.
    pub fn repository(&self) -> Option<Repository> {
        let slug = self.slug.as_deref().or(self.name.as_deref())?;
        let (namespace, name) = slug.split_once('/').unwrap_or(("library", slug));
        let name = Name::new(namespace, name).ok()?;
        Some(Repository {
            namespace: Some(name.namespace),
            name: Some(name.name),
            description: self.short_description.clone(),
            pull_count: self.raw_pull_count,
            content_types: self.content_types.clone(),
            ..Repository::default()
        })
    }
}

/// What is known of the repositories of one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Siblings {
    /// How many there are.
    pub count: u64,
    /// How many of them were looked at.
    pub seen: u64,
    /// How many of those hold nothing.
    pub empty: u64,
    /// How many of those that hold nothing have a name such as people do not give.
    pub generated: u64,
}

impl Siblings {
    /// Counts what `listing` holds.
    pub fn of(listing: &Listing) -> Self {
        let empty: Vec<&Repository> = listing.results.iter().filter(|one| one.holds_nothing()).collect();
        let generated =
            empty.iter().filter(|one| one.name.as_deref().is_some_and(is_generated)).count() as u64;
        Self {
            count: listing.count.max(listing.results.len() as u64),
            seen: listing.results.len() as u64,
            empty: empty.len() as u64,
            generated,
        }
    }
}

/// Whether a program made up `name`: the phrase of a search query, four words
/// and more (`9300-cisco-ios-download`), `website` (JFrog, 2024-04-30), or words
/// run together with a number behind (`driversonyxperiaedfa8760`, docker/hub-feedback#1219).
pub fn is_generated(name: &str) -> bool {
    let words = name.split(['-', '_', '.']).filter(|word| !word.is_empty()).count();
    let run_together = name.len() >= 18 && words == 1 && name.ends_with(|c: char| c.is_ascii_digit());
    words >= 4 || name == "website" || run_together
}

#[cfg(test)]
mod tests {
    use super::{Found, Listing, Siblings, is_generated};
    use crate::{hub::Badge, platform::parse_json};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_found_item_is_a_record() {
        let found: Found = parse_json(
            r#"{"total": 2, "results": [
                {"slug": "Some/Thing", "short_description": "x", "badge": "verified_publisher", "raw_pull_count": 7},
                {"name": "nginx", "badge": "official"}, {"slug": "../x"}, {}]}"#,
        )
        .unwrap();
        let records: Vec<_> = found.results.iter().filter_map(super::FoundItem::repository).collect();
        let names: Vec<_> =
            records.iter().map(|one| (one.namespace.as_deref(), one.name.as_deref())).collect();
        assert_eq!(names, [(Some("some"), Some("thing")), (Some("library"), Some("nginx"))]);
        assert_eq!(found.results[0].badge, Some(Badge::VerifiedPublisher));
    }

    #[test]
    fn counts_what_an_account_holds() {
        let listing: Listing = parse_json(
            r#"{"count": 214, "results": [
                {"name": "free-photo-editor-download", "content_types": [], "media_types": []},
                {"name": "notes", "status": 0, "content_types": []},
                {"name": "tool", "content_types": ["image"]}, {"name": "unknown"}]}"#,
        )
        .unwrap();
        assert_eq!(Siblings::of(&listing), Siblings { count: 214, seen: 4, empty: 2, generated: 1 });
    }

    #[test]
    fn tells_made_up_names() {
        for (name, generated) in [
            ("9300-cisco-ios-download", true),
            ("website", true),
            ("driversonyxperiaedfa8760", true),
            ("docker101tutorial", false),
            ("home-assistant", false),
            ("my-first-app", false),
        ] {
            assert_eq!(is_generated(name), generated, "{name}");
        }
    }
}
