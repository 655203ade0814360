//! Markdown and raw HTML → the text a reader sees and the links they can follow.
//!
//! Docker Hub renders CommonMark with GitHub's tables and bare links. Whether
//! it renders raw HTML has changed before, so the HTML is read as if it did.
//! Every position is kept, so that evidence can be quoted and shown in place.

mod address;
mod bare;
mod html;
mod lex;
mod markdown;
mod text;
mod words;

pub use lex::{Lexemes, Other, lex};
pub use text::Text;
pub use words::{is_unspaced, lower, taken_for, words};

use memchr::{memchr, memrchr};
use std::ops::Range;

/// A text shown on a Docker Hub page, as a reader sees it.
#[derive(Clone, Debug, Default)]
pub struct Readme {
    /// The visible text, with where each part of it stands in the source.
    pub text: Text,
    /// Its blocks in order.
    pub blocks: Vec<Block>,
    /// Its links in order.
    pub links: Vec<Link>,
}

/// A block of the text: no line of a reader's crosses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in [`Readme::text`].
    pub range: Range<usize>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading, of level 1 to 6.
    Heading(u8),
    /// A paragraph, a list item's text, a table's cell, text in raw HTML.
    Prose,
    /// A code block.
    Code,
}

/// One way out of a readme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// How it is written.
    pub form: Form,
    /// The address as written, with escapes and entities resolved.
    pub href: String,
    /// Where its text stands in [`Readme::text`]; empty for a link without text.
    pub range: Range<usize>,
    /// Where the whole link stands in the source, in bytes.
    pub source: Range<usize>,
    /// Whether it stands in bold type.
    pub strong: bool,
    /// Whether it holds a picture.
    pub image: bool,
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `[text](address)`, or the same by reference.
    Inline,
    /// `<address>`, or an address alone, which GitHub's Markdown makes a link.
    Bare,
    /// An HTML element that leads somewhere when clicked: `a`, `area`, `form`, `button`.
    Html,
    /// An HTML element that loads or leads somewhere by itself: `iframe`, `meta`, `base`, `object`, `embed`.
    Unasked,
}

impl Readme {
    /// Reads `source` as Markdown.
    pub fn read(source: &str) -> Self {
        markdown::read(source)
    }

    /// The text of `link` as a reader sees it.
    pub fn text_of(&self, link: &Link) -> &str {
        self.text.slice(&link.range)
    }

    /// The block that `link` stands in, if it stands in one.
    pub fn block_of(&self, link: &Link) -> Option<&Block> {
        let next = self.blocks.partition_point(|block| block.range.start <= link.range.start);
        let block = self.blocks.get(next.checked_sub(1)?)?;
        (link.range.end <= block.range.end).then_some(block)
    }

    /// Where the line begins that `at` stands on, if that is at most so many bytes before: a
    /// thousand links on one line must not have it read a thousand times.
    pub fn line_start(&self, at: usize, most: usize) -> Option<usize> {
        let text = self.text.as_str().as_bytes();
        let from = at.saturating_sub(most + 1);
        match memrchr(b'\n', text.get(from..at)?) {
            Some(before) => Some(from + before + 1),
            None => (from == 0 && at <= most).then_some(0),
        }
    }

    /// Where the line ends that `at` stands on, if that is at most so many bytes behind.
    pub fn line_end(&self, at: usize, most: usize) -> Option<usize> {
        let text = self.text.as_str().as_bytes();
        let to = text.len().min(at + most + 1);
        match memchr(b'\n', text.get(at..to)?) {
            Some(behind) => Some(at + behind),
            None => (text.len() - at <= most).then_some(text.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cases;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn links() {
        cases::links(include_str!("links.toml"));
    }
}
