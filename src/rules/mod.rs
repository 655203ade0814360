//! The rules people edit, in `rules/`, as an artefact that only has to be read.
//!
//! `build.rs` checks and compiles them when the project is built; nothing is
//! parsed, sorted or compiled at run time. A [`feed`] may add to them.

mod artefact;
mod automaton;
#[cfg(feature = "cli")]
pub mod compile;
pub mod feed;
mod format;
mod lexicon;
mod row;
mod suffixes;
/// What each rule can do: `rules/weights.tsv`. A weight that no detector uses, or that the file
/// lacks, stops the build.
#[allow(missing_docs, reason = "the file says it")]
pub(crate) mod weights {
    use crate::verdict::Nature;

    include!(concat!(env!("OUT_DIR"), "/weights.rs"));
}

pub use artefact::{Artefact, ArtefactError, Table};
pub use format::{WordHasher, chunk_of, fnv1a, word_hash};
pub use lexicon::{Entry, Lexicon, PLACES, Signal, Topic};

use crate::verdict::Campaign;
use feed::Feed;
use memchr::memchr_iter;
use std::{cell::RefCell, ops::RangeInclusive, sync::OnceLock};

/// A host that a source names as part of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownHost {
    /// The host; everything below it is covered too.
    pub host: String,
    /// What it does there.
    pub role: Role,
    /// The campaign it belongs to.
    pub campaign: Campaign,
    /// When it was first and last seen in use: a year, or a year and a month.
    pub seen: (String, String),
    /// The day it was listed: `2024-04-30`.
    pub listed: String,
    /// Who says so.
    pub source: String,
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

/// A service that carries another address inside its own, as far as its paths begin alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirector {
    /// What its path begins with.
    pub path: &'static str,
    /// Where the address may be; the first place that has one counts.
    pub holds: Vec<Holds>,
}

/// Where a redirector holds the next address.
#[derive(Clone, Debug, PartialEq, Eq)]
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
pub struct Shape<'a> {
    /// The name of the shape in `rules/shapes.tsv`.
    pub id: &'a str,
    /// The campaign that builds addresses so.
    pub campaign: Campaign,
}

/// The rules that come with the project, wherever a build can carry them itself.
/// The extension hands them in: there they are a file of their own beside the core.
#[cfg(any(not(target_arch = "wasm32"), test))]
const BUILT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));

static PACKAGED: OnceLock<Artefact<'static>> = OnceLock::new();

/// Takes `bytes` as the packaged rules, unless there are some.
pub fn load(bytes: &'static [u8]) -> Result<(), ArtefactError> {
    let read = Artefact::read(bytes)?;
    PACKAGED.get_or_init(|| read);
    Ok(())
}

thread_local! {
    /// What a feed added. Each thread has its own: the extension is one thread, and
    /// the command line compares rules side by side.
    static ADDED: RefCell<Feed> = RefCell::default();
}

/// Adds what `feed` says to the packaged rules, in place of what another added before.
pub fn add(feed: Feed) {
    ADDED.set(feed);
}

fn added<T>(read: impl FnOnce(&Feed) -> T) -> T {
    ADDED.with_borrow(read)
}

fn packaged() -> Option<&'static Artefact<'static>> {
    #[cfg(any(not(target_arch = "wasm32"), test))]
    if PACKAGED.get().is_none() {
        load(BUILT).ok()?;
    }
    PACKAGED.get()
}

/// Every host that a source names as part of a campaign; those of a feed last.
pub fn hosts() -> Vec<KnownHost> {
    let mut hosts = packaged_hosts();
    added(|feed| hosts.extend(feed.hosts.iter().filter_map(|row| KnownHost::of_row(row))));
    hosts
}

/// The hosts that came with this version, sorted.
pub fn packaged_hosts() -> Vec<KnownHost> {
    packaged().into_iter().flat_map(|rules| rules.hosts.lines()).filter_map(KnownHost::of_row).collect()
}

