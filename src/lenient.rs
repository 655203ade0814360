//! Fields that may be of any type.

use crate::platform::Value;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};

/// A value of the expected type, or nothing.
///
/// A field of an unexpected type counts as absent: Docker Hub has changed types
/// before (`full_description` is absent, `null` or a string), and one odd field
/// must not blind us to the rest.
pub(crate) fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(Value::deserialize(deserializer)?.read())
}

/// The elements of a list that are of the expected type: one odd element must not
/// take the others along. No list is an empty one.
pub(crate) fn each<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let list: Option<Vec<Value>> = lenient(deserializer)?;
    Ok(list.unwrap_or_default().into_iter().filter_map(Value::read).collect())
}
