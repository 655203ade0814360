//! What a Docker Hub URL shows.

use crate::platform;
use crate::url::Url;
use serde::Serialize;
use thiserror::Error;

/// The host of every page Hullcheck looks at.
pub const HOST: &str = "hub.docker.com";

/// What a page of Docker Hub shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Place {
    /// A repository's overview: `/r/ns/name`, `/_/name`, `/r/library/name`.
    Repository(Name),
    /// A repository's tags, or one of its images under `/layers/…`.
    Tags(Name),
    /// A user's or an organisation's profile: `/u/name`.
    Profile {
        /// The Docker ID.
        namespace: String,
    },
    /// What a search found: `/search?q=…`.
    Search(Search),
    /// A list that no API of Docker Hub's is known for: `/explore`, the catalogues.
    Catalogue,
    /// The owner's view of a repository: `/repository/docker/ns/name/…`.
    Owner(Name),
    /// Anything else, on Docker Hub or not.
    Elsewhere,
}

/// The name of a repository: `namespace/name`, both lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Name {
    /// The Docker ID it belongs to; `library` for Docker Official Images.
    pub namespace: String,
    /// The name within the namespace.
    pub name: String,
}

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Search {
    /// The words.
    pub query: String,
    /// The page of the results, from 1.
    pub page: u64,
    /// What narrows and sorts them, as the site's own address says it.
    pub filters: Vec<(String, String)>,
}

/// A word that cannot be part of a repository's name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "{0:?} is not a repository name: use lower-case letters, digits and single '.', '_', '-' between them"
)]
pub struct NameError(String);

impl Name {
    /// Makes a name of its two parts, lower-cased.
    ///
    /// Lenient on purpose: Docker Hub has had several rules over the years, so
    /// any run of letters, digits, `.`, `_` and `-` that starts and ends with a
    /// letter or digit is taken (Docker's reference grammar allows `__` and `--`).
    pub fn new(namespace: &str, name: &str) -> Result<Self, NameError> {
        let part = |part: &str| {
            let part = part.to_ascii_lowercase();
            let end = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
            let whole = end(part.chars().next()) && end(part.chars().next_back());
            if whole && part.chars().all(inner) && !part.contains("..") {
                Ok(part)
            } else {
                Err(NameError(part))
            }
        };
        Ok(Self { namespace: part(namespace)?, name: part(name)? })
    }
}

impl Search {
    /// What the address's query narrows and sorts by; the API takes the same names.
    const FILTERS: [&str; 6] = ["type", "sort", "order", "badges", "operating_system", "architecture"];

    /// More pages than Docker Hub shows of any search.
    const LAST_PAGE: u64 = 10_000;

    fn of(query: &str) -> Self {
        let mut search = Self { page: 1, ..Self::default() };
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*key {
                "q" => search.query = value.into_owned(),
                "page" => search.page = value.parse().unwrap_or(1).clamp(1, Self::LAST_PAGE),
                key if Self::FILTERS.contains(&key) => {
                    search.filters.push((key.to_owned(), value.into_owned()));
                }
                _ => {}
            }
        }
        search
    }
}

impl Place {
    /// Reads a page's URL.
    ///
    /// Routes as captured from hub.docker.com in 2025 and 2026; an unknown
    /// route is [`Place::Elsewhere`].
    pub fn of(url: &str) -> Self {
        let Some(url) = Url::parse(url, "about:blank") else { return Self::Elsewhere };
        if url.scheme() != "https" || url.host() != HOST || url.port().is_some() {
            return Self::Elsewhere;
        }
        // The site's router decodes what it compares, and ignores case.
        let decoded: Vec<String> = url
            .path()
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(|segment| platform::percent_decode(segment).to_ascii_lowercase())
            .collect();
        let segments: Vec<&str> = decoded.iter().map(String::as_str).collect();
        let named = |namespace: &str, name: &str, place: fn(Name) -> Self| {
            Name::new(namespace, name).map_or(Self::Elsewhere, place)
        };
        let old_tags = form_urlencoded::parse(url.query().as_bytes())
            .any(|(key, value)| key == "tab" && value == "tags");
        let overview = if old_tags { Self::Tags } else { Self::Repository };
        match segments[..] {
            ["r", namespace, name, "tags", ..] | ["layers", namespace, name, ..] => {
                named(namespace, name, Self::Tags)
            }
            ["_", name, "tags", ..] => named("library", name, Self::Tags),
            ["r", namespace, name, ..] => named(namespace, name, overview),
            ["_", name, ..] => named("library", name, overview),
            ["repository", "docker", namespace, name, ..] => named(namespace, name, Self::Owner),
            ["u", namespace, ..] => match Name::new(namespace, "any") {
                Ok(name) => Self::Profile { namespace: name.namespace },
                Err(_) => Self::Elsewhere,
            },
            ["search", ..] => Self::Search(Search::of(url.query())),
            ["explore" | "mcp" | "catalogs" | "hardened-images" | "extensions", ..] => Self::Catalogue,
            _ => Self::Elsewhere,
        }
    }

