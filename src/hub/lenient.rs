//! Fields that may be of any type.

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

/// A value of the expected type, or nothing.
///
/// A field of an unexpected type counts as absent: Docker Hub has changed types
/// before (`full_description` is absent, `null` or a string), and one odd field
/// must not blind us to the rest.
pub(super) fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).ok())
}
