//! An address as a browser reads it.

use crate::platform;
use memchr::{memchr, memrchr};
use std::{borrow::Cow, ops::Range};

/// An address as a browser serialises it, its parts by their names in
/// <https://url.spec.whatwg.org/#url-class>.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    href: String,
    scheme: usize,
    username: Range<usize>,
    host: Range<usize>,
    port: Option<u16>,
    /// Where the path begins, the query (with its mark) and the fragment (with its mark).
    path: usize,
    query: usize,
    fragment: usize,
}

impl Url {
    /// Parses `input` against `base` as a browser does; `None` if a browser cannot.
    pub fn parse(input: &str, base: &str) -> Option<Self> {
        match as_it_is(input) {
            Some(Written::Serialised) => Some(Self::of_serialised(input.to_owned())),
            Some(Written::WithoutPath) => Some(Self::of_serialised(format!("{input}/"))),
            None => platform::serialise_url(input, base).map(Self::of_serialised),
        }
    }

    /// Takes `href`, which a browser serialised, apart
    /// (<https://url.spec.whatwg.org/#url-serializing>).
    fn of_serialised(href: String) -> Self {
        let bytes = href.as_bytes();
        let fragment = memchr(b'#', bytes).unwrap_or(bytes.len());
        let query = memchr(b'?', &bytes[..fragment]).unwrap_or(fragment);
        let scheme = memchr(b':', bytes).unwrap_or_default();
        let mut url =
            Self { scheme, username: 0..0, host: 0..0, port: None, path: scheme + 1, query, fragment, href };
        // Keeps what follows from being taken for an authority, and is not part of the path.
        if url.href[url.path..query].starts_with("/.//") {
            url.path += 2;
        }
        if let Some(rest) = url.href[scheme + 1..query].strip_prefix("//") {
            let start = scheme + 3;
            url.path = start + memchr(b'/', rest.as_bytes()).unwrap_or(rest.len());
            let authority = &url.href.as_bytes()[start..url.path];
            let host = memrchr(b'@', authority).map_or(start, |at| start + at + 1);
            let user = &url.href[start..host];
            url.username = start..start + user.find([':', '@']).unwrap_or(user.len());
            let (name, port) = match url.href[host..url.path].rsplit_once(':') {
                // The colons of an IPv6 address are within brackets.
                Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
                _ => (&url.href[host..url.path], None),
            };
            url.host = host..host + name.trim_end_matches('.').len();
            url.port = port;
        }
        url
    }

    /// The serialised address.
    pub fn href(&self) -> &str {
        &self.href
    }

    /// Without the colon: `https`.
    pub fn scheme(&self) -> &str {
        &self.href[..self.scheme]
    }

    /// The user name that stands before the host; empty for most.
    pub fn username(&self) -> &str {
        &self.href[self.username.clone()]
    }

    /// The host in ASCII (punycode), without the port and without a dot at its
    /// end, which changes no destination; empty where the scheme has none.
    pub fn host(&self) -> &str {
        &self.href[self.host.clone()]
    }

    /// The port, where it is not the scheme's own.
    pub fn port(&self) -> Option<u16> {
        self.port
    }

    /// The path, with its leading slash where the scheme has one.
    pub fn path(&self) -> &str {
        &self.href[self.path..self.query]
    }

    /// What follows `?`, without it; empty if there is nothing.
    pub fn query(&self) -> &str {
        self.href[self.query..self.fragment].get(1..).unwrap_or_default()
    }

    /// What follows `#`, without it; empty if there is nothing.
    pub fn fragment(&self) -> &str {
        self.href[self.fragment..].get(1..).unwrap_or_default()
    }

    /// The address without what does not change the page: port, credentials, fragment.
    pub fn plain(&self) -> Cow<'_, str> {
        let end = if self.query().is_empty() { self.query } else { self.fragment };
        if self.host.start == self.scheme + 3 && self.host.end == self.path {
            return Cow::Borrowed(&self.href[..end]);
        }
        Cow::Owned(format!("{}://{}{}", self.scheme(), self.host(), &self.href[self.path..end]))
    }
}

/// How an address is written that a browser leaves as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// Just as a browser would write it.
    Serialised,
    /// The same, but for the slash that is the path.
    WithoutPath,
}

/// Whether a browser would leave `input` as it is, as far as that shows at a glance: most
/// addresses are written so, and asking the browser costs more than all the rest that is done
/// with one. `None` says nothing.
fn as_it_is(input: &str) -> Option<Written> {
    let rest =
        input.strip_prefix("http").map(|rest| rest.strip_prefix('s').unwrap_or(rest))?.strip_prefix("://")?;
    let end = rest.bytes().position(|byte| !is_of_host(byte)).unwrap_or(rest.len());
    let (host, rest) = rest.split_at(end);
    // What ends in a number is an IPv4 address, and what begins with `xn--` has to be valid: both may be spelled
    // otherwise. Any two hyphens are cheaper to look for.
    let top = memrchr(b'.', host.as_bytes()).map_or(0, |dot| dot + 1);
    let named = host.as_bytes().get(top).is_some_and(u8::is_ascii_lowercase);
    let doubled = |[one, next]: &[u8; 2]| one == next && matches!(one, b'.' | b'-');
    if !named || host.starts_with('.') || host.as_bytes().array_windows().any(doubled) {
        return None;
    }
    if rest.is_empty() {
        return Some(Written::WithoutPath);
    }
    let after_host = rest.strip_prefix('/')?;
    let mut mark = b'/';
    let mut before = b'/';
    for byte in after_host.bytes() {
        match byte {
            // A segment that begins with a dot, written so or escaped, may not be one.
            b'.' if before == b'/' && mark == b'/' => return None,
            b'%' if before == b'/' && mark == b'/' => return None,
            b'?' if mark == b'/' => mark = b'?',
            b'#' if mark != b'#' => mark = b'#',
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => {}
            b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'(' | b')' | b'*' | b'+' | b',' | b';'
            | b'=' | b':' | b'@' | b'/' | b'%' => {}
            _ => return None,
        }
        before = byte;
    }
    Some(Written::Serialised)
}

