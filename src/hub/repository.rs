//! The repository object of Docker Hub's API.

use super::Tags;
use crate::platform::{Read, Record, Value};

/// Docker Hub's record of a repository, as `/v2/namespaces/{ns}/repositories/{name}`
/// returns it and as lists of repositories hold it.
///
/// Every field is optional, and one of an unexpected type counts as absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repository {
    /// The Docker ID it belongs to.
    pub namespace: Option<String>,
    /// Its name within the namespace.
    pub name: Option<String>,
    /// The short description, at most 100 characters.
    pub description: Option<String>,
    /// The overview in Markdown, at most 25,000 bytes.
    pub full_description: Option<String>,
    /// 0 never pushed, 1 active, 6 archived.
    pub status: Option<i64>,
    /// The status in a word: `active`, `initialized`, `inactive`.
    pub status_description: Option<String>,
    /// Whether only its members may see it.
    pub is_private: Option<bool>,
    /// How often something was pulled from it.
    pub pull_count: Option<u64>,
    /// What kinds of artefact it holds: `image`, `helm`, `model`, `plugin`, …
    pub content_types: Option<Vec<String>>,
    /// The media types of what it holds; empty if it holds nothing.
    pub media_types: Option<Vec<String>>,
    /// When it was made: `2026-01-01T00:00:00.000000Z`.
    pub date_registered: Option<String>,
    /// When something was last pushed to it, or its description changed.
    pub last_updated: Option<String>,
    /// The number of tags, the tags themselves, or an answer of the tags' API:
    /// not Docker Hub's field, but what a collected record carries when its
    /// collector counted them.
    pub tags: Option<Tags>,
}

impl Read for Repository {
    fn read(value: Value) -> Option<Self> {
        let mut record = Record::read(value)?;
        Some(Self {
            namespace: record.take("namespace"),
            name: record.take("name"),
            description: record.take("description"),
            full_description: record.take("full_description"),
            status: record.take("status"),
            status_description: record.take("status_description"),
            is_private: record.take("is_private"),
            pull_count: record.take("pull_count"),
            content_types: record.take("content_types"),
            media_types: record.take("media_types"),
            date_registered: record.take("date_registered"),
            last_updated: record.take("last_updated"),
            tags: record.take("tags").and_then(collected_tags),
        })
    }
}

/// So that a record can be a part of what programs of this machine read.
#[cfg(not(target_arch = "wasm32"))]
impl<'de> serde::Deserialize<'de> for Repository {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        Self::read(value.into()).ok_or_else(|| serde::de::Error::custom("a repository is an object"))
    }
}

impl Repository {
    /// Whether the record itself says that nothing is in it. Lists carry no
    /// number of tags, so this is all they tell.
    pub fn holds_nothing(&self) -> bool {
        let none = |list: &Option<Vec<String>>| list.as_ref().is_some_and(Vec::is_empty);
        let some = |list: &Option<Vec<String>>| list.as_ref().is_some_and(|list| !list.is_empty());
        none(&self.content_types) && !some(&self.media_types)
    }
}

/// Every collector fills it its own way.
fn collected_tags(value: Value) -> Option<Tags> {
    if let Some(list) = Vec::<Value>::read(value.clone()) {
        let count = list.len() as u64;
        // Of a list of names only the number counts.
        return Some(Tags { count, results: list.into_iter().map(Read::read).collect() });
    }
    u64::read(value.clone()).map(Tags::counted).or_else(|| Tags::read(value))
}

#[cfg(test)]
mod tests {
    use super::Repository;
    use crate::platform::parse_json;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn read(json: &str) -> Repository {
        parse_json(json).unwrap()
    }

    #[test]
    fn an_odd_field_does_not_hide_the_others() {
        let repository = read(
            r#"{"namespace": 7, "name": "b", "status": "1", "full_description": "text", "new_field": {}}"#,
        );
        assert_eq!(repository.namespace, None);
        assert_eq!(repository.status, None);
        assert_eq!(repository.name.as_deref(), Some("b"));
        assert_eq!(repository.full_description.as_deref(), Some("text"));
    }

    #[test]
    fn null_is_absent() {
        let repository = read(r#"{"full_description": null, "content_types": null, "pull_count": null}"#);
        assert_eq!(repository, Repository::default());
    }

    #[test]
    fn tags_may_be_a_count_a_list_or_an_answer() {
        for (json, count) in [
            ("3", Some(3)),
            (r#"["latest"]"#, Some(1)),
            ("[0]", Some(1)),
            (r#"[7, "x"]"#, Some(2)),
            (r#"{"count": 0}"#, Some(0)),
            (r#""x""#, None),
        ] {
            let tags = read(&format!(r#"{{"tags": {json}}}"#)).tags;
            assert_eq!(tags.map(|tags| tags.count), count, "{json}");
        }
        let tags = read(r#"{"tags": [{"name": "latest", "full_size": 12}]}"#).tags.unwrap();
        assert_eq!(tags.newest().and_then(|tag| tag.full_size), Some(12));
    }
}
