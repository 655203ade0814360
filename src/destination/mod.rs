//! Where a link leads: its address as a browser reads it, unwrapped from every
//! redirector that can be read without the network.

mod idn;
mod site;
mod unwrap;

use crate::rules::{self, Shape};
use memchr::memchr_iter;
use serde::Serialize;
use std::net::IpAddr;

pub use crate::url::Url;
pub use idn::shown;
pub use site::site;

/// What relative addresses are read against. Any page of Docker Hub serves: an
/// outside address never depends on which.
const BASE: &str = "https://hub.docker.com/";

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To a web page, here or elsewhere.
    Web(Route),
    /// To something a browser runs or shows without going anywhere:
    /// `javascript:`, `data:`, `blob:`, `vbscript:`.
    Content(Url),
    /// To another program: `mailto:`, `tel:`, `magnet:`, …
    Program(Url),
    /// Nowhere: no browser can read the address.
    Nowhere,
}

/// The way to a web page: the address that is clicked, and what it unwraps to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// What is clicked, then what each redirector holds; never empty.
    hops: Vec<Url>,
    /// The shape of each.
    shapes: Vec<Option<Shape<'static>>>,
    end: End,
}

/// What is known of where an outside link ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// On Docker's own pages.
    Docker,
    /// On this machine, in a private network, or at a name kept for examples:
    /// what manuals are full of.
    Example,
    /// On some other page.
    Outside,
}

impl Destination {
    /// Reads the address `href` of a link on a Docker Hub page.
    pub fn of(href: &str) -> Self {
        let Some(url) = Url::parse(href, BASE) else { return Self::Nowhere };
        match url.scheme() {
            "http" | "https" | "ftp" => Self::Web(Route::from(url)),
            "javascript" | "data" | "blob" | "vbscript" | "filesystem" => Self::Content(url),
            _ => Self::Program(url),
        }
    }

    /// The route, if a web page is at its end and it is not Docker's own.
    pub fn outside(&self) -> Option<&Route> {
        match self {
            Self::Web(route) if route.end() == End::Outside => Some(route),
            _ => None,
        }
    }
}

impl Route {
    fn from(clicked: Url) -> Self {
        let hops = unwrap::hops(clicked);
        let end = if hops.iter().all(|hop| rules::is_dockers(hop.host())) {
            End::Docker
        } else if hops.iter().all(|hop| rules::is_dockers(hop.host()) || is_example(hop.host())) {
            End::Example
        } else {
            End::Outside
        };
        let shapes = match end {
            End::Outside => hops.iter().map(|hop| rules::shape(&hop.plain())).collect(),
            End::Docker | End::Example => Vec::new(),
        };
        Self { hops, shapes, end }
    }

    /// The address that is clicked.
    pub fn clicked(&self) -> &Url {
        &self.hops[0]
    }

    /// The address the click ends at, as far as it can be read.
    pub fn last(&self) -> &Url {
        &self.hops[self.hops.len() - 1]
    }

    /// Every address on the way, the clicked one first.
    pub fn hops(&self) -> &[Url] {
        &self.hops
    }

    /// Every address on the way to another page that is built as a campaign builds its own.
    pub fn shaped(&self) -> impl Iterator<Item = (&Url, Shape<'static>)> {
        self.hops.iter().zip(&self.shapes).filter_map(|(hop, shape)| Some((hop, (*shape)?)))
    }

    /// What is known of where it ends.
    pub fn end(&self) -> End {
        self.end
    }
}

/// Whether `host` is one of examples: a reserved name
/// (<https://www.rfc-editor.org/rfc/rfc6761>), a name without a dot, or an
/// address that is not public.
fn is_example(host: &str) -> bool {
    let reserved = ["localhost", "test", "invalid", "local", "example.com", "example.org", "example.net"];
    match address(host) {
        Some(address) => !is_public(address),
        None => !host.contains('.') || reserved.iter().any(|name| rules::is_at_or_below(host, name)),
    }
}

/// The IP address that `host` is, if it is one.
fn address(host: &str) -> Option<IpAddr> {
    // A browser writes each in digits, or in brackets.
    let numeric = host.ends_with(|last: char| last == ']' || last.is_ascii_digit());
    if numeric { host.trim_start_matches('[').trim_end_matches(']').parse().ok() } else { None }
}

/// Whether `host` is an IP address that anyone can reach.
pub fn is_public_address(host: &str) -> bool {
    address(host).is_some_and(is_public)
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let shared = v4.octets()[0] == 100 && v4.octets()[1] & 0xC0 == 64;
            let special = v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_documentation();
            !(shared || special || v4.is_unspecified() || v4.is_broadcast())
        }
        // 2000::/3 is what is handed out (RFC 4291); an IPv4 address may be within.
        IpAddr::V6(v6) => {
            v6.to_ipv4_mapped().map_or(v6.segments()[0] & 0xE000 == 0x2000, |v4| is_public(v4.into()))
        }
    }
}

/// The host that `address`, written as browsers serialise addresses, names; with its port, if it has one.
pub fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    host.rsplit_once('@').map_or(host, |(_, host)| host)
}

