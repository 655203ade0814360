//! The rules of the public suffix list, of which only is asked whether one is there.

use super::format::GROUPS;

/// Hashes of 32 bits in groups: the highest byte is the group, and where each begins stands first;
/// then the other three bytes of each hash, sorted within its group.
#[derive(Clone, Copy, Debug)]
pub struct Suffixes<'a> {
    starts: &'a [[u8; 2]],
    rest: &'a [[u8; 3]],
}

impl<'a> Suffixes<'a> {
    /// Looks at `section` as such groups.
    pub(super) fn new(section: &'a [u8]) -> Option<Self> {
        let (starts, rest) = section.split_at_checked((GROUPS + 1) * 2)?;
        Some(Self { starts: starts.as_chunks().0, rest: rest.as_chunks().0 })
    }

    /// Whether `hash` is there.
    pub fn has(&self, hash: u32) -> bool {
        let [group, rest @ ..] = hash.to_be_bytes();
        let start =
            |group: usize| self.starts.get(group).map(|start| usize::from(u16::from_le_bytes(*start)));
        let group = usize::from(group);
        let (Some(start), Some(end)) = (start(group), start(group + 1)) else { return false };
        self.rest.get(start..end).is_some_and(|group| group.binary_search(&rest).is_ok())
    }
}
