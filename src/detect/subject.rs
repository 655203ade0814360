//! What the detectors look at.

use super::{Profile, Title, profile::Reason};
use crate::{
    destination::{Destination, Route, Url},
    hub::{Account, Badge, Presence, Repository, Siblings, Standing, Tags, Unknown},
    readme::{Form, Link, Readme},
    verdict::Field,
};
use std::{borrow::Cow, collections::HashSet, ops::Range};

/// A repository, an account or a page about neither, its texts read and its
/// links followed.
#[derive(Debug)]
pub struct Subject<'a> {
    /// What it is.
    pub about: About,
    /// Docker Hub's record; empty unless it is a repository.
    pub repository: Cow<'a, Repository>,
    /// What else is known of it.
    pub circumstances: Circumstances,
    /// Who publishes it.
    pub standing: Standing,
    /// Its texts: a repository's short description and overview, an account's fields.
    pub sources: Vec<Source>,
    /// Every way out, in the order of the sources, then what only the page shows.
    pub links: Vec<Way>,
    /// What name and texts are about.
    pub profile: Profile,
    /// What the name and the first sentence are about.
    pub title: Title,
}

/// What is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A repository.
    Repository,
    /// The account behind repositories.
    Account,
    /// Nobody in particular: only links, each for itself.
    Nobody,
}

/// What is known of a repository beside its record.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// Whether there is an image.
    pub presence: Presence,
    /// Its tags, if they were counted.
    pub tags: Option<Tags>,
    /// What else its account holds.
    pub siblings: Option<Siblings>,
    /// The badge of its publisher.
    pub badge: Option<Badge>,
}

impl Circumstances {
    /// Nothing but the presence.
    pub fn of(presence: Presence) -> Self {
        Self { presence, tags: None, siblings: None, badge: None }
    }
}

/// One of the texts of a repository or an account.
#[derive(Debug)]
pub struct Source {
    /// Which one.
    pub field: Field,
    /// What a reader sees.
    pub readme: Readme,
}

/// A way out of the page: a link of one of the texts, or an anchor of the page.
#[derive(Debug)]
pub struct Way {
    /// Where it stands.
    pub field: Field,
    /// Its position among the links of its readme.
    pub link: Option<usize>,
    /// Its bytes in the source of its field.
    pub source: Option<Range<usize>>,
    /// The address as written.
    pub href: String,
    /// Where it leads.
    pub destination: Destination,
}

/// How much of a first sentence is a title, in bytes.
const LONGEST_TITLE: usize = 300;

impl<'a> Subject<'a> {
    /// A repository: reads its texts and follows their links, and those of the
    /// page's `anchors` that no text holds.
    pub fn of_repository(
        repository: &'a Repository,
        circumstances: Circumstances,
        anchors: &[String],
    ) -> Self {
        let texts = [
            (Field::Description, repository.description.as_deref().unwrap_or_default()),
            (Field::Overview, repository.full_description.as_deref().unwrap_or_default()),
        ];
        Self::new(About::Repository, Cow::Borrowed(repository), circumstances, &texts, anchors)
    }

    /// An account: reads what its owner wrote about it.
    pub fn of_account(account: &Account, siblings: Option<Siblings>, anchors: &[String]) -> Self {
        let unknown = Circumstances::of(Presence::Unknown(Unknown::NotCounted));
        let circumstances = Circumstances { siblings, badge: account.badge, ..unknown };
        let text = account.text();
        Self::new(About::Account, Cow::default(), circumstances, &[(Field::Profile, &text)], anchors)
    }

    /// A page about nobody in particular.
    pub fn of_page(anchors: &[String]) -> Self {
        let circumstances = Circumstances::of(Presence::Unknown(Unknown::NotCounted));
        Self::new(About::Nobody, Cow::default(), circumstances, &[], anchors)
    }

