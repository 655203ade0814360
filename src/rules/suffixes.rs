//! The rules of the public suffix list, of which only is asked whether one is there.

use super::format::{BLOCK, GROUPS, REST_BITS};

/// Hashes of 32 bits, sorted, in groups of those whose highest bits agree; what is left of each is
/// in two parts, for a file that is all surprise packs no further.
#[derive(Clone, Copy, Debug)]
pub struct Suffixes<'a> {
    /// How many hashes lie before each block of groups, and at the end, how many there are.
    before: &'a [[u8; 2]],
    /// How many hashes each group has.
    counts: &'a [u8],
    /// The lowest 16 bits of each hash.
    low: &'a [[u8; 2]],
    /// The four bits above them, two hashes in a byte, the first one lowest.
    high: &'a [u8],
}

impl<'a> Suffixes<'a> {
    /// Looks at `section` as such groups.
    pub(super) fn new(section: &'a [u8]) -> Option<Self> {
        let (before, rest) = section.split_at_checked((GROUPS / BLOCK + 1) * 2)?;
        let (counts, rest) = rest.split_at_checked(GROUPS)?;
        let (low, high) =
            rest.split_at_checked(usize::from(u16::from_le_bytes(*before.last_chunk()?)) * 2)?;
        Some(Self { before: before.as_chunks().0, counts, low: low.as_chunks().0, high })
    }

    /// Whether `hash` is there.
    pub fn has(&self, hash: u32) -> bool {
        let group = (hash >> REST_BITS) as usize;
        let block = group / BLOCK;
        let Some(before) = self.before.get(block) else { return false };
        let counts = |groups: std::ops::Range<usize>| self.counts.get(groups).unwrap_or_default();
        let earlier: usize = counts(block * BLOCK..group).iter().map(|count| usize::from(*count)).sum();
        let start = usize::from(u16::from_le_bytes(*before)) + earlier;
        let own: usize = counts(group..group + 1).iter().map(|count| usize::from(*count)).sum();
        (start..start + own).any(|at| self.rest(at) == Some(hash & ((1 << REST_BITS) - 1)))
    }

    /// What is left of the hash at `at`.
    fn rest(&self, at: usize) -> Option<u32> {
        let high = u32::from(self.high.get(at / 2)? >> (4 * (at % 2)) & 0xf);
        Some(high << 16 | u32::from(u16::from_le_bytes(*self.low.get(at)?)))
    }
}
