//! Who publishes.

use crate::platform::words;

/// A badge that Docker gives and shows beside a name
/// (docs.docker.com, "Trusted content"). Lists and organisations carry it, a
/// repository's own record does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Badge {
    /// Docker Official Image.
    Official,
    /// Verified Publisher.
    VerifiedPublisher,
    /// Docker-Sponsored Open Source.
    OpenSource,
    /// Docker Hardened Image.
    Dhi,
}

words!(Badge {
    Official = "official",
    VerifiedPublisher = "verified_publisher",
    OpenSource = "open_source",
    Dhi = "dhi",
});

/// Who stands behind a repository, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Docker vouches for the publisher.
    Trusted(Badge),
    /// Anybody.
    Community,
}

impl Standing {
    /// Reads the standing of a namespace. Only Docker can publish under
    /// `library`; others have a badge or none.
    pub fn of(namespace: Option<&str>, badge: Option<Badge>) -> Self {
        match badge {
            _ if namespace == Some("library") => Self::Trusted(Badge::Official),
            Some(badge) => Self::Trusted(badge),
            None => Self::Community,
        }
    }
}
