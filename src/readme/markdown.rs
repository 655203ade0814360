//! Markdown events → text, blocks and links.

use super::{
    Block, BlockKind, Form, Link, Readme,
    address::{refresh_address, written},
    bare,
    html::{self, Token},
};
use memchr::{memchr, memchr_iter};
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::{borrow::Cow, ops::Range};

/// Reads a readme in one pass over the events of the parser.
pub(super) fn read(source: &str) -> Readme {
    let (source, dropped) = plain_line_breaks(source);
    let source = unescape_line_breaks(&source);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut reader = Reader { source: &source, readme: Readme::default(), ..Reader::default() };
    reader.readme.text.reserve(source.len());
    for (event, range) in Parser::new_ext(&source, options).into_offset_iter() {
        reader.event(event, range);
    }
    let mut readme = reader.finish();
    if !dropped.is_empty() {
        // A position stands behind as many dropped bytes as were before it.
        let position = |at: usize| at + dropped.partition_point(|dropped| *dropped < at);
        readme.text.move_source(position);
        for link in &mut readme.links {
            link.source = position(link.source.start)..position(link.source.end);
        }
    }
    readme
}

/// Makes every line break a line feed, as CommonMark reads them
/// (<https://spec.commonmark.org/0.31.2/#line-ending>); with the positions, in
/// what comes out, before which a carriage return was dropped.
fn plain_line_breaks(source: &str) -> (Cow<'_, str>, Vec<usize>) {
    if memchr(b'\r', source.as_bytes()).is_none() {
        return (Cow::Borrowed(source), Vec::new());
    }
    let mut out = String::with_capacity(source.len());
    let mut dropped = Vec::new();
    for part in source.split_inclusive("\r\n") {
        let line = part.strip_suffix("\r\n");
        out.push_str(&line.unwrap_or(part).replace('\r', "\n"));
        if line.is_some() {
            dropped.push(out.len());
            out.push('\n');
        }
    }
    (Cow::Owned(out), dropped)
}

/// Turns the two characters `\n` into a line break where a text has them in
/// place of line breaks, as the Downloader campaign's mailer leaves them.
/// The length stays the same, so that positions hold.
fn unescape_line_breaks(source: &str) -> Cow<'_, str> {
    let written =
        memchr_iter(b'\\', source.as_bytes()).filter(|at| source[at + 1..].starts_with('n')).count();
    if written >= 2 && written > memchr_iter(b'\n', source.trim().as_bytes()).count() {
        Cow::Owned(source.replace("\\n", " \n"))
    } else {
        Cow::Borrowed(source)
    }
}

