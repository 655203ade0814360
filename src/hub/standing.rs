//! Who publishes.

use super::Repository;

/// Who stands behind a repository, as far as its record tells. Docker Hub keeps
/// the badges of verified and sponsored publishers elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A Docker Official Image: reviewed by Docker, text included.
    Official,
    /// Anybody.
    Community,
}

impl Standing {
    /// Reads the standing from a record. Only Docker can publish under `library`.
    pub fn of(repository: &Repository) -> Self {
        if repository.namespace.as_deref() == Some("library") { Self::Official } else { Self::Community }
    }
}
