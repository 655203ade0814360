//! Whether a repository holds an image.

use super::{Repository, Tags};
use crate::platform::words;
use serde::Serialize;

/// Whether there is something to pull.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// There is at least one tag.
    Published,
    /// Nothing was ever pushed.
    NeverPushed,
    /// Something was pushed once; all tags are gone.
    TagsDeleted,
    /// There are no images, but charts, models, plugins or the like.
    OtherArtifact,
    /// It cannot be said, and why.
    #[serde(untagged, serialize_with = "Unknown::serialize_as_word")]
    Unknown(Unknown),
}

/// Why it cannot be said whether there is an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unknown {
    /// Nobody counted the tags.
    NotCounted,
    /// The tags were asked for, but the answer cannot be used.
    NoAnswer,
    /// Docker Hub's page says the opposite of its API.
    Disagreement,
}

/// What Docker Hub's own page says of its repository, in its own words and
/// marks: a second witness beside the API. A translated page says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Witness {
    /// It says that there are no tags.
    NoTags,
    /// It shows a tag.
    Tag,
}

words!(Witness { NoTags = "noTags", Tag = "tag" });

impl Unknown {
    fn serialize_as_word<S: serde::Serializer>(_: &Self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("unknown")
    }
}

impl Presence {
    /// Decides from the repository's record and its tags, `Err` telling why
    /// the number of tags is not known.
    pub fn of(repository: &Repository, tags: Result<&Tags, Unknown>) -> Self {
        let never_pushed = repository.status == Some(0)
            || matches!(repository.status_description.as_deref(), Some("initialized" | "inactive"));
        let other_artifact = repository
            .content_types
            .as_ref()
            .is_some_and(|types| !types.is_empty() && !types.iter().any(|kind| kind == "image"));
        match tags {
            _ if other_artifact => Self::OtherArtifact,
            Ok(tags) if tags.count > 0 => Self::Published,
            Ok(_) if never_pushed => Self::NeverPushed,
            Ok(_) => Self::TagsDeleted,
            // Whether the tags of a repository without a push answer 200 or 404
            // is not known; its status settles it either way.
            Err(_) if never_pushed => Self::NeverPushed,
            Err(why) => Self::Unknown(why),
        }
    }

    /// The same, unless `witness` contradicts it.
    #[must_use]
    pub fn beside(self, witness: Option<Witness>) -> Self {
        match (self, witness) {
            (Self::Published, Some(Witness::NoTags))
            | (Self::NeverPushed | Self::TagsDeleted, Some(Witness::Tag)) => {
                Self::Unknown(Unknown::Disagreement)
            }
            (presence, _) => presence,
        }
    }

    /// Whether there is nothing to pull, known for certain.
    pub fn is_imageless(self) -> bool {
        matches!(self, Self::NeverPushed | Self::TagsDeleted)
    }
}

#[cfg(test)]
mod tests {
    use super::{Presence, Unknown, Witness};
    use crate::{
        hub::{Repository, Tags},
        platform::parse_json,
    };
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_combination_has_one_meaning() {
        for (json, tags, presence) in [
            (r#"{"status": 1}"#, Ok(3), Presence::Published),
            (r#"{"status": 1}"#, Ok(0), Presence::TagsDeleted),
            (r#"{"status": 0}"#, Ok(0), Presence::NeverPushed),
            (r#"{"status_description": "initialized"}"#, Ok(0), Presence::NeverPushed),
            (r#"{"status": 0}"#, Err(Unknown::NoAnswer), Presence::NeverPushed),
            (r#"{"status": 1}"#, Err(Unknown::NoAnswer), Presence::Unknown(Unknown::NoAnswer)),
            (r#"{"status": 1, "content_types": ["helm"]}"#, Ok(0), Presence::OtherArtifact),
            (r#"{"status": 1, "content_types": ["helm", "image"]}"#, Ok(2), Presence::Published),
            // A fresh repository with an image has no pulls; one without had 71.
            (r#"{"status": 1, "pull_count": 0}"#, Ok(1), Presence::Published),
            (r#"{"status": 1, "pull_count": 71}"#, Ok(0), Presence::TagsDeleted),
            // docker/whalesay: no type, yet an image.
            (
                r#"{"status": 1, "repository_type": null, "content_types": ["image"]}"#,
                Ok(1),
                Presence::Published,
            ),
        ] {
            let repository: Repository = parse_json(json).unwrap();
            let counted = tags.map(Tags::counted);
            assert_eq!(
                Presence::of(&repository, counted.as_ref().map_err(|why| *why)),
                presence,
                "{json} {tags:?}"
            );
        }
    }

    #[test]
    fn a_page_that_says_the_opposite_leaves_it_open() {
        let disagreement = Presence::Unknown(Unknown::Disagreement);
        for (presence, witness, expected) in [
            (Presence::Published, Some(Witness::NoTags), disagreement),
            (Presence::NeverPushed, Some(Witness::Tag), disagreement),
            (Presence::TagsDeleted, Some(Witness::Tag), disagreement),
            (Presence::Published, Some(Witness::Tag), Presence::Published),
            (Presence::TagsDeleted, Some(Witness::NoTags), Presence::TagsDeleted),
            // A repository of charts has no image tags, and says so.
            (Presence::OtherArtifact, Some(Witness::NoTags), Presence::OtherArtifact),
            (Presence::NeverPushed, None, Presence::NeverPushed),
        ] {
            assert_eq!(presence.beside(witness), expected, "{presence:?} {witness:?}");
        }
    }

    #[test]
    fn is_written_as_one_word() {
        for (presence, word) in [
            (Presence::NeverPushed, "\"never-pushed\""),
            (Presence::Unknown(Unknown::NotCounted), "\"unknown\""),
        ] {
            assert_eq!(serde_json::to_string(&presence).unwrap(), word);
        }
    }
}
