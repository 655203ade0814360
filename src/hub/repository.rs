//! The repository object of Docker Hub's API.

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

/// Docker Hub's record of a repository, as `/v2/namespaces/{ns}/repositories/{name}`
/// returns it and as lists of repositories hold it.
///
/// Every field but the name is optional, and a field of an unexpected type
/// counts as absent: Docker Hub has changed types before (`full_description`
/// is absent, `null` or a string), and one odd field must not blind us to the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Repository {
    /// The caller's own key of a record, echoed in the output.
    #[serde(default)]
    pub id: Value,
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
    /// The number of tags, or the tags themselves: not Docker Hub's field, but
    /// what a collected record carries when its collector counted them.
    #[serde(default, deserialize_with = "tag_count")]
    pub tags: Option<u64>,
}

/// A value of the expected type, or nothing.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Option<T>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).ok())
}

/// A count, the length of a list, or the `count` of a tags answer.
fn tag_count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Array(tags) => Some(tags.len() as u64),
        Value::Object(answer) => answer.get("count").and_then(Value::as_u64),
        other => other.as_u64(),
    })
}

#[cfg(test)]
mod tests {
    use super::Repository;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn read(json: &str) -> Repository {
        serde_json::from_str(json).unwrap()
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
        for (json, count) in
            [("3", Some(3)), (r#"["latest"]"#, Some(1)), (r#"{"count": 0}"#, Some(0)), (r#""x""#, None)]
        {
            assert_eq!(read(&format!(r#"{{"tags": {json}}}"#)).tags, count, "{json}");
        }
    }
}