/// The record of exactly this host.
pub fn host(host: &str) -> Option<KnownHost> {
    let row = packaged().and_then(|rules| rules.hosts.line(host));
    row.and_then(KnownHost::of_row).or_else(|| added(|feed| KnownHost::of_row(feed.host(host)?)))
}

/// Whether `host` is a link shortener that came with this version: such a one is
/// known to be honest, and its addresses mean nothing.
pub fn is_honest_shortener(host: &str) -> bool {
    is_named(|rules| rules.shorteners, host)
}

/// Whether `host` is a link shortener.
pub fn is_shortener(host: &str) -> bool {
    is_honest_shortener(host) || added(|feed| feed.shorteners.iter().any(|own| own == host))
}

/// Whether the first part of a path at `host` is somebody's name, an invitation or a file.
pub fn is_platform(host: &str) -> bool {
    is_named(|rules| rules.platforms, host)
}

/// Whether `host` is Docker's own, or stands below.
pub fn is_dockers(host: &str) -> bool {
    ["docker.com", "docker.io"].iter().any(|own| is_at_or_below(host, own))
}

/// Whether `host` is `parent` or a name below it.
pub fn is_at_or_below(host: &str, parent: &str) -> bool {
    host.strip_suffix(parent).is_some_and(|below| below.is_empty() || below.ends_with('.'))
}

/// Whether source code or images are kept at `host`.
pub fn is_code_host(host: &str) -> bool {
    is_named(|rules| rules.code_hosts, host)
}

fn is_named(table: fn(&Artefact<'static>) -> Table<'static>, host: &str) -> bool {
    let host = host.strip_prefix("www.").unwrap_or(host);
    packaged().is_some_and(|rules| table(rules).has(host))
}

/// The names of the Docker Official Images that have so many bytes, the shortest first.
pub fn official_images(lengths: RangeInclusive<usize>) -> impl Iterator<Item = &'static str> {
    packaged().into_iter().flat_map(move |rules| rules.official_images.lines_of(lengths.clone()))
}

/// The Docker Official Image called `name`.
pub fn official_image(name: &str) -> Option<&'static str> {
    packaged()?.official_images.line(name)
}

/// All words that say something; `None` if no rules were loaded.
pub fn lexicon() -> Option<Lexicon<'static>> {
    packaged().map(|rules| rules.lexicon)
}

/// Whether `name` behind `mark`, which is empty, `*.` or `!`, is a rule of the public suffix list.
pub fn is_suffix_rule(mark: &str, name: &str) -> bool {
    packaged().is_some_and(|rules| rules.is_suffix_rule(mark, name))
}

/// Whether `host` is itself a public suffix: below it everybody has names of their own.
pub fn is_public_suffix(host: &str) -> bool {
    let below = host.split_once('.').is_some_and(|(_, parent)| is_suffix_rule("*.", parent));
    let blogs = host.starts_with("blogspot.");
    blogs || is_suffix_rule("", host) || (below && !is_suffix_rule("!", host))
}

/// The hosts that keep code, are platforms, or unwrap to others.
fn honest_hosts() -> impl Iterator<Item = &'static str> {
    packaged().into_iter().flat_map(|rules| {
        let redirectors = rules.redirectors.lines().filter_map(|line| line.split('\t').next());
        rules.code_hosts.lines().chain(rules.platforms.lines()).chain(redirectors)
    })
}

/// The redirectors at `host`: each path, and where it holds the address.
pub fn redirectors(host: &str) -> Vec<Redirector> {
    let Some(rules) = packaged() else { return Vec::new() };
    let below = memchr_iter(b'.', host.as_bytes()).map(|at| &host[at..]);
    let lines = std::iter::once(host).chain(below).filter_map(|key| rules.redirectors.line(key));
    lines.flat_map(Redirector::of_line).collect()
}

/// The first shape that the whole of `href` has.
pub fn shape(href: &str) -> Option<Shape<'static>> {
    packaged()?.shape(href)
}

/// The learned model, as `cargo xtask train` wrote it.
pub fn model() -> &'static [u8] {
    packaged().map(|rules| rules.model).unwrap_or_default()
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
