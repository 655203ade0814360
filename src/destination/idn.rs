//! Hosts in other alphabets than ASCII's, as a browser may show them.

use std::borrow::Cow;

/// What every label of a host that stands for others begins with
/// (<https://www.rfc-editor.org/rfc/rfc5890#section-2.3.2.5>).
const PREFIX: &str = "xn--";

/// `host` with its labels in the letters they stand for: `dоcker.com` for
/// `xn--dcker-jye.com`. A label that stands for nothing is left as it is.
pub fn shown(host: &str) -> Cow<'_, str> {
    if !host.split('.').any(|label| label.starts_with(PREFIX)) {
        return Cow::Borrowed(host);
    }
    let label = |label: &str| {
        let decoded = label.strip_prefix(PREFIX).and_then(idna::punycode::decode_to_string);
        decoded.unwrap_or_else(|| label.to_owned())
    };
    Cow::Owned(host.split('.').map(label).collect::<Vec<_>>().join("."))
}

#[cfg(test)]
mod tests {
    use super::shown;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_label_is_shown_in_its_letters() {
        for (host, expected) in [
            ("docker.com", "docker.com"),
            ("xn--bcher-kva.example", "bücher.example"),
            ("xn--e1afmkfd.xn--p1ai", "пример.рф"),
            ("xn--.example", ".example"),
            ("xn--\u{fe}.example", "xn--\u{fe}.example"),
        ] {
            assert_eq!(shown(host), expected);
        }
    }
}
