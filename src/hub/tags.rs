//! The tag list of Docker Hub's API.

use serde::Deserialize;

/// The part of `…/tags?page_size=1` that is used: how many tags there are.
///
/// The count is the only test that covers both repositories that were never
/// pushed to and those whose tags were deleted; `pull_count`, `status` and
/// `repository_type` each mislead on their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Tags {
    /// How many tags the repository has.
    pub count: u64,
}