fn is_of_host(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.')
}

#[cfg(test)]
mod tests {
    use super::{Url, Written, as_it_is};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const BASE: &str = "https://hub.docker.com/r/a/b";

    #[test]
    fn tells_the_parts_apart() {
        // input, scheme, username, host, port, path, query, fragment
        for (input, scheme, username, host, port, path, query, fragment) in [
            (
                "https://docker.com@evil.example:8443/a?b=c#d",
                "https",
                "docker.com",
                "evil.example",
                Some(8443),
                "/a",
                "b=c",
                "d",
            ),
            ("https://u:p@evil.example./#?", "https", "u", "evil.example", None, "/", "", "?"),
            ("https://evil.example?x/y@z:1", "https", "", "evil.example", None, "/", "x/y@z:1", ""),
            ("http://[::1]:81/x", "http", "", "[::1]", Some(81), "/x", "", ""),
            ("http://[2001:db8::1]/", "http", "", "[2001:db8::1]", None, "/", "", ""),
            ("https://evil.example:443/", "https", "", "evil.example", None, "/", "", ""),
            ("mailto:a@b.example?subject=x", "mailto", "", "", None, "a@b.example", "subject=x", ""),
            ("javascript://host/%0aalert(1)", "javascript", "", "host", None, "/%0aalert(1)", "", ""),
            ("blob:https://a.example/1-2", "blob", "", "", None, "https://a.example/1-2", "", ""),
            ("#top", "https", "", "hub.docker.com", None, "/r/a/b", "", "top"),
        ] {
            let url = Url::parse(input, BASE).unwrap();
            let parts = (
                url.scheme(),
                url.username(),
                url.host(),
                url.port(),
                url.path(),
                url.query(),
                url.fragment(),
            );
            assert_eq!(parts, (scheme, username, host, port, path, query, fragment), "{input}");
        }
    }

    #[test]
    fn what_a_browser_would_change_is_left_to_it() {
        for (input, written) in [
            ("https://a.example/b/c.d?e=%20#f", Some(Written::Serialised)),
            ("http://a.example", Some(Written::WithoutPath)),
            ("https://a.example/b/../c", None),
            ("https://a.example/.%2e/c", None),
            ("https://a.example/%2E/c", None),
            ("https://A.example/", None),
            ("https://a.example:443/", None),
            ("https://a.example./", None),
            ("https://a..example/", None),
            ("https://a--b.example/", None),
            ("https://127.1/", None),
            ("https://a.0x7f/", None),
            ("https://xn--bcher-kva.example/", None),
            ("https://a.example?b", None),
            ("https://a.example/ b", None),
            ("https://a.example/'", None),
            ("https://a.example/#a#b", None),
            ("https:///a.example/", None),
            ("//a.example/", None),
            ("ftp://a.example/", None),
        ] {
            assert_eq!(as_it_is(input), written, "{input}");
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    mod properties {
        use super::super::{Url, Written, as_it_is};
        use crate::platform::serialise_url;
        use proptest::prelude::*;

        /// Addresses of marks that mean something, and of anything.
        fn address() -> impl Strategy<Value = String> {
            let mark = prop_oneof![
                "[a-z0-9./?#%&=:@~_-]{1,8}",
                Just("..".to_owned()),
                Just("%2e".to_owned()),
                Just("xn--".to_owned()),
                Just("/".to_owned()),
                Just(".".to_owned()),
                Just("0x1".to_owned()),
                Just("\\".to_owned()),
                Just("|^`{}<>[]'\"".to_owned()),
            ];
            proptest::collection::vec(mark, 0..8).prop_map(|marks| format!("https://{}", marks.concat()))
        }

        proptest! {
            /// What is taken as it is written is what the whole parser makes of it.
            #[test]
            fn a_glance_is_never_wrong(input in address()) {
                let expected = match as_it_is(&input) {
                    Some(Written::Serialised) => input.clone(),
                    Some(Written::WithoutPath) => format!("{input}/"),
                    None => return Ok(()),
                };
                prop_assert_eq!(serialise_url(&input, super::BASE), Some(expected));
            }

            /// The parts are those that the whole parser tells apart.
            #[test]
            fn the_parts_are_the_parsers(input in address()) {
                let (own, other) = (Url::parse(&input, super::BASE), url::Url::parse(&input).ok());
                prop_assert_eq!(own.is_some(), other.is_some());
                let (Some(own), Some(other)) = (own, other) else { return Ok(()) };
                prop_assert_eq!(own.host(), other.host_str().unwrap_or_default().trim_end_matches('.'));
                prop_assert_eq!(own.port(), other.port());
                prop_assert_eq!(own.username(), other.username());
                prop_assert_eq!(own.path(), other.path());
                prop_assert_eq!(own.query(), other.query().unwrap_or_default());
                prop_assert_eq!(own.fragment(), other.fragment().unwrap_or_default());
            }
        }
    }
}
