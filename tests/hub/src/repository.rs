//! What is served: one JSON object a line, a repository or an account, with
//! Docker Hub's own field names.

use serde::Deserialize;
use serde_json::Value;

/// Everything the site holds.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Its repositories.
    pub repositories: Vec<Repository>,
    /// Those of its accounts that say something about themselves; every other
    /// namespace that holds a repository is a user without words.
    pub accounts: Vec<Account>,
}

/// A repository as the site knows it.
#[derive(Clone, Debug)]
pub struct Repository {
    /// The Docker ID it belongs to.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// The short description.
    pub description: String,
    /// The overview.
    pub full_description: String,
    /// 0 never pushed, 1 active.
    pub status: i64,
    /// How many tags it has.
    pub tags: u64,
    /// How many its page shows, where that differs.
    pub tags_shown: Option<u64>,
    /// What its tags are: `image`, `helm`, …
    pub content_type: String,
    /// The size of each, in bytes.
    pub full_size: u64,
    /// How often it was pulled.
    pub pull_count: u64,
    /// Whether visitors may not see it.
    pub is_private: bool,
}

/// A user, or an organisation.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Account {
    /// The Docker ID.
    pub account: String,
    /// Whether it is an organisation.
    #[serde(default)]
    pub organisation: bool,
    /// The name it shows.
    #[serde(default)]
    pub full_name: String,
    /// Its company.
    #[serde(default)]
    pub company: String,
    /// Its home page.
    #[serde(default)]
    pub profile_url: String,
    /// Docker's badge: `verified_publisher`, `open_source`.
    pub badge: Option<String>,
}

/// A line that is no repository.
#[derive(Debug)]
pub struct ReadError {
    /// The number of the line, from 1.
    pub line: usize,
    /// What is wrong.
    pub error: serde_json::Error,
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.error)
    }
}

impl std::error::Error for ReadError {}

/// A repository as it is written; whatever is left out is filled in.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Line {
    id: Value,
    namespace: Option<String>,
    name: Option<String>,
    description: Option<String>,
    full_description: Option<String>,
    status: Option<i64>,
    tags: Value,
    tags_shown: Option<u64>,
    content_type: Option<String>,
    full_size: Option<u64>,
    pull_count: u64,
    is_private: bool,
}

impl Content {
    /// Reads a file of repositories and accounts.
    pub fn read(ndjson: &str) -> Result<Self, ReadError> {
        let mut content = Self::default();
        for (number, line) in ndjson.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let at = |error| ReadError { line: number + 1, error };
            let value: Value = serde_json::from_str(line).map_err(at)?;
            if value.get("account").is_some() {
                content.accounts.push(serde_json::from_value(value).map_err(at)?);
            } else {
                content.repositories.push(Repository::read(value).map_err(at)?);
            }
        }
        Ok(content)
    }
}

impl Repository {
    /// Reads one repository; whatever is left out is filled in.
    pub fn read(value: Value) -> Result<Self, serde_json::Error> {
        Ok(Self::from(serde_json::from_value::<Line>(value)?))
    }

    /// `namespace/name`
    pub fn full_name(&self) -> String {
        format!("{}/{}", self.namespace, self.name)
    }

    /// Its address on the site.
    pub fn path(&self) -> String {
        if self.namespace == "library" {
            format!("/_/{}", self.name)
        } else {
            format!("/r/{}", self.full_name())
        }
    }
}

impl From<Line> for Repository {
    fn from(line: Line) -> Self {
        let id = match &line.id {
            Value::String(id) => id.clone(),
            Value::Null => "unnamed".to_owned(),
            other => other.to_string(),
        };
        let tags = match &line.tags {
            Value::Array(tags) => tags.len() as u64,
            other => other.as_u64().unwrap_or(1),
        };
        Self {
            namespace: valid_name(line.namespace.as_deref().unwrap_or("nobody")),
            name: valid_name(line.name.as_deref().unwrap_or(&id)),
            description: line.description.unwrap_or_default(),
            full_description: line.full_description.unwrap_or_default(),
            status: line.status.unwrap_or(1),
            tags,
            tags_shown: line.tags_shown,
            content_type: line.content_type.unwrap_or_else(|| "image".to_owned()),
            full_size: line.full_size.unwrap_or(30_000_000),
            pull_count: line.pull_count,
            is_private: line.is_private,
        }
    }
}

/// The nearest name that Docker Hub allows.
fn valid_name(name: &str) -> String {
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let words: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "unnamed".to_owned() } else { words.join("-") }
}
