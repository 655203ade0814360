//! The one seam to what lies below: two things every browser already holds and
//! that would cost a third of the WebAssembly file if shipped again.
//!
//! | need | in the browser | elsewhere |
//! | --- | --- | --- |
//! | WHATWG URL parsing | `URL` | the `url` crate |
//! | Unicode NFKC | `String.prototype.normalize` | the `unicode-normalization` crate |
//!
//! Both sides follow the same standard; every case file of the project runs on
//! both and must agree.

/// A parsed address, as <https://url.spec.whatwg.org/#url-class> names its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    /// The serialised address.
    pub href: String,
    /// Without the colon: `https`.
    pub scheme: String,
    /// The host in ASCII (punycode), without the port and without a dot at its
    /// end, which changes no destination; empty where the scheme has none.
    pub host: String,
    /// The port, where it is not the scheme's own.
    pub port: Option<u16>,
    /// The user name that stands before the host; empty for most.
    pub username: String,
    /// The path, with its leading slash where the scheme has one.
    pub path: String,
    /// What follows `?`, without it; empty if there is nothing.
    pub query: String,
    /// What follows `#`, without it; empty if there is nothing.
    pub fragment: String,
}

impl Url {
    /// The address without what does not change the page: port, credentials, fragment.
    pub fn plain(&self) -> String {
        let mark = if self.query.is_empty() { "" } else { "?" };
        format!("{}://{}{}{mark}{}", self.scheme, self.host, self.path, self.query)
    }
}

/// Parses `input` against `base` as a browser does; `None` if a browser cannot.
#[cfg(not(target_arch = "wasm32"))]
pub fn parse_url(input: &str, base: &str) -> Option<Url> {
    let url = url::Url::options().base_url(url::Url::parse(base).ok().as_ref()).parse(input).ok()?;
    Some(Url {
        scheme: url.scheme().to_owned(),
        host: url.host_str().unwrap_or_default().trim_end_matches('.').to_owned(),
        port: url.port(),
        username: url.username().to_owned(),
        path: url.path().to_owned(),
        query: url.query().unwrap_or_default().to_owned(),
        fragment: url.fragment().unwrap_or_default().to_owned(),
        href: url.into(),
    })
}

/// Parses `input` against `base` as a browser does; `None` if a browser cannot.
#[cfg(target_arch = "wasm32")]
pub fn parse_url(input: &str, base: &str) -> Option<Url> {
    let url = web_sys::Url::new_with_base(input, base).ok()?;
    let mut scheme = url.protocol();
    scheme.pop();
    let without_mark = |part: String| part.get(1..).unwrap_or_default().to_owned();
    Some(Url {
        scheme,
        host: url.hostname().trim_end_matches('.').to_owned(),
        port: url.port().parse().ok(),
        username: url.username(),
        path: url.pathname(),
        query: without_mark(url.search()),
        fragment: without_mark(url.hash()),
        href: url.href(),
    })
}

/// Resolves percent-encoding (<https://url.spec.whatwg.org/#percent-decode>).
pub fn percent_decode(text: &str) -> String {
    // Of a form's own signs only the percent sign is one here.
    let text = text.replace('+', "%2B").replace('&', "%26");
    form_urlencoded::parse(format!("={text}").as_bytes())
        .next()
        .map_or_else(String::new, |(_, value)| value.into_owned())
}

/// Normalises `text` to NFKC (<https://www.unicode.org/reports/tr15/>), which
/// turns mathematical, full-width and enclosed letters into plain ones.
#[cfg(not(target_arch = "wasm32"))]
pub fn nfkc(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    text.nfkc().collect()
}

/// Normalises `text` to NFKC (<https://www.unicode.org/reports/tr15/>), which
/// turns mathematical, full-width and enclosed letters into plain ones.
#[cfg(target_arch = "wasm32")]
pub fn nfkc(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFKC").into()
}

#[cfg(test)]
mod tests {
    use super::{nfkc, parse_url};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const BASE: &str = "https://hub.docker.com/r/a/b";

    #[test]
    fn parses_what_browsers_accept() {
        // input, href, host
        for (input, href, host) in [
            ("HTTPS://TinURLL.com/2A0TbB", "https://tinurll.com/2A0TbB", "tinurll.com"),
            ("https:\\\\tinurll.com\\x", "https://tinurll.com/x", "tinurll.com"),
            ("ht\ntps://tinu\trll.com", "https://tinurll.com/", "tinurll.com"),
            ("//tinurll.com", "https://tinurll.com/", "tinurll.com"),
            ("https:tinurll.com", "https://hub.docker.com/r/a/tinurll.com", "hub.docker.com"),
            ("http:tinurll.com", "http://tinurll.com/", "tinurll.com"),
            ("https://tin%75rll.com/", "https://tinurll.com/", "tinurll.com"),
            ("https://ｔｉｎｕｒｌｌ.com/", "https://tinurll.com/", "tinurll.com"),
            ("http://0x7f.1/", "http://127.0.0.1/", "127.0.0.1"),
            ("https://bücher.example/", "https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
            ("tags", "https://hub.docker.com/r/a/tags", "hub.docker.com"),
            ("javascript:alert(1)", "javascript:alert(1)", ""),
        ] {
            let url = parse_url(input, BASE).unwrap();
            assert_eq!((url.href.as_str(), url.host.as_str()), (href, host), "{input}");
        }
        assert_eq!(parse_url("https://", BASE), None);
    }

    #[test]
    fn tells_the_parts_apart() {
        let url = parse_url("https://docker.com@evil.example:8443/a?b=c#d", BASE).unwrap();
        assert_eq!(url.host, "evil.example");
        assert_eq!(url.port, Some(8443));
        assert_eq!(url.username, "docker.com");
        assert_eq!((url.path.as_str(), url.query.as_str(), url.fragment.as_str()), ("/a", "b=c", "d"));
    }

    #[test]
    fn folds_letters_that_only_look_different() {
        assert_eq!(nfkc("𝒟𝑜𝓌𝓃𝓁𝑜𝒶𝒹 Ｚｉｐ"), "Download Zip");
    }
}
