//! The repository object of Docker Hub's API.

use super::Tags;
use crate::{lenient::lenient, platform::Value};
use serde::{Deserialize, Deserializer};

/// Docker Hub's record of a repository, as `/v2/namespaces/{ns}/repositories/{name}`
/// returns it and as lists of repositories hold it.
///
/// Every field is optional, and one of an unexpected type counts as absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Repository {
    /// The Docker ID it belongs to.
    #[serde(default, deserialize_with = "lenient")]
    pub namespace: Option<String>,
    /// Its name within the namespace.
    #[serde(default, deserialize_with = "lenient")]
    pub name: Option<String>,
    /// The short description, at most 100 characters.
    #[serde(default, deserialize_with = "lenient")]
    pub description: Option<String>,
    /// The overview in Markdown, at most 25,000 bytes.
    #[serde(default, deserialize_with = "lenient")]
    pub full_description: Option<String>,
    /// 0 never pushed, 1 active, 6 archived.
    #[serde(default, deserialize_with = "lenient")]
    pub status: Option<i64>,
    /// The status in a word: `active`, `initialized`, `inactive`.
    #[serde(default, deserialize_with = "lenient")]
    pub status_description: Option<String>,
    /// Whether only its members may see it.
    #[serde(default, deserialize_with = "lenient")]
    pub is_private: Option<bool>,
    /// How often something was pulled from it.
    #[serde(default, deserialize_with = "lenient")]
    pub pull_count: Option<u64>,
    /// What kinds of artefact it holds: `image`, `helm`, `model`, `plugin`, …
    #[serde(default, deserialize_with = "lenient")]
    pub content_types: Option<Vec<String>>,
    /// The media types of what it holds; empty if it holds nothing.
    #[serde(default, deserialize_with = "lenient")]
    pub media_types: Option<Vec<String>>,
    /// When it was made: `2026-01-01T00:00:00.000000Z`.
    #[serde(default, deserialize_with = "lenient")]
    pub date_registered: Option<String>,
    /// When something was last pushed to it, or its description changed.
    #[serde(default, deserialize_with = "lenient")]
    pub last_updated: Option<String>,
    /// The number of tags, the tags themselves, or an answer of the tags' API:
    /// not Docker Hub's field, but what a collected record carries when its
    /// collector counted them.
    #[serde(default, deserialize_with = "collected_tags")]
    pub tags: Option<Tags>,
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

fn collected_tags<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Tags>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    // Every collector fills it its own way.
    if let Some(list) = value.clone().read::<Vec<Value>>() {
        let count = list.len() as u64;
        // Of a list of names only the number counts.
        return Ok(Some(Tags { count, results: list.into_iter().map(Value::read).collect() }));
    }
    Ok(value.clone().read().map(Tags::counted).or_else(|| value.read()))
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
