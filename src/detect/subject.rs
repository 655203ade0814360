//! What the detectors look at.

use super::Profile;
use crate::{
    destination::{Destination, Route, Url},
    hub::{Presence, Repository},
    readme::{Form, Link, Readme},
    verdict::Field,
};
use std::{collections::HashSet, ops::Range};

/// A repository, its texts read and its links followed.
#[derive(Debug)]
pub struct Subject<'a> {
    /// Docker Hub's record.
    pub repository: &'a Repository,
    /// Whether there is an image.
    pub presence: Presence,
    /// The short description and the overview.
    pub sources: [Source; 2],
    /// Every way out, in the order of the sources, then what only the page shows.
    pub links: Vec<Way>,
    /// What name and texts are about.
    pub profile: Profile,
    /// What the name and the first sentence are about.
    pub title: Profile,
}

/// One of the texts of a repository.
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

impl<'a> Subject<'a> {
    /// Reads the texts of `repository` and follows their links, and the
    /// addresses of `anchors` that no text holds.
    pub fn new(repository: &'a Repository, presence: Presence, anchors: &[String]) -> Self {
        let read = |field, text: &Option<String>| Source {
            field,
            readme: Readme::read(text.as_deref().unwrap_or_default()),
        };
        let sources = [
            read(Field::Description, &repository.description),
            read(Field::Overview, &repository.full_description),
        ];
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
        let mut known: HashSet<String> =
            links.iter().filter_map(|way| way.url().map(|url| url.href.clone())).collect();
        for href in anchors {
            let destination = Destination::of(href);
            let way = Way { field: Field::Page, link: None, source: None, href: href.clone(), destination };
            if way.url().is_some_and(|url| known.insert(url.href.clone())) {
                links.push(way);
            }
        }
        let name = repository.name.as_deref().unwrap_or_default();
        let texts = sources.iter().map(|source| source.readme.text.as_str());
        let profile = Profile::of(std::iter::once(name).chain(texts));
        let first = sources[1].readme.text.as_str().trim_start().lines().next().unwrap_or_default();
        let title = Profile::of_title([name, first.split(". ").next().unwrap_or_default()].into_iter());
        Self { repository, presence, sources, links, profile, title }
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
