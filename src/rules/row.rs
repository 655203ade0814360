//! What one row of a rule file says.

use super::{Holds, KnownHost, Redirector, Role};
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

impl Redirector {
    /// Reads a line of the artefact's redirectors behind its host: paths, each with what it holds.
    pub(super) fn of_line(line: &'static str) -> impl Iterator<Item = Self> {
        let mut fields = line.split('\t').skip(1);
        std::iter::from_fn(move || {
            let (path, holds) = (fields.next()?, fields.next()?);
            Some(Self { path, holds: holds.split(',').map(Holds::of).collect() })
        })
    }
}

impl Holds {
    fn of(word: &'static str) -> Self {
        match word {
            "path" => Self::Path,
            "archived" => Self::Archived,
            "ru-segment" => Self::Segment("/RU="),
            "destination-segment" => Self::Segment("destination:"),
            "query" => Self::Query,
            "proxied-host" => Self::ProxiedHost,
            name => Self::Parameter(name),
        }
    }
}
