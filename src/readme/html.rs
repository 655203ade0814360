//! Raw HTML: the tags, and the text between them.
//!
//! A small part of <https://html.spec.whatwg.org/multipage/parsing.html#tokenization>:
//! tags, attributes, comments and character references, which is what it takes
//! to find where a click can lead. It never fails: what is no tag is text.

use std::{borrow::Cow, ops::Range};

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name attributes>`
    Open { name: String, attributes: Vec<(String, String)> },
    /// `</name>`
    Close { name: String },
    /// What stands between, with character references resolved.
    Text(Cow<'a, str>),
}

/// Splits `html` into tokens, each with the bytes it takes. Comments,
/// declarations, and what stands within `script` and `style` are left out.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = (Token<'_>, Range<usize>)> {
    let mut at = 0;
    let mut hidden: Option<&'static str> = None;
    // In pictures and formulas a script is an element like others
    // (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign).
    let mut foreign = false;
    std::iter::from_fn(move || {
        while at < html.len() {
            let start = at;
            let rest = &html[start..];
            if let Some(name) = hidden.take() {
                // Raw text ends at its own closing tag and at nothing else.
                at = find_closing(rest, name).map_or(html.len(), |end| start + end);
                continue;
            }
            let length = match markup(rest) {
                Markup::Tag(token, length) => {
                    at += length;
                    if let Token::Open { name, .. } = &token {
                        foreign |= matches!(name.as_str(), "svg" | "math");
                        hidden = ["script", "style"].into_iter().find(|raw| raw == name && !foreign);
                    }
                    return Some((token, start..at));
                }
                Markup::Unseen(length) => {
                    at += length;
                    continue;
                }
                // A browser drops a tag that never ends and all that follows.
                // Taking it for text shows more, and keeps the time linear.
                Markup::Unfinished => rest.len(),
                Markup::None => {
                    let mark = usize::from(rest.starts_with('<'));
                    rest[mark..].find('<').map_or(rest.len(), |next| mark + next)
                }
            };
            at += length;
            return Some((Token::Text(unescape(&rest[..length])), start..at));
        }
        None
    })
}

fn find_closing(rest: &str, name: &str) -> Option<usize> {
    rest.match_indices("</").map(|(at, _)| at).find(|at| {
        rest.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
    })
}

/// What stands at the start of some HTML, and how long it is.
enum Markup {
    Tag(Token<'static>, usize),
    /// A comment or a declaration.
    Unseen(usize),
    /// A tag whose end is missing.
    Unfinished,
    None,
}

/// The attributes that can hold an address, or say what it is for or what is shown.
const ATTRIBUTES: [&str; 9] =
    ["action", "alt", "content", "data", "formaction", "href", "http-equiv", "src", "xlink:href"];

/// Whether an element called `name` is one of a formula (<https://www.w3.org/TR/mathml-core/#mathml-elements-and-attributes>,
/// and of those that were before): Firefox follows any of those that has an address.
pub fn is_of_formula(name: &str) -> bool {
    const NAMES: [&str; 32] = [
        "math",
        "merror",
        "mfrac",
        "mi",
        "mmultiscripts",
        "mn",
        "mo",
        "mover",
        "mpadded",
        "mphantom",
        "mprescripts",
        "mroot",
        "mrow",
        "ms",
        "mspace",
        "msqrt",
        "mstyle",
        "msub",
        "msubsup",
        "msup",
        "mtable",
        "mtd",
        "mtext",
        "mtr",
        "munder",
        "munderover",
        "semantics",
        "annotation",
        "annotation-xml",
        "maction",
        "menclose",
        "mfenced",
    ];
    NAMES.contains(&name)
}

fn markup(rest: &str) -> Markup {
    let Some(inner) = rest.strip_prefix('<') else { return Markup::None };
    if inner.starts_with("!--") {
        return Markup::Unseen(rest.find("-->").map_or(rest.len(), |at| at + 3));
    }
    if inner.starts_with(['!', '?']) {
        return Markup::Unseen(rest.find('>').map_or(rest.len(), |at| at + 1));
    }
    let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Markup::None;
    }
    let mut reader = Reader { rest: inner };
    let name = reader.take(|c| !is_space(c) && c != '/' && c != '>').to_ascii_lowercase();
    let Some(attributes) = reader.attributes() else { return Markup::Unfinished };
    let token = if closing { Token::Close { name } } else { Token::Open { name, attributes } };
    Markup::Tag(token, rest.len() - reader.rest.len())
}

fn is_space(c: char) -> bool {
    c.is_ascii_whitespace()
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Reads up to the end of the tag; `None` if there is none.
    fn attributes(&mut self) -> Option<Vec<(String, String)>> {
        let mut attributes: Vec<(String, String)> = Vec::new();
        loop {
            self.take(|c| is_space(c) || c == '/');
            if self.skip('>') {
                return Some(attributes);
            }
            let key = self.take_attribute_name()?.to_ascii_lowercase();
            self.take(is_space);
            let value = if self.skip('=') { self.value()? } else { "" };
            // The first of two attributes of one name counts.
            if ATTRIBUTES.contains(&key.as_str()) && attributes.iter().all(|(known, _)| *known != key) {
                attributes.push((key, unescape(value).into_owned()));
            }
        }
    }

    fn value(&mut self) -> Option<&'a str> {
        self.take(is_space);
        if self.skip('"') {
            self.take_until('"')
        } else if self.skip('\'') {
            self.take_until('\'')
        } else {
            Some(self.take(|c| !is_space(c) && c != '>'))
        }
    }

    fn skip(&mut self, c: char) -> bool {
        let Some(rest) = self.rest.strip_prefix(c) else { return false };
        self.rest = rest;
        true
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn take_until(&mut self, end: char) -> Option<&'a str> {
        let (taken, rest) = self.rest.split_once(end)?;
        self.rest = rest;
        Some(taken)
    }

    /// A name is at least one character, whatever it is; none is left at the end.
    fn take_attribute_name(&mut self) -> Option<&'a str> {
        let first = self.rest.chars().next()?.len_utf8();
        let more = self.rest[first..].find(|c: char| is_space(c) || matches!(c, '/' | '>' | '='));
        let (taken, rest) = self.rest.split_at(more.map_or(self.rest.len(), |more| first + more));
        self.rest = rest;
        Some(taken)
    }
}

/// Resolves character references: numeric ones, and of the named ones those
/// that can spell an address or occur in ordinary text.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((char, length)) = reference(rest) {
            out.push(char);
            rest = &rest[length..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The longest name in [`NAMED`], and the most digits a number needs.
const LONGEST_REFERENCE: usize = 10;

const NAMED: [(&str, char); 30] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("colon", ':'),
    ("sol", '/'),
    ("bsol", '\\'),
    ("period", '.'),
    ("quest", '?'),
    ("equals", '='),
    ("num", '#'),
    ("percnt", '%'),
    ("commat", '@'),
    ("lowbar", '_'),
    ("hyphen", '\u{2010}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("raquo", '»'),
    ("rarr", '→'),
    ("copy", '©'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("NoBreak", '\u{2060}'),
];

fn reference(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let end = body.char_indices().take(LONGEST_REFERENCE + 1).find(|(_, c)| *c == ';').map(|(at, _)| at)?;
    let name = &body[..end];
    let char = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        char::from_u32(code.ok()?).filter(|c| *c != '\0')?
    } else {
        NAMED.iter().find(|(known, _)| *known == name)?.1
    };
    Some((char, end + 2))
}

#[cfg(test)]
mod tests {
    use super::{Token, tokens};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn shown(html: &str) -> Vec<String> {
        tokens(html)
            .map(|(token, range)| match token {
                Token::Open { name, attributes } => format!("<{name} {attributes:?}>"),
                Token::Close { name } => format!("</{name}>"),
                Token::Text(text) => {
                    assert!(range.end <= html.len());
                    text.into_owned()
                }
            })
            .collect()
    }

    #[test]
    fn reads_tags_as_a_browser_does() {
        for (html, expected) in [
            (r#"<a href="x">t</a>"#, vec![r#"<a [("href", "x")]>"#, "t", "</a>"]),
            ("<A HREF='x' href=y>", vec![r#"<a [("href", "x")]>"#]),
            ("<a\nhref = x\n>", vec![r#"<a [("href", "x")]>"#]),
            ("<a/href=x/y>", vec![r#"<a [("href", "x/y")]>"#]),
            ("<a href=\"&#104;ttps&colon;//x\">", vec![r#"<a [("href", "https://x")]>"#]),
            ("<!-- <a href=x> -->t", vec!["t"]),
            ("<script>'<a href=x>'</script>t", vec!["<script []>", "</script>", "t"]),
            ("<svg><script><a href=x>", vec!["<svg []>", "<script []>", r#"<a [("href", "x")]>"#]),
            ("1 < 2 <b>x", vec!["1 ", "< 2 ", "<b []>", "x"]),
            ("<a href=\"never closed", vec!["<a href=\"never closed"]),
            ("a &amp; b &unknown; &", vec!["a & b &unknown; &"]),
            ("", vec![]),
            ("<", vec!["<"]),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }
}
