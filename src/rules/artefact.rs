//! The compiled rules, read where they lie: nothing is parsed, sorted or copied.
//!
//! An artefact is what [`compile`](super::compile) writes: a mark with the
//! version of the format, then sections, each behind its length as a
//! little-endian number of 32 bits, in the order of [`Artefact`]'s fields.

use super::automaton::Automaton;
use super::format::{MAGIC, fnv1a};
use super::lexicon::Lexicon;
use super::suffixes::Suffixes;
use super::{Shape, row};
use memchr::memchr_iter;
use std::ops::RangeInclusive;
use thiserror::Error;

/// Bytes that are no artefact of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a rule file of this version: build it again with hullcheck rules build")]
pub struct ArtefactError;

/// Compiled rules: the fields of each row that travel, by the file they are from.
#[derive(Debug)]
pub struct Artefact<'a> {
    /// `hosts.tsv`: whole rows.
    pub hosts: Table<'a>,
    /// `shorteners.tsv`: hosts.
    pub shorteners: Table<'a>,
    /// `platforms.tsv`: hosts.
    pub platforms: Table<'a>,
    /// `code_hosts.tsv`: hosts.
    pub code_hosts: Table<'a>,
    /// `official_images.tsv`: names, the shortest first.
    pub official_images: Table<'a>,
    /// `redirectors.tsv`: hosts, and for each its paths and where the address is.
    pub redirectors: Table<'a>,
    /// `words.tsv` and `signals.tsv`.
    pub lexicon: Lexicon<'a>,
    /// All shapes of `shapes.tsv` in one.
    pub automaton: Automaton<'a>,
    /// The names of the automaton's patterns, and their campaigns.
    pub shapes: &'a str,
    /// `public_suffixes.txt`.
    pub suffixes: Suffixes<'a>,
    /// The learned model.
    pub model: &'a [u8],
}

impl<'a> Artefact<'a> {
    /// Looks at `bytes` as an artefact.
    pub fn read(bytes: &'a [u8]) -> Result<Self, ArtefactError> {
        let mut rest = Sections(bytes.strip_prefix(MAGIC).ok_or(ArtefactError)?);
        let read = Self {
            hosts: rest.table()?,
            shorteners: rest.table()?,
            platforms: rest.table()?,
            code_hosts: rest.table()?,
            official_images: rest.table()?,
            redirectors: rest.table()?,
            lexicon: Lexicon::new(rest.next()?, rest.text()?).ok_or(ArtefactError)?,
            automaton: Automaton::new(rest.next()?).ok_or(ArtefactError)?,
            shapes: rest.text()?,
            suffixes: Suffixes::new(rest.next()?).ok_or(ArtefactError)?,
            model: rest.next()?,
        };
        if rest.0.is_empty() { Ok(read) } else { Err(ArtefactError) }
    }

    /// All tables that are looked up by a key.
    pub fn tables(&self) -> [Table<'a>; 6] {
        [self.hosts, self.shorteners, self.platforms, self.code_hosts, self.official_images, self.redirectors]
    }

    /// The first shape that the whole of `href` has.
    pub fn shape(&self, href: &str) -> Option<Shape<'a>> {
        let (id, campaign) = self.shapes.lines().nth(self.automaton.pattern(href)?)?.split_once('\t')?;
        Some(Shape { id, campaign: row::campaign(campaign)? })
    }

    /// Whether `mark` and `name` are a rule of the public suffix list.
    pub fn is_suffix_rule(&self, mark: &str, name: &str) -> bool {
        self.suffixes.has(fnv1a(mark.bytes().chain(name.bytes())))
    }
}

struct Sections<'a>(&'a [u8]);

impl<'a> Sections<'a> {
    fn next(&mut self) -> Result<&'a [u8], ArtefactError> {
        let (length, rest) = self.0.split_first_chunk().ok_or(ArtefactError)?;
        let length = u32::from_le_bytes(*length) as usize;
        let (section, rest) = rest.split_at_checked(length).ok_or(ArtefactError)?;
        self.0 = rest;
        Ok(section)
    }

    fn text(&mut self) -> Result<&'a str, ArtefactError> {
        str::from_utf8(self.next()?).map_err(|_| ArtefactError)
    }

    fn table(&mut self) -> Result<Table<'a>, ArtefactError> {
        let (count, rest) = self.next()?.split_first_chunk().ok_or(ArtefactError)?;
        let count = u32::from_le_bytes(*count) as usize;
        let (slots, text) =
            rest.split_at_checked(count.checked_mul(4).ok_or(ArtefactError)?).ok_or(ArtefactError)?;
        let text = str::from_utf8(text).map_err(|_| ArtefactError)?;
        if count.is_power_of_two() {
            Ok(Table { slots: slots.as_chunks().0, text })
        } else {
            Err(ArtefactError)
        }
    }
}

/// Lines that are found by their first field.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    slots: &'a [[u8; 4]],
    text: &'a str,
}

