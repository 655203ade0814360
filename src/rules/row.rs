//! What one row of a rule file says.

use super::{Holds, KnownHost, Redirector, Role, Topic};
use crate::verdict::Campaign;

impl KnownHost {
    /// Reads a row of `rules/hosts.tsv`; `None` if it is none.
    pub fn of_row(row: &str) -> Option<Self> {
        let mut fields = row.split('\t');
        let mut next = || fields.next().filter(|field| !field.is_empty());
        let known = Self {
            host: next()?.to_owned(),
            role: Role::of(next()?)?,
            campaign: campaign(next()?)?,
            seen: (next()?.to_owned(), next()?.to_owned()),
            listed: next()?.to_owned(),
            source: next()?.to_owned(),
        };
        fields.next().is_none().then_some(known)
    }
}

impl Role {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "fake-shortener" => Self::FakeShortener,
            "landing" => Self::Landing,
            "redirector" => Self::Redirector,
            "payload-host" => Self::PayloadHost,
            "c2" => Self::C2,
            "lure-site" => Self::LureSite,
            _ => return None,
        })
    }
}

/// The campaign that a rule file calls `word`.
pub(super) fn campaign(word: &str) -> Option<Campaign> {
    Some(match word {
        "downloader" => Campaign::Downloader,
        "ebook" => Campaign::Ebook,
        "website" => Campaign::Website,
        "other" => Campaign::Other,
        _ => return None,
    })
}

impl Topic {
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "container" => Self::Container,
            "book" => Self::Book,
            "piracy" => Self::Piracy,
            "gambling" => Self::Gambling,
            "shopping" => Self::Shopping,
            "function" => Self::Function,
            _ => return None,
        })
    }
}

impl Redirector {
    /// Reads the first three fields of a row of `rules/redirectors.tsv`; `None` if it is none.
    pub fn of_row(row: &str) -> Option<Self> {
        let mut fields = row.split('\t').filter(|field| !field.is_empty());
        let (host, path, holds) = (fields.next()?, fields.next()?, fields.next()?);
        Some(Self {
            host: host.to_owned(),
            path: path.to_owned(),
            holds: holds.split(',').map(Holds::of).collect(),
        })
    }

    /// Whether it stands at `host`; one for `*.name` stands at all below the name.
    pub(super) fn is_at(row: &str, host: &str) -> bool {
        let own = row.split('\t').next().unwrap_or_default();
        match own.strip_prefix('*') {
            Some(below) => host.ends_with(below),
            None => host == own,
        }
    }
}

impl Holds {
    fn of(word: &str) -> Self {
        match word {
            "path" => Self::Path,
            "archived" => Self::Archived,
            "ru-segment" => Self::Segment("/RU="),
            "destination-segment" => Self::Segment("destination:"),
            "query" => Self::Query,
            "proxied-host" => Self::ProxiedHost,
            name => Self::Parameter(name.to_owned()),
        }
    }
}
