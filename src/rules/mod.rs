//! The rules people edit, in `rules/`, as tables that only have to be read.
//!
//! `build.rs` checks and compiles them when the project is built; nothing is
//! parsed, sorted or compiled at run time.

mod hash;

pub use hash::fnv1a;

use crate::verdict::Campaign;
use regex_automata::{
    Anchored, Input,
    dfa::{Automaton as _, sparse::DFA},
};
use std::sync::LazyLock;

/// A host that a source names as part of a campaign.
#[derive(Debug)]
pub struct KnownHost {
    /// The host; everything below it is covered too.
    pub host: &'static str,
    /// What it does there.
    pub role: Role,
    /// The campaign it belongs to.
    pub campaign: Campaign,
    /// When it was first and last seen in use: a year, or a year and a month.
    pub seen: (&'static str, &'static str),
    /// The day it was listed: `2024-04-30`.
    pub listed: &'static str,
    /// Who says so.
    pub source: &'static str,
}

/// What a known host does for its campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Looks like a link shortener and hands out malware.
    FakeShortener,
    /// Shows the page that asks for a card or an account.
    Landing,
    /// Sends visitors on to one of the others.
    Redirector,
    /// Serves the archive with the malware.
    PayloadHost,
    /// Receives what the malware steals.
    C2,
    /// Lures in turn.
    LureSite,
}

/// A service that carries another address inside its own.
#[derive(Debug)]
pub struct Redirector {
    host: &'static str,
    /// What its path begins with.
    pub path: &'static str,
    /// Where the address may be; the first place that has one counts.
    pub holds: &'static [Holds],
}

/// Where a redirector holds the next address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// In this query parameter, as it is or in base64.
    Parameter(&'static str),
    /// Behind the beginning of the path, without its scheme.
    Path,
    /// Behind the date in the path.
    Archived,
    /// Behind this mark in the path.
    Segment(&'static str),
    /// It is the whole query.
    Query,
    /// In the first part of the host, with `-` for `.` and `--` for `-`.
    ProxiedHost,
}

/// How a campaign builds its addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The name of the shape in `rules/shapes.tsv`.
    pub id: &'static str,
    /// The campaign that builds addresses so.
    pub campaign: Campaign,
}

/// What a word says a text is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Containers, servers and software, as honest readmes are.
    Container,
    /// Books for nothing, as the eBook campaign promises.
    Book,
    /// Pirated software, films and cheats, as the Downloader campaign promises.
    Piracy,
    /// Gambling.
    Gambling,
    /// Drugs, papers, followers, essays.
    Shopping,
    /// Nothing: it only holds sentences together.
    Function,
}

#[allow(clippy::unreadable_literal, reason = "written by build.rs, and hashes besides")]
mod tables {
    use super::{Campaign, Holds, KnownHost, Redirector, Role, Shape, Topic};

    include!(concat!(env!("OUT_DIR"), "/rules.rs"));
}

use tables::{
    CODE_HOSTS, HOSTS, OFFICIAL_IMAGES, PARTS, PLATFORMS, REDIRECTORS, SHAPE_AUTOMATON, SHAPES, SHORTENERS,
    SUFFIXES, WORDS,
};

/// Every host that a source names as part of a campaign, sorted.
pub fn hosts() -> &'static [KnownHost] {
    &HOSTS
}

/// The record of exactly this host.
pub fn host(host: &str) -> Option<&'static KnownHost> {
    HOSTS.binary_search_by(|known| known.host.cmp(host)).ok().map(|at| &HOSTS[at])
}

/// Whether `host` is an honest link shortener.
pub fn is_shortener(host: &str) -> bool {
    is_named(&SHORTENERS, host)
}

/// Whether the first part of a path at `host` is somebody's name, an invitation or a file.
pub fn is_platform(host: &str) -> bool {
    is_named(&PLATFORMS, host)
}

/// Whether source code or images are kept at `host`.
pub fn is_code_host(host: &str) -> bool {
    is_named(&CODE_HOSTS, host)
}

/// The names of the Docker Official Images, sorted.
pub fn official_images() -> &'static [&'static str] {
    &OFFICIAL_IMAGES
}

/// The Docker Official Image called `name`.
pub fn official_image(name: &str) -> Option<&'static str> {
    OFFICIAL_IMAGES.binary_search(&name).ok().map(|at| OFFICIAL_IMAGES[at])
}

fn is_named(hosts: &[&str], host: &str) -> bool {
    let host = host.strip_prefix("www.").unwrap_or(host);
    hosts.binary_search(&host).is_ok()
}

/// The listed word that `word`, in lower case, is, and what it says a text is about.
pub fn topic(word: &str) -> Option<(&'static str, Topic)> {
    WORDS.binary_search_by(|(known, _)| (*known).cmp(word)).ok().map(|at| WORDS[at])
}

/// The words that stand within text without spaces, with their topics.
pub fn parts() -> &'static [(&'static str, Topic)] {
    &PARTS
}

/// Whether `rule` is one of the public suffix list: a suffix, or one behind `*.` or `!`.
pub fn is_suffix_rule(rule: &str) -> bool {
    SUFFIXES.binary_search(&fnv1a(rule.as_bytes())).is_ok()
}

/// The redirectors at `host`; a rule for `*.name` covers all below the name.
pub fn redirectors(host: &str) -> impl Iterator<Item = &'static Redirector> {
    REDIRECTORS.iter().filter(move |redirector| match redirector.host.strip_prefix('*') {
        Some(below) => host.ends_with(below),
        None => host == redirector.host,
    })
}

/// The first shape that the whole of `href` has.
pub fn shape(href: &str) -> Option<Shape> {
    /// The automaton is read where it lies; this only checks it once.
    static AUTOMATON: LazyLock<Option<DFA<&'static [u8]>>> =
        LazyLock::new(|| DFA::from_bytes(SHAPE_AUTOMATON).ok().map(|(dfa, _)| dfa));
    let dfa = AUTOMATON.as_ref()?;
    let found = dfa.try_search_fwd(&Input::new(href).anchored(Anchored::Yes)).ok()??;
    SHAPES.get(found.pattern().as_usize()).copied()
}

#[cfg(test)]
mod tests {
    use super::{host, shape};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_host_keeps_its_source() {
        let known = host("rd.lesac.ru").unwrap();
        assert_eq!(known.listed, "2024-04-30");
        assert!(known.source.contains("JFrog"));
        assert!(host("example.com").is_none());
    }

    #[test]
    fn shapes_are_read_on_whole_addresses() {
        for (href, id) in [
            ("https://new-host.com/2A0TbB", Some("slug-path")),
            ("https://new-host.com/2A0TbB/", Some("slug-path")),
            ("https://any.blogspot.com/?download=2wEjP9", Some("blogger-key")),
            ("https://any.blogspot.co.uk/?d=2wEjP9", Some("blogger-key")),
            ("https://media.cloud839v3.cyou/Some+Title.zip", Some("payload-host")),
            ("https://cloud9342.lat/", Some("payload-host")),
            // Innocents of nearly the same shape.
            ("https://tinyurl.com/2uzy9bpe", None),
            ("https://i.stack.imgur.com/2uzkB.jpg", None),
            ("https://new-host.com/2A0TbB?x=1", None),
            ("https://new-host.com/a/2A0TbB", None),
            ("https://any.blogspot.com/2023/10/post.html", None),
            ("https://cloud.example.com/", None),
        ] {
            assert_eq!(shape(href).map(|shape| shape.id), id, "{href}");
        }
    }
}