impl<'a> Table<'a> {
    /// The line whose first field is `key`.
    pub fn line(&self, key: &str) -> Option<&'a str> {
        let hash = fnv1a(key.bytes()) as usize;
        for step in 0..self.slots.len() {
            let slot = self.slots[hash.wrapping_add(step) & (self.slots.len() - 1)];
            let start = (u32::from_le_bytes(slot) as usize).checked_sub(1)?;
            let rest = self.text.get(start..)?;
            // Most of those looked at are other lines: where they end is of no interest.
            if rest.strip_prefix(key).is_some_and(|behind| behind.starts_with(['\t', '\n'])) {
                return rest.lines().next().filter(|line| line.len() >= key.len());
            }
        }
        None
    }

    /// Whether there is a line for `key`.
    pub fn has(&self, key: &str) -> bool {
        self.line(key).is_some()
    }

    /// The lines of so many bytes, where the shortest come first.
    pub fn lines_of(self, lengths: RangeInclusive<usize>) -> impl Iterator<Item = &'a str> {
        let (least, most) = lengths.into_inner();
        let (mut start, mut length) = (0, 0);
        let lines = std::iter::from_fn(move || {
            // No line is shorter than the one before it.
            length += self.text.as_bytes().get(start + length..)?.iter().position(|byte| *byte == b'\n')?;
            let line = self.text.get(start..start + length);
            start += length + 1;
            line
        });
        lines.skip_while(move |line| line.len() < least).take_while(move |line| line.len() <= most)
    }

    /// All lines, in their order.
    pub fn lines(self) -> impl Iterator<Item = &'a str> {
        let mut start = 0;
        memchr_iter(b'\n', self.text.as_bytes())
            .map(move |end| &self.text[std::mem::replace(&mut start, end + 1)..end])
    }
}

#[cfg(test)]
mod tests {
    use super::{super::BUILT, Artefact, ArtefactError, Table, fnv1a};
    #[cfg(not(target_arch = "wasm32"))]
    use crate::rules::word_hash;
    use std::collections::BTreeSet;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_packaged_rules_are_found_by_their_names() {
        let rules = Artefact::read(BUILT).unwrap();
        for table in rules.tables() {
            assert!(table.lines().count() > 5);
            assert!(!table.has("") && !table.has("no such line"));
            for line in table.lines() {
                let key = line.split('\t').next().unwrap();
                assert_eq!(table.line(key), Some(line));
            }
        }
        let images = rules.official_images;
        for lengths in [0..=4, 5..=5, 5..=7, 0..=usize::MAX, 40..=usize::MAX] {
            let expected = images.lines().filter(|line| lengths.contains(&line.len()));
            assert!(images.lines_of(lengths.clone()).eq(expected), "{lengths:?}");
        }
        let suffixes = include_str!("../../rules/public_suffixes.txt");
        for rule in suffixes.lines().filter(|line| !line.starts_with('#')) {
            assert!(rules.is_suffix_rule("", rule), "{rule}");
        }
        assert!(!rules.is_suffix_rule("", "example.co.uk"));
    }

    #[test]
    fn a_key_is_the_whole_of_a_first_field() {
        // One slot, at which every key arrives.
        let table = Table { slots: &[[1, 0, 0, 0]], text: "nginx\tweb\nnode\n" };
        for (key, line) in
            [("nginx", Some("nginx\tweb")), ("ngin", None), ("nginx1", None), ("nginx\tweb\nnode", None)]
        {
            assert_eq!(table.line(key), line, "{key}");
        }
    }

    #[test]
    fn no_hash_but_a_suffix_rules_is_one() {
        let rules = Artefact::read(BUILT).unwrap();
        let suffixes = include_str!("../../rules/public_suffixes.txt");
        let listed = suffixes.lines().filter(|line| !line.starts_with('#'));
        let hashes: BTreeSet<u32> = listed.map(|rule| fnv1a(rule.bytes())).collect();
        let near = hashes.iter().flat_map(|hash| (0..u32::BITS).map(move |bit| hash ^ 1 << bit));
        for hash in near.chain([0, u32::MAX]).chain(hashes.iter().copied()) {
            assert_eq!(rules.suffixes.has(hash), hashes.contains(&hash), "{hash:x}");
        }
    }

    #[test]
    fn what_is_no_artefact_is_refused() {
        for bytes in [&b""[..], b"HULLRULES", b"HULLRULES\x01", &BUILT[..BUILT.len() - 1], &BUILT[..100]] {
            assert_eq!(Artefact::read(bytes).err(), Some(ArtefactError));
        }
        let longer = [BUILT, b"x"].concat();
        assert_eq!(Artefact::read(&longer).err(), Some(ArtefactError));
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        /// Whatever was changed in it, it is refused, or read without harm.
        #[test]
        fn a_damaged_artefact_does_no_harm(at in 0..BUILT.len(), byte: u8, key in "[\\PC\n\t]{0,12}", hash: u64) {
            let mut bytes = BUILT.to_vec();
            bytes[at] = byte;
            if let Ok(rules) = Artefact::read(&bytes) {
                let lexicon = rules.lexicon;
                for hash in [hash, word_hash("docker".as_bytes()), word_hash("下载".as_bytes())] {
                    let places = lexicon.parts(hash, &key).chain([lexicon.find(hash).place]);
                    let _ = places.filter_map(|place| lexicon.at(place)).map(|entry| lexicon.word(&entry).len()).max();
                }
                for table in rules.tables() {
                    let _ = (table.line(&key), table.has("docker"), table.lines().count(), table.lines_of(5..=7).count());
                }
                let _ = (rules.is_suffix_rule("", &key), rules.shape(&key), rules.shape("https://tinurll.com/2A0TbB"));
            }
        }
    }
}
