//! The visible text, and the way back from it to the source.

use crate::platform;
use std::ops::Range;

/// Text as a reader sees it: invisible characters removed, letters that only
/// look different (mathematical, full-width, enclosed) made plain. Every part
/// knows where it comes from.
#[derive(Clone, Debug, Default)]
pub struct Text {
    visible: String,
    /// In order of `visible`, without overlaps.
    pieces: Vec<Piece>,
}

/// A stretch of visible text and the source it comes from.
#[derive(Clone, Debug)]
struct Piece {
    visible: Range<usize>,
    source: Range<usize>,
}

impl Text {
    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.visible
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.visible.len()
    }

    /// Whether there is nothing to see.
    pub fn is_empty(&self) -> bool {
        self.visible.is_empty()
    }

    /// The part of the text at `range`; empty if the range is none of this text's.
    pub fn slice(&self, range: &Range<usize>) -> &str {
        self.visible.get(range.clone()).unwrap_or_default()
    }

    /// Its lines with where each stands, without the space at their ends.
    pub fn lines(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let mut start = 0;
        self.visible.split_inclusive('\n').map(move |line| {
            let range = start..start + line.trim_end().len();
            start += line.len();
            (range.clone(), &self.visible[range])
        })
    }

    /// Where the text at `range` stands in the source, in bytes.
    pub fn source_of(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.pieces.partition_point(|piece| piece.visible.end <= range.start);
        let last = self.pieces.partition_point(|piece| piece.visible.start < range.end);
        let within = self.pieces.get(first..last).unwrap_or_default();
        let (Some(head), Some(tail)) = (within.first(), within.last()) else { return 0..0 };
        let start = match range.start.checked_sub(head.visible.start) {
            Some(offset) if head.is_exact() => head.source.start + offset,
            _ => head.source.start,
        };
        let end = match tail.visible.end.checked_sub(range.end) {
            Some(rest) if tail.is_exact() => tail.source.end - rest,
            _ => tail.source.end,
        };
        start..end
    }

    /// Makes room for `bytes` more.
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.visible.reserve(bytes);
    }

    /// Appends `text`, which stands at `source`.
    pub(super) fn push(&mut self, text: &str, source: Range<usize>) {
        if text.is_ascii() || is_plain(text) {
            self.append(text, source);
            return;
        }
        // Inside a piece of equal length a position in the text is a position
        // in the source; where entities or escapes were resolved it is not.
        let exact = text.len() == source.len();
        let at = |range: Range<usize>| {
            if exact { source.start + range.start..source.start + range.end } else { source.clone() }
        };
        for (kind, range) in runs(text) {
            let run = &text[range.clone()];
            match kind {
                Kind::Plain => self.append(run, at(range)),
                Kind::Foldable => self.append(&platform::nfkc(run), at(range)),
                Kind::Invisible => {}
            }
        }
    }

    /// Moves every position in the source.
    pub(super) fn move_source(&mut self, position: impl Fn(usize) -> usize) {
        for piece in &mut self.pieces {
            piece.source = position(piece.source.start)..position(piece.source.end);
        }
    }

    /// Ends the line, unless nothing was written on it.
    pub(super) fn break_line(&mut self) {
        if !self.visible.is_empty() && !self.visible.ends_with('\n') {
            self.visible.push('\n');
        }
    }

    fn append(&mut self, visible: &str, source: Range<usize>) {
        if visible.is_empty() {
            return;
        }
        let start = self.visible.len();
        self.visible.push_str(visible);
        let piece = Piece { visible: start..self.visible.len(), source };
        match self.pieces.last_mut() {
            // One stretch of text often comes in parts.
            Some(last) if last.is_exact() && piece.is_exact() && last.meets(&piece) => {
                last.visible.end = piece.visible.end;
                last.source.end = piece.source.end;
            }
            _ => self.pieces.push(piece),
        }
    }
}

impl Piece {
    /// Whether `next` goes on where this ends, in the text and in the source.
    fn meets(&self, next: &Self) -> bool {
        self.visible.end == next.visible.start && self.source.end == next.source.start
    }

    fn is_exact(&self) -> bool {
        self.visible.len() == self.source.len()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Foldable,
    Invisible,
}

/// Whether `text` is of one kind, plain, as far as the first bytes of its characters tell.
fn is_plain(text: &str) -> bool {
    let may_begin_another = |byte| matches!(byte, 0xC2 | 0xE2 | 0xEF | 0xF0);
    // Without a branch, so that many are looked at at once.
    !text.bytes().fold(false, |any, byte| any | may_begin_another(byte))
}

/// Splits `text` into the longest stretches of one kind.
fn runs(text: &str) -> impl Iterator<Item = (Kind, Range<usize>)> {
    let mut chars = text.char_indices().map(|(at, char)| (kind_of(char), at)).peekable();
    std::iter::from_fn(move || {
        let (kind, start) = chars.next()?;
        while chars.next_if(|(next, _)| *next == kind).is_some() {}
        let end = chars.peek().map_or(text.len(), |(_, at)| *at);
        Some((kind, start..end))
    })
}

fn kind_of(char: char) -> Kind {
    match char {
        // Default-ignorable: soft hyphen, zero-width and direction marks, word
        // joiner (Docker Hub ends each outside link with one), byte order mark.
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => Kind::Invisible,
        // Letterlike, enclosed, full-width and mathematical letters.
        '\u{2100}'..='\u{214F}'
        | '\u{2460}'..='\u{24FF}'
        | '\u{FF01}'..='\u{FF5E}'
        | '\u{1D400}'..='\u{1D7FF}'
        | '\u{1F130}'..='\u{1F169}' => Kind::Foldable,
        _ => Kind::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Text, is_plain, kind_of};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_looks_plain_is() {
        for c in (char::MIN..=char::MAX).filter(|c| is_plain(&c.to_string())) {
            assert!(kind_of(c) == Kind::Plain, "{c:?}");
        }
        assert!(is_plain("Скачать é 下载") && !is_plain("a\u{200B}") && !is_plain("𝒟"));
    }

    #[test]
    fn finds_its_way_back_to_the_source() {
        let source = "a \u{200B}𝒟𝑜wn **x** &amp; y";
        let mut text = Text::default();
        text.push("a \u{200B}𝒟𝑜wn ", 0..16);
        text.push("x", 18..19);
        text.push("&", 22..27);
        text.push(" y", 27..29);
        assert_eq!(text.as_str(), "a Down x& y");
        for (range, expected) in
            [(0..1, "a"), (2..4, "𝒟𝑜"), (4..6, "wn"), (7..8, "x"), (8..9, "&amp;"), (7..11, "x** &amp; y")]
        {
            assert_eq!(&source[text.source_of(&range)], expected, "{range:?}");
        }
    }
}
