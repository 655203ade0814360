//! Readmes as Docker Hub renders them.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// What Docker Hub puts around an outside link, from a page of 2026.
const LINK: &str = r#"class="MuiTypography-root MuiTypography-inherit MuiLink-root MuiLink-underlineAlways DDSExternalLink-root css-esgkec" rel="noopener" target="_blank""#;
const ICON: &str = r#"<span style="white-space: nowrap; user-select: none;">&NoBreak;<svg viewBox="0 0 24 24" class="MuiSvgIcon-root DDSExternalLink-icon" focusable="false" aria-hidden="true" data-testid="LinkExternalIcon"><path d="M21 9L21 3M21 3H15M21 3L13 11"></path></svg></span>"#;

/// Markdown as HTML, with GitHub's tables and bare links, raw HTML included.
pub fn render(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut linked = 0_usize;
    let mut outside = Vec::new();
    let events = Parser::new_ext(markdown, options).map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            linked += 1;
            outside.push(is_outside(&dest_url));
            raw(open(&dest_url))
        }
        Event::End(TagEnd::Link) => {
            linked = linked.saturating_sub(1);
            raw(if outside.pop() == Some(true) { format!("{ICON}</a>") } else { "</a>".to_owned() })
        }
        Event::Text(text) if linked == 0 => raw(autolink(&text)),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

fn raw(html: String) -> Event<'static> {
    Event::InlineHtml(CowStr::from(html))
}

fn is_outside(href: &str) -> bool {
    href.contains("://") || href.starts_with("//")
}

fn open(href: &str) -> String {
    let link = if is_outside(href) { LINK } else { "" };
    format!(r#"<a {link} href="{}">"#, escape(href))
}

/// An outside address as a link.
pub fn outside(href: &str) -> String {
    format!("{}{}{ICON}</a>", open(href), escape(href))
}

/// Text with its bare addresses made links.
fn autolink(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("https://").into_iter().chain(rest.find("http://")).min() {
        let end = rest[at..].find(char::is_whitespace).map_or(rest.len(), |end| at + end);
        let href = rest[at..end].trim_end_matches(['.', ',', ')', ':', '!', '?', '*']);
        out.push_str(&escape(&rest[..at]));
        out.push_str(&outside(href));
        rest = &rest[at + href.len()..];
    }
    out.push_str(&escape(rest));
    out
}

/// Text as HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
