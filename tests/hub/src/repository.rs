//! The repositories that are served: one JSON object a line, with Docker Hub's
//! own field names.

use serde::Deserialize;
use serde_json::Value;

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
    /// How often it was pulled.
    pub pull_count: u64,
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

/// A line as it is written; whatever is left out is filled in.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    namespace: Option<String>,
    name: Option<String>,
    description: Option<String>,
    full_description: Option<String>,
    status: Option<i64>,
    #[serde(default)]
    tags: Value,
    #[serde(default)]
    pull_count: u64,
}

impl Repository {
    /// Reads a file of repositories.
    pub fn read_all(ndjson: &str) -> Result<Vec<Self>, ReadError> {
        let lines = ndjson.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        lines
            .map(|(number, line)| {
                let read: Line =
                    serde_json::from_str(line).map_err(|error| ReadError { line: number + 1, error })?;
                Ok(Self::from(read))
            })
            .collect()
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
            pull_count: line.pull_count,
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
