//! Redirectors that carry the next address inside their own.

use crate::{
    platform::{self, Url},
    rules::{self, Redirector},
};

/// How often an address is unwrapped. Real chains hold at most four; the limit
/// bounds the work on addresses that wrap themselves.
pub(super) const MOST_HOPS: usize = 8;

/// The way from `first` on, each redirector's content after it.
pub(super) fn hops(first: Url) -> Vec<Url> {
    let mut hops = vec![first];
    while hops.len() <= MOST_HOPS {
        match hops.last().and_then(next) {
            Some(hop) => hops.push(hop),
            None => break,
        }
    }
    hops
}

fn next(url: &Url) -> Option<Url> {
    let redirector =
        rules::redirectors(&url.host).find(|redirector| url.path.starts_with(redirector.path))?;
    held(redirector, url).filter(|held| matches!(held.scheme.as_str(), "http" | "https"))
}

/// The address that `redirector` holds; only a whole one counts, for what a
/// redirector does with anything else is its own affair.
fn held(redirector: &Redirector, url: &Url) -> Option<Url> {
    redirector.parameters.iter().find_map(|parameter| {
        let (_, value) = form_urlencoded::parse(url.query.as_bytes()).find(|(key, _)| key == parameter)?;
        platform::parse_url(&value, "about:blank")
    })
}
