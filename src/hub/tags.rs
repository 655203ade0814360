//! The tag list of Docker Hub's API.

use crate::platform::fields;

/// The part of `…/tags?page_size=1` that is used.
///
/// The count is the only test that covers both repositories that were never
/// pushed to and those whose tags were deleted; `pull_count`, `status` and
/// `repository_type` each mislead on their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tags {
    /// How many tags the repository has.
    pub count: u64,
    /// The newest of them, as many as were asked for.
    pub results: Option<Vec<Tag>>,
}

/// One tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// Its name: `latest`.
    pub name: Option<String>,
    /// What is downloaded when it is pulled, in bytes.
    pub full_size: Option<u64>,
}

fields!(Tags { count, results });

fields!(Tag { name, full_size });

impl Tags {
    /// A number of tags of which nothing more is known.
    pub fn counted(count: u64) -> Self {
        Self { count, results: None }
    }

    /// The newest tag.
    pub fn newest(&self) -> Option<&Tag> {
        self.results.as_ref()?.first()
    }
}
