//! Redirectors that carry the next address inside their own.

use crate::{
    platform::percent_decode,
    rules::{self, Holds},
    url::Url,
};

/// How often an address is unwrapped. Real chains hold at most four; the limit
/// bounds the work on addresses that wrap themselves.
pub(super) const MOST_HOPS: usize = 8;

/// The longest address that is unwrapped, in bytes: more than any browser's
/// address bar shows, and a bound on the work for one link.
const LONGEST: usize = 16_384;

/// The way from `first` on, each redirector's content after it. Where one carries
/// several addresses, each is followed: it is the server's affair which counts.
pub(super) fn hops(first: Url) -> Vec<Url> {
    let mut hops = vec![first];
    let mut at = 0;
    while hops.len() <= MOST_HOPS {
        let Some(url) = hops.get(at) else { break };
        let held = if url.href().len() <= LONGEST { next(url) } else { Vec::new() };
        hops.extend(held.into_iter().take(MOST_HOPS));
        at += 1;
    }
    hops
}

/// The addresses that `url` carries, if it is a redirector's: one, unless a
/// parameter occurs twice and it is the server's affair which counts. Only whole
/// web addresses are taken: what a redirector does with anything else is its own.
fn next(url: &Url) -> Vec<Url> {
    rules::redirectors(url.host())
        .iter()
        .filter(|redirector| url.path().starts_with(redirector.path))
        .flat_map(|redirector| redirector.holds.iter().map(|holds| (&redirector.path, holds)))
        .map(|(path, holds)| match holds {
            Holds::Parameter(name) => parameters(url, name),
            other => held(url, path, other).into_iter().collect(),
        })
        .find(|held| !held.is_empty())
        .unwrap_or_default()
}

fn parameters(url: &Url, name: &str) -> Vec<Url> {
    let values =
        form_urlencoded::parse(url.query().as_bytes()).filter(|(key, _)| key == name).map(|(_, value)| value);
    values
        .filter_map(|value| {
            web(&value).or_else(|| web(&unbase64(value.strip_prefix("a1").unwrap_or(&value))?))
        })
        .collect()
}

fn held(url: &Url, path: &str, holds: &Holds) -> Option<Url> {
    match holds {
        Holds::Parameter(_) => None,
        Holds::Path => web(&format!("https://{}", url.path().strip_prefix(path)?)),
        Holds::Archived => {
            let (_, address) = url.path().strip_prefix(path)?.split_once('/')?;
            web(address).or_else(|| web(&format!("http://{address}")))
        }
        Holds::Segment(mark) => {
            let (_, rest) = url.path().split_once(*mark)?;
            // What follows is one segment with its slashes escaped, or all of the path.
            web(&percent_decode(rest.split('/').next()?)).or_else(|| web(&percent_decode(rest)))
        }
        Holds::Query => web(&percent_decode(url.query())).or_else(|| web(url.query())),
        Holds::ProxiedHost => {
            let label = url.host().split('.').next()?;
            // "--" stands for "-", and only then "-" for ".".
            let host = label.replace("--", "\0").replace('-', ".").replace('\0', "-");
            host.contains('.').then(|| web(&format!("https://{host}{}", url.path())))?
        }
    }
}

/// A whole address of the web.
fn web(address: &str) -> Option<Url> {
    let address = address.trim();
    let whole = ["http://", "https://", "//"]
        .iter()
        .any(|start| address.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start)));
    let url = whole.then(|| Url::parse(address, "https://hub.docker.com/"))??;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// Reads base64 in either alphabet, with or without padding
/// (<https://www.rfc-editor.org/rfc/rfc4648>); `None` if it is none, or no text.
fn unbase64(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count).to_be_bytes()[3]);
        }
        bits &= 0xFF;
    }
    String::from_utf8(out).ok()
}
