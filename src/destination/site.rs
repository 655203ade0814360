//! Which hosts belong to one owner: the registrable domain.

use crate::rules;

/// The most labels that are looked at, from the end: the longest suffix of the
/// list has five, and one more is the owner's.
const MOST_LABELS: usize = 6;

/// The registrable domain of `host`: the public suffix and one label before it
/// (<https://publicsuffix.org/list/>), private suffixes included, so that two
/// people's `github.io` stay apart. An IP address is its own.
pub fn site(host: &str) -> &str {
    let host = host.trim_end_matches('.');
    if host.starts_with('[') || host.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return host;
    }
    let mut starts: Vec<usize> = host.rmatch_indices('.').map(|(at, _)| at + 1).take(MOST_LABELS).collect();
    if starts.len() < MOST_LABELS {
        starts.push(0);
    }
    starts.reverse();
    // The position, among the starts, of the longest public suffix.
    let suffix = (0..starts.len()).find(|at| is_suffix(host, &starts, *at)).unwrap_or(starts.len() - 1);
    // What is excepted from a rule with a star meets that rule first.
    let suffix = if is_exception(host, &starts, suffix) { suffix + 1 } else { suffix };
    &host[starts.get(suffix.saturating_sub(1)).copied().unwrap_or_default()..]
}

fn is_suffix(host: &str, starts: &[usize], at: usize) -> bool {
    let own = &host[starts[at]..];
    let parent = starts.get(at + 1).map(|start| &host[*start..]);
    // Blogs stay apart under every country's name, whatever the list's version holds.
    let blog = own.strip_prefix("blogspot.").is_some_and(|rest| !rest.is_empty());
    blog || rules::is_suffix_rule("", own) || parent.is_some_and(|parent| rules::is_suffix_rule("*.", parent))
}

fn is_exception(host: &str, starts: &[usize], at: usize) -> bool {
    starts.get(at).is_some_and(|start| rules::is_suffix_rule("!", &host[*start..]))
}

#[cfg(test)]
mod tests {
    use super::site;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_owner_is_a_suffix_and_one_label() {
        for (host, expected) in [
            ("a.b.example.com", "example.com"),
            ("example.com", "example.com"),
            ("com", "com"),
            ("a.example.co.uk", "example.co.uk"),
            ("co.uk", "co.uk"),
            ("me.github.io", "me.github.io"),
            ("www.me.github.io", "me.github.io"),
            ("x.pages.dev", "x.pages.dev"),
            ("some.blogspot.com", "some.blogspot.com"),
            ("some.blogspot.com.br", "some.blogspot.com.br"),
            ("a.b.c.kobe.jp", "b.c.kobe.jp"),
            ("www.city.kobe.jp", "city.kobe.jp"),
            ("a.b.c.d.e.f.g.h.me.github.io", "me.github.io"),
            ("127.0.0.1", "127.0.0.1"),
            ("[::1]", "[::1]"),
            ("localhost", "localhost"),
            ("", ""),
        ] {
            assert_eq!(site(host), expected, "{host}");
        }
    }
}