    fn new(
        about: About,
        repository: Cow<'a, Repository>,
        circumstances: Circumstances,
        texts: &[(Field, &str)],
        anchors: &[String],
    ) -> Self {
        let sources: Vec<Source> =
            texts.iter().map(|(field, text)| Source { field: *field, readme: Readme::read(text) }).collect();
        let mut links = Vec::new();
        for source in &sources {
            for (at, link) in source.readme.links.iter().enumerate() {
                links.push(Way {
                    field: source.field,
                    link: Some(at),
                    source: Some(link.source.clone()),
                    href: link.href.clone(),
                    destination: Destination::of(&link.href),
                });
            }
        }
        let mut known: HashSet<String> = HashSet::new();
        if !anchors.is_empty() {
            known.extend(links.iter().filter_map(|way| way.url().map(|url| url.href().to_owned())));
        }
        for href in anchors {
            let destination = Destination::of(href);
            let way = Way { field: Field::Page, link: None, source: None, href: href.clone(), destination };
            if way.url().is_some_and(|url| known.insert(url.href().to_owned())) {
                links.push(way);
            }
        }
        let name = repository.name.as_deref().unwrap_or_default();
        let texts = texts_of(name, &sources);
        let profile = Profile::of(&texts);
        let first = texts[1..].last().and_then(|text| text.trim_start().lines().next()).unwrap_or_default();
        let first = first.split(". ").next().unwrap_or_default();
        let title = Title::of(&[name, &first[..first.floor_char_boundary(LONGEST_TITLE)]]);
        let standing = Standing::of(repository.namespace.as_deref(), circumstances.badge);
        Self { about, repository, circumstances, standing, sources, links, profile, title }
    }

    /// The texts that its profile is of: its name, then those of its sources.
    pub fn texts(&self) -> Vec<&str> {
        texts_of(self.repository.name.as_deref().unwrap_or_default(), &self.sources)
    }

    /// The lines on which something stands that is one of the reasons to look closer, each
    /// once, without the space at their ends.
    pub fn lines(&self, wanted: impl Fn(Reason) -> bool) -> impl Iterator<Item = (&Source, Range<usize>)> {
        // The last line that was found: its source and its end.
        let mut last: (Option<Field>, usize) = (None, 0);
        self.hits(wanted).filter_map(move |(source, range)| {
            let text = source.readme.text.as_str();
            let seen = if last.0 == Some(source.field) { last.1 } else { 0 };
            if range.start < seen {
                return None;
            }
            let start = text[seen..range.start].rfind('\n').map_or(seen, |at| seen + at + 1);
            let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
            last = (Some(source.field), end);
            Some((source, start..start + text[start..end].trim_end().len()))
        })
    }

    /// What stands in the texts that is one of the reasons to look closer, in order.
    pub fn hits(&self, wanted: impl Fn(Reason) -> bool) -> impl Iterator<Item = (&Source, Range<usize>)> {
        let hits = self.profile.hits().iter().filter(move |hit| wanted(hit.reason));
        // The first of the texts is the name.
        hits.filter_map(|hit| Some((self.sources.get(hit.text.checked_sub(1)?)?, hit.range.clone())))
    }

    /// The links that lead to pages which are not Docker's, with their positions.
    pub fn outside(&self) -> impl Iterator<Item = (usize, &Way, &Route)> {
        self.links
            .iter()
            .enumerate()
            .filter_map(|(at, way)| way.destination.outside().map(|route| (at, way, route)))
    }

    /// The source and the link that `way` comes from, unless only the page shows it.
    pub fn origin_of(&self, way: &Way) -> Option<(&Source, &Link)> {
        let source = self.sources.iter().find(|source| source.field == way.field)?;
        Some((source, source.readme.links.get(way.link?)?))
    }

    /// The text of `way` as a reader sees it; empty if only the page shows it.
    pub fn text_of(&self, way: &Way) -> &str {
        self.origin_of(way).map_or("", |(source, link)| source.readme.text_of(link))
    }
}

fn texts_of<'a>(name: &'a str, sources: &'a [Source]) -> Vec<&'a str> {
    std::iter::once(name).chain(sources.iter().map(|source| source.readme.text.as_str())).collect()
}

impl Way {
    /// The address that is clicked, if a browser can read it.
    pub fn url(&self) -> Option<&Url> {
        match &self.destination {
            Destination::Web(route) => Some(route.clicked()),
            Destination::Content(url) | Destination::Program(url) => Some(url),
            Destination::Nowhere => None,
        }
    }
}

impl Source {
    /// Whether `link` shows its own address as its text. Compared after what
    /// Markdown and a browser make of both.
    pub fn shows_itself(&self, link: &Link) -> bool {
        let text = self.readme.text_of(link).trim();
        link.form == Form::Bare || (!text.is_empty() && same_address(text, &link.href))
    }
}

fn same_address(text: &str, href: &str) -> bool {
    let plain = |address: &str| address.trim().trim_end_matches('/').replace("&amp;", "&");
    text.contains("://") && plain(text).eq_ignore_ascii_case(&plain(href))
}