/// What is read so far.
#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    readme: Readme,
    block: Option<(BlockKind, usize)>,
    /// Links whose text is still being read.
    open: Vec<Link>,
    strong: usize,
    pictures: usize,
    in_html_block: bool,
    /// Text that takes no bare links: code.
    literal: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_html_block => self.html(&text, range),
            // What a picture shows instead of its alternative text is not known;
            // in a link the text is what the link says.
            Event::Text(_) if self.pictures > 0 && self.open.is_empty() => {}
            Event::Text(text) => self.readme.text.push(&text, range),
            Event::Code(text) => {
                let start = self.readme.text.len();
                self.readme.text.push(&text, inner(self.source, &text, &range));
                self.literal.push(start..self.readme.text.len());
            }
            // The block is read whole when it starts.
            Event::Html(_) if self.in_html_block => {}
            Event::Html(text) | Event::InlineHtml(text) => self.html(&text, range),
            Event::SoftBreak | Event::HardBreak => self.readme.text.break_line(),
            Event::Rule
            | Event::TaskListMarker(_)
            | Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.open_block(BlockKind::Heading(level as u8)),
            Tag::Paragraph | Tag::Item | Tag::TableCell => self.open_block(BlockKind::Prose),
            Tag::CodeBlock(_) => self.open_block(BlockKind::Code),
            Tag::HtmlBlock => {
                self.open_block(BlockKind::Prose);
                self.in_html_block = true;
                let html = CowStr::Borrowed(&self.source[range.clone()]);
                self.html(&html, range);
            }
            Tag::Strong => self.strong += 1,
            // What stands for a picture is text, links in it as well.
            Tag::Link { .. } if self.pictures > 0 => {}
            Tag::Link { link_type, dest_url, .. } => {
                let form = match link_type {
                    LinkType::Autolink | LinkType::Email => Form::Bare,
                    _ => Form::Inline,
                };
                let href = if link_type == LinkType::Email {
                    format!("mailto:{dest_url}")
                } else {
                    written(&dest_url).into_owned()
                };
                self.open_link(form, href, range);
            }
            Tag::Image { .. } => {
                self.pictures += 1;
                self.picture();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock => {
                self.close_block();
            }
            TagEnd::HtmlBlock => {
                self.in_html_block = false;
                self.close_block();
            }
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            TagEnd::Link if self.pictures > 0 => {}
            TagEnd::Link => {
                self.close_html_links();
                self.close_link(None);
            }
            _ => {}
        }
    }

    /// Begins a block; whatever is still open (an item's text before its list) ends.
    fn open_block(&mut self, kind: BlockKind) {
        self.close_block();
        self.readme.text.break_line();
        self.block = Some((kind, self.readme.text.len()));
    }

    fn close_block(&mut self) {
        // Whether an HTML link that is not closed goes on in the next block
        // depends on the renderer; what stands there is read for itself.
        self.close_html_links();
        let Some((kind, start)) = self.block.take() else { return };
        let range = start..self.readme.text.len();
        if !range.is_empty() {
            if kind == BlockKind::Code {
                self.literal.push(range.clone());
            }
            self.readme.blocks.push(Block { kind, range });
        }
        self.readme.text.break_line();
    }

    /// Ends the innermost links, as far as they are HTML's.
    fn close_html_links(&mut self) {
        while self.open.last().is_some_and(|link| link.form == Form::Html) {
            self.close_link(None);
        }
    }

    fn open_link(&mut self, form: Form, href: String, source: Range<usize>) {
        let at = self.readme.text.len();
        self.open.push(Link { form, href, range: at..at, source, strong: self.strong > 0, image: false });
    }

    /// Ends the innermost link; `end` is where its source ends, if it is not known yet.
    fn close_link(&mut self, end: Option<usize>) {
        let Some(mut link) = self.open.pop() else { return };
        link.range.end = self.readme.text.len();
        if let Some(end) = end {
            link.source.end = end;
        }
        self.readme.links.push(link);
    }

    fn picture(&mut self) {
        for link in &mut self.open {
            link.image = true;
        }
    }

    fn html(&mut self, html: &str, range: Range<usize>) {
        for (token, part) in html::tokens(html) {
            let part = range.start + part.start..range.start + part.end;
            match token {
                Token::Text(text) => self.html_text(&text, part),
                Token::Close { name } if name == "a" => {
                    if self.open.last().is_some_and(|link| link.form == Form::Html) {
                        self.close_link(Some(part.end));
                    }
                }
                Token::Close { name } => self.html_boundary(&name),
                Token::Open { name, attributes } => {
                    self.html_boundary(&name);
                    self.html_element(&name, &attributes, part);
                }
            }
        }
    }

    /// Text in HTML, where white space between tags shows as one space.
    fn html_text(&mut self, text: &str, source: Range<usize>) {
        if text.trim().is_empty() {
            if !self.readme.text.is_empty() && !self.readme.text.as_str().ends_with(char::is_whitespace) {
                self.readme.text.push(" ", source);
            }
        } else {
            self.readme.text.push(text, source);
        }
    }

    fn html_boundary(&mut self, name: &str) {
        const BREAKING: [&str; 18] = [
            "address",
            "blockquote",
            "br",
            "center",
            "dd",
            "details",
            "div",
            "dt",
            "h1",
            "h2",
            "h3",
            "h4",
            "hr",
            "li",
            "p",
            "summary",
            "td",
            "tr",
        ];
        if BREAKING.contains(&name) {
            self.readme.text.break_line();
        }
    }

    fn html_element(&mut self, name: &str, attributes: &[(String, String)], source: Range<usize>) {
        let value =
            |wanted: &str| attributes.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.clone());
        let linked = || value("href").or_else(|| value("xlink:href"));
        let whole = |form, href: Option<String>, reader: &mut Self| {
            if let Some(href) = href {
                reader.open_link(form, href, source.clone());
                reader.close_link(None);
            }
        };
        match name {
            "a" => {
                // An `a` cannot hold another: the second one ends the first.
                if self.open.last().is_some_and(|link| link.form == Form::Html) {
                    self.close_link(Some(source.start));
                }
                if let Some(href) = linked() {
                    self.open_link(Form::Html, href, source);
                }
            }
            "area" => whole(Form::Html, value("href"), self),
            _ if html::is_of_formula(name) => whole(Form::Html, linked(), self),
            "form" => whole(Form::Html, value("action"), self),
            "button" | "input" => whole(Form::Html, value("formaction"), self),
            "iframe" | "embed" | "frame" => whole(Form::Unasked, value("src"), self),
            "object" => whole(Form::Unasked, value("data"), self),
            "base" => whole(Form::Unasked, value("href"), self),
            "meta" if value("http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) => {
                whole(Form::Unasked, value("content").as_deref().and_then(refresh_address), self);
            }
            "img" => {
                self.picture();
                // The alternative text is what the picture says to whoever cannot see it.
                if let Some(alt) = value("alt").filter(|_| !self.open.is_empty()) {
                    self.readme.text.push(&alt, source);
                }
            }
            _ => {}
        }
    }

    fn finish(mut self) -> Readme {
        self.close_block();
        while !self.open.is_empty() {
            self.close_link(None);
        }
        self.bare_links();
        self.readme.links.sort_by_key(|link| (link.source.start, link.source.end));
        self.readme
    }

    /// Finds the addresses that stand alone, outside code and other links.
    fn bare_links(&mut self) {
        let mut taken: Vec<Range<usize>> = self.readme.links.iter().map(|link| link.range.clone()).collect();
        taken.append(&mut self.literal);
        taken.retain(|range| !range.is_empty());
        taken.sort_by_key(|range| range.start);
        let found: Vec<Range<usize>> = bare::find(self.readme.text.as_str(), &taken).collect();
        for range in found {
            let address = written(self.readme.text.slice(&range));
            let href = if address.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http")) {
                address.into_owned()
            } else {
                format!("http://{address}")
            };
            let source = self.readme.text.source_of(&range);
            self.readme.links.push(Link {
                form: Form::Bare,
                href,
                range,
                source,
                strong: false,
                image: false,
            });
        }
    }
}

/// Where the `text` of a code span stands within `range`: its marks, and a space beside
/// them, are not its text.
fn inner(source: &str, text: &str, range: &Range<usize>) -> Range<usize> {
    let whole = &source[range.clone()];
    let rest = whole.trim_start_matches('`');
    let marks = whole.len() - rest.len();
    let before =
        [0, 1].into_iter().find(|space| rest.get(*space..).is_some_and(|rest| rest.starts_with(text)));
    before
        .map_or(range.clone(), |space| range.start + marks + space..range.start + marks + space + text.len())
}
