//! The one seam to what lies below: what every browser already holds and what
//! would cost half of the WebAssembly file if shipped again.
//!
//! | need | in the browser | elsewhere |
//! | --- | --- | --- |
//! | WHATWG URL parsing | `URL` | the `url` crate |
//! | Unicode NFKC | `String.prototype.normalize` | the `unicode-normalization` crate |
//! | lower case | `String.prototype.toLowerCase` | the standard library |
//! | JSON | `JSON` | the `serde_json` crate |
//!
//! Both sides follow the same standard; every case file of the project runs on
//! both and must agree.

mod json;

pub(crate) use json::{Field, fields, words};
pub use json::{JsonError, Read, Record, Value, json, parse_json};

/// Parses `input` against `base` and writes it as a browser does
/// (<https://url.spec.whatwg.org/#url-serializing>); `None` if a browser cannot parse it.
#[cfg(not(target_arch = "wasm32"))]
pub fn serialise_url(input: &str, base: &str) -> Option<String> {
    let base = url::Url::parse(base).ok();
    let web = base.as_ref().is_some_and(|base| matches!(base.scheme(), "http" | "https" | "ftp"));
    let input = if web { two_slashes(input) } else { input.into() };
    Some(url::Url::options().base_url(base.as_ref()).parse(&input).ok()?.into())
}

/// However many slashes stand before a host, to a browser they are two
/// (<https://url.spec.whatwg.org/#special-authority-ignore-slashes-state>); the url crate reads no
/// address with three.
#[cfg(not(target_arch = "wasm32"))]
fn two_slashes(input: &str) -> std::borrow::Cow<'_, str> {
    // What is left out wherever it stands.
    let dropped = |c: char| matches!(c, '\t' | '\n' | '\r');
    let rest = input.trim_start_matches(|c: char| c <= ' ');
    let is_slash = |c: char| matches!(c, '/' | '\\') || dropped(c);
    let host = rest.trim_start_matches(is_slash);
    let slashes = rest[..rest.len() - host.len()].chars().filter(|c| !dropped(*c)).count();
    if slashes > 2 { format!("//{host}").into() } else { input.into() }
}

/// Parses `input` against `base` and writes it as a browser does
/// (<https://url.spec.whatwg.org/#url-serializing>); `None` if a browser cannot parse it.
#[cfg(target_arch = "wasm32")]
pub fn serialise_url(input: &str, base: &str) -> Option<String> {
    web_sys::Url::new_with_base(input, base).ok().map(|url| url.href())
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

/// `text` in lower case (<https://www.unicode.org/versions/latest/core-spec/chapter-3/#G33992>).
#[cfg(not(target_arch = "wasm32"))]
pub fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// `text` in lower case (<https://www.unicode.org/versions/latest/core-spec/chapter-3/#G33992>).
#[cfg(target_arch = "wasm32")]
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    js_sys::JsString::from(text).to_lower_case().into()
}

#[cfg(test)]
mod tests {
    use super::{lower, nfkc, serialise_url};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const BASE: &str = "https://hub.docker.com/r/a/b";

    #[test]
    fn parses_what_browsers_accept() {
        // input, href
        for (input, href) in [
            ("HTTPS://TinURLL.com/2A0TbB", "https://tinurll.com/2A0TbB"),
            ("https:\\\\tinurll.com\\x", "https://tinurll.com/x"),
            ("ht\ntps://tinu\trll.com", "https://tinurll.com/"),
            ("//tinurll.com", "https://tinurll.com/"),
            ("///tinurll.com", "https://tinurll.com/"),
            (" /\t\\\n/\\tinurll.com", "https://tinurll.com/"),
            ("https:tinurll.com", "https://hub.docker.com/r/a/tinurll.com"),
            ("http:tinurll.com", "http://tinurll.com/"),
            ("https://tin%75rll.com/", "https://tinurll.com/"),
            ("https://ｔｉｎｕｒｌｌ.com/", "https://tinurll.com/"),
            ("http://0x7f.1/", "http://127.0.0.1/"),
            ("https://bücher.example/", "https://xn--bcher-kva.example/"),
            ("tags", "https://hub.docker.com/r/a/tags"),
            ("javascript:alert(1)", "javascript:alert(1)"),
        ] {
            assert_eq!(serialise_url(input, BASE).as_deref(), Some(href), "{input}");
        }
        assert_eq!(serialise_url("https://", BASE), None);
    }

    #[test]
    fn lowers_all_letters() {
        for (text, expected) in
            [("Docker", "docker"), ("ÀÉŞĞİ СКАЧАТЬ ΣΑΣ", "àéşği\u{307} скачать σας"), ("ẞ Ǆ", "ß ǆ")]
        {
            assert_eq!(lower(text), expected);
        }
    }

    #[test]
    fn folds_letters_that_only_look_different() {
        assert_eq!(nfkc("𝒟𝑜𝓌𝓃𝓁𝑜𝒶𝒹 Ｚｉｐ"), "Download Zip");
    }
}