    /// The repository whose readme this page shows to a visitor, if it shows one.
    pub fn repository(&self) -> Option<&Name> {
        match self {
            Self::Repository(name) | Self::Tags(name) => Some(name),
            Self::Profile { .. } | Self::Search(_) | Self::Catalogue | Self::Owner(_) | Self::Elsewhere => {
                None
            }
        }
    }

    /// Whether Docker Hub shows repositories of others as cards here.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::Profile { .. } | Self::Search(_) | Self::Catalogue)
    }
}

#[cfg(test)]
mod tests {
    use super::{Name, Place, Search};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn name(namespace: &str, name: &str) -> Name {
        Name::new(namespace, name).unwrap()
    }

    fn search(query: &str, page: u64, filters: &[(&str, &str)]) -> Search {
        let filters = filters.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Search { query: query.into(), page, filters }
    }

    #[test]
    fn reads_each_route() {
        for (path, place) in [
            ("/r/grafana/loki", Place::Repository(name("grafana", "loki"))),
            ("/r/grafana/loki/", Place::Repository(name("grafana", "loki"))),
            ("/r/Grafana/Loki?utm=1#x", Place::Repository(name("grafana", "loki"))),
            ("/_/nginx", Place::Repository(name("library", "nginx"))),
            ("/r/library/nginx", Place::Repository(name("library", "nginx"))),
            ("/r/a/b__c--d", Place::Repository(name("a", "b__c--d"))),
            ("/R/grafana/lok%69/general", Place::Repository(name("grafana", "loki"))),
            ("/r/grafana/loki/tags", Place::Tags(name("grafana", "loki"))),
            ("/r/grafana/loki?tab=tags", Place::Tags(name("grafana", "loki"))),
            ("/_/nginx/tags", Place::Tags(name("library", "nginx"))),
            ("/layers/library/nginx/latest/images/sha256-ab", Place::Tags(name("library", "nginx"))),
            ("/u/rubyapi", Place::Profile { namespace: "rubyapi".into() }),
            (
                "/search?q=a+b&page=2&sort=updated_at&x=1",
                Place::Search(search("a b", 2, &[("sort", "updated_at")])),
            ),
            ("/search?page=-1", Place::Search(search("", 1, &[]))),
            ("/search?page=18446744073709551615", Place::Search(search("", 10_000, &[]))),
            ("/hardened-images/catalog", Place::Catalogue),
            ("/repository/docker/me/mine/general", Place::Owner(name("me", "mine"))),
            ("/billing", Place::Elsewhere),
            ("/", Place::Elsewhere),
            ("/r/%2e%2e/b", Place::Elsewhere),
            ("/r/a%2fb/c", Place::Elsewhere),
            ("/r/a/..b", Place::Elsewhere),
            ("/r/a", Place::Elsewhere),
        ] {
            assert_eq!(Place::of(&format!("https://hub.docker.com{path}")), place, "{path}");
        }
    }

    #[test]
    fn other_hosts_are_elsewhere() {
        for url in [
            "http://hub.docker.com/r/a/b",
            "https://hub.docker.com:8443/r/a/b",
            "https://hub.docker.com.evil.example/r/a/b",
            "https://docs.docker.com/r/a/b",
            "not a url",
        ] {
            assert_eq!(Place::of(url), Place::Elsewhere, "{url}");
        }
    }
}