/// The known host that `host` is, or stands below.
pub fn known_host(host: &str) -> Option<rules::KnownHost> {
    let host = host.trim_end_matches('.');
    let mut starts = std::iter::once(0).chain(memchr_iter(b'.', host.as_bytes()).map(|at| at + 1));
    starts.find_map(|start| rules::host(&host[start..]))
}

/// Writes an address or a host so that no program makes a link of it:
/// `hxxps://tinurll[.]com/x`.
pub fn defang(address: &str) -> String {
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, address),
    };
    let host = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host);
    let scheme = scheme.map_or_else(String::new, |scheme| format!("{}://", scheme.replacen("tt", "xx", 1)));
    format!("{scheme}{}{path}", host.replace('.', "[.]"))
}

/// Reads an address that was written so that no program makes a link of it;
/// `None` if it is written plainly or is no address.
///
/// The opposite of [`defang`], and lenient: people write `[.]`, `(.)`, `[dot]`,
/// `hxxp` and `h**p`.
pub fn refang(word: &str) -> Option<String> {
    let mut plain = word.to_owned();
    for dot in ["[.]", "(.)", "{.}", "[dot]", "(dot)", "[DOT]", "(DOT)"] {
        plain = plain.replace(dot, ".");
    }
    for scheme in ["hxxp", "hXXp", "h**p", "HXXP"] {
        if let Some(rest) = plain.strip_prefix(scheme) {
            plain = format!("http{rest}");
        }
    }
    let changed = plain != word && plain.contains('.');
    changed.then(|| if plain.contains("://") { plain } else { format!("http://{plain}") })
}

/// Defangs every web address in `text`.
pub fn defang_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let start = rest[..at]
            .rfind(|c: char| !c.is_ascii_alphanumeric())
            .map_or(0, |before| before + rest[before..].chars().next().map_or(1, char::len_utf8));
        let end = rest[at..].find(|c: char| c.is_whitespace() || c == '<').map_or(rest.len(), |end| at + end);
        out.push_str(&rest[..start]);
        out.push_str(&defang(&rest[start..end]));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{Destination, defang, defang_text, known_host};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn hops(href: &str) -> Vec<String> {
        match Destination::of(href) {
            Destination::Web(route) => route.hops().iter().map(|hop| hop.href().to_owned()).collect(),
            other => panic!("{href}: {other:?}"),
        }
    }

    #[test]
    fn unwraps_what_redirectors_hold() {
        #[derive(serde::Deserialize)]
        struct Table {
            case: Vec<Case>,
        }
        #[derive(serde::Deserialize)]
        struct Case {
            href: String,
            hops: Vec<String>,
        }
        let table: Table = toml::from_str(include_str!("unwrap.toml")).unwrap();
        for case in table.case {
            assert_eq!(hops(&case.href)[1..], case.hops, "{}", case.href);
        }
    }

    #[test]
    fn a_loop_ends() {
        let mut href = "https://x.example/".to_owned();
        for _ in 0..30 {
            href = format!(
                "https://www.google.com/url?{}",
                form_urlencoded::Serializer::new(String::new()).append_pair("q", &href).finish()
            );
            if href.len() > 20_000 {
                break;
            }
        }
        assert!(hops(&href).len() <= 1 + super::unwrap::MOST_HOPS);
        let twice = "https://www.google.com/url?q=https://www.google.com/url?q=https://x.site/".repeat(50);
        assert!(hops(&twice).len() <= 2 * (1 + super::unwrap::MOST_HOPS));
    }

    #[test]
    fn tells_outside_from_dockers_own() {
        for (href, outside) in [
            ("https://docs.docker.com/", false),
            ("/r/a/b", false),
            ("#top", false),
            ("mailto:a@b.example", false),
            ("javascript:alert(1)", false),
            ("https://docker.com.evil.example/", true),
            ("https://notdocker.com/", true),
            ("https://docker.com@evil.example/", true),
            ("//evil.example", true),
        ] {
            assert_eq!(Destination::of(href).outside().is_some(), outside, "{href}");
        }
    }

    #[test]
    fn a_listed_host_covers_what_is_below_it() {
        for (host, listed) in [
            ("tinurll.com", Some("tinurll.com")),
            ("www.tinurll.com", Some("tinurll.com")),
            ("tinurll.com.", Some("tinurll.com")),
            ("rd.lesac.ru", Some("rd.lesac.ru")),
            ("lesac.ru", None),
            ("mytinurll.com", None),
            ("com", None),
        ] {
            assert_eq!(known_host(host).as_ref().map(|known| known.host.as_str()), listed, "{host}");
        }
    }

    #[test]
    fn a_defanged_address_is_no_link() {
        for (address, expected) in [
            ("https://tinurll.com/2A0TbB?x=a.b", "hxxps://tinurll[.]com/2A0TbB?x=a.b"),
            ("a.b.example", "a[.]b[.]example"),
        ] {
            assert_eq!(defang(address), expected);
        }
        assert_eq!(
            defang_text("a ✵ (https://b.c/d.e) f. ✵http://g.h"),
            "a ✵ (hxxps://b[.]c/d.e) f. ✵hxxp://g[.]h"
        );
    }
}
