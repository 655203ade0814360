//! Fields that may be of any type.

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, IgnoredAny},
};

#[derive(Deserialize)]
#[serde(untagged)]
enum Either<T> {
    Expected(T),
    Odd(IgnoredAny),
}

/// A value of the expected type, or nothing.
///
/// A field of an unexpected type counts as absent: Docker Hub has changed types
/// before (`full_description` is absent, `null` or a string), and one odd field
/// must not blind us to the rest.
pub(crate) fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(match Either::deserialize(deserializer)? {
        Either::Expected(value) => Some(value),
        Either::Odd(_) => None,
    })
}
