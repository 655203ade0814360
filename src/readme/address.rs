//! Addresses between a text and the page that is made of it.

use std::{borrow::Cow, fmt::Write as _};

/// `address` as renderers of Markdown write it into a page: marks that addresses do not have
/// are escaped. It decides where a click goes: what is `https://a.example\@b.site` in Markdown
/// leads to `b.site`, in HTML to `a.example`.
///
/// After the reference implementations (<https://github.com/commonmark/cmark>, `houdini_href_e.c`;
/// <https://github.com/micromark/micromark>, `normalizeUri`).
pub(super) fn written(address: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| IS_PLAIN[usize::from(byte)];
    let bytes = address.as_bytes();
    if bytes.iter().all(|byte| is_plain(*byte)) {
        return Cow::Borrowed(address);
    }
    let mut out = String::with_capacity(address.len() + 16);
    for (at, c) in address.char_indices() {
        let escaped = c == '%'
            && bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_alphanumeric));
        match u8::try_from(c) {
            Ok(byte) if !is_plain(byte) && !escaped => {
                let _ = write!(out, "%{byte:02X}");
            }
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Which bytes of an address stay as they are.
const IS_PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < 128 {
        plain[byte as usize] =
            matches!(byte, b'!' | b'#' | b'$' | b'&'..=b';' | b'=' | b'?'..=b'Z' | b'_' | b'a'..=b'z' | b'~');
        byte += 1;
    }
    plain
};

/// The address in the `content` of a refresh: `5; url=https://…`
/// (<https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh>).
pub(super) fn refresh_address(content: &str) -> Option<String> {
    let rest = content.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let rest = rest.trim_start().trim_start_matches([';', ',']).trim_start();
    let address = match rest.get(..3) {
        Some(key) if key.eq_ignore_ascii_case("url") => {
            rest[3..].trim_start().strip_prefix('=').unwrap_or(rest).trim()
        }
        _ => rest.trim(),
    };
    let address = address.trim_matches(['"', '\'']);
    (!address.is_empty()).then(|| address.to_owned())
}
