//! Rules that came after a version was packaged, signed by somebody its user trusts.
//!
//! A feed is a text:
//!
//! ```text
//! hullcheck-feed 1
//! <public key> <signature>
//!
//! {"scope": "docker-hub-lures", "channel": "example", "version": 3, …}
//! ```
//!
//! One line for each who signed; keys and signatures (Ed25519,
//! <https://www.rfc-editor.org/rfc/rfc8032>) are hexadecimal. What is signed is
//! the first line and everything behind the empty line. Nothing behind it is
//! read before a signature by a trusted key holds.
//!
//! A feed is data and only adds: what was packaged is the floor, and one that is
//! refused changes nothing. It brings hosts of campaigns, and shorteners of which
//! nobody knows where they lead. What could lower a verdict does not travel: neither
//! redirectors, which say that an address is only a wrapping, nor honest hosts, words
//! and weights; and a shortener of a feed is no excuse for an address that is built
//! like a campaign's.

use super::{
    KnownHost, format::is_day, honest_hosts, is_at_or_below, is_code_host, is_dockers, is_honest_shortener,
    is_platform, is_public_suffix,
};
use crate::{
    platform::{Read, Record, Value, fields, parse_json},
    url::Url,
};
use ed25519_compact::{PublicKey, Signature};
use serde::Serialize;
use std::fmt::{self, Display, Formatter};
use thiserror::Error;

/// The first line of every feed of this form.
pub const FIRST_LINE: &str = "hullcheck-feed 1\n";
/// What feeds of this form are for.
pub const SCOPE: &str = "docker-hub-lures";
/// The largest feed, in bytes: some thousand hosts.
pub const LARGEST: usize = 1_000_000;
/// The most who may sign one feed.
pub const MOST_SIGNATURES: usize = 8;
/// The highest version: what JavaScript still counts exactly.
const HIGHEST_VERSION: u64 = (1 << 53) - 1;
/// The longest host name (<https://www.rfc-editor.org/rfc/rfc1035> section 2.3.4).
const LONGEST_HOST: usize = 253;

/// Why a feed changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Refusal {
    /// Larger than [`LARGEST`].
    #[error("larger than a feed may be: split it, or drop what no longer matters")]
    TooLarge,
    /// No feed of this form, or one with a rule that cannot be right.
    #[error("no feed, or a damaged one: get it again, or make it again with hullcheck rules feed")]
    Malformed,
    /// No signature by a trusted key holds.
    #[error("no trusted key has signed it: check the key, or sign it with hullcheck rules sign")]
    Unsigned,
    /// For another purpose.
    #[error("meant for something else: a feed's scope is docker-hub-lures")]
    Scope,
    /// Of another channel than the one held.
    #[error("of another channel than before: stop using the old feed first")]
    Channel,
    /// Past its end.
    #[error("expired: issue it again with a later date")]
    Expired,
    /// Issued on a day that has not come.
    #[error("issued in the future: check the clock")]
    Early,
    /// Of an older version than the one held, or another of the same.
    #[error("older than what is held: raise its version")]
    Older,
}

/// Text that is no public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no public key: it has 64 hexadecimal digits, as hullcheck rules keygen prints it")]
pub struct KeyError;

/// Who may sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub struct Key([u8; 32]);

impl TryFrom<String> for Key {
    type Error = KeyError;

    fn try_from(text: String) -> Result<Self, KeyError> {
        unhex(text.trim()).map(Self).ok_or(KeyError)
    }
}

impl Read for Key {
    fn read(value: Value) -> Option<Self> {
        Self::try_from(String::read(value)?).ok()
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.to_string()
    }
}

impl From<[u8; 32]> for Key {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl Key {
    /// Its bytes.
    pub fn bytes(self) -> [u8; 32] {
        self.0
    }
}

impl Display for Key {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What a feed says. Fields nobody knows are not read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Feed {
    /// What it is for: [`SCOPE`].
    pub scope: String,
    /// Whose it is; a channel never turns into another.
    pub channel: String,
    /// Grows with each issue.
    pub version: u64,
    /// The day it was issued: `2026-11-25`.
    pub issued: String,
    /// The last day it may be taken.
    pub expires: String,
    /// Who may sign the next one; whoever may sign this one, if nobody is named.
    pub keys: Vec<Key>,
    /// Rows as in `rules/hosts.tsv`.
    pub hosts: Vec<String>,
    /// Hosts of honest link shorteners.
    pub shorteners: Vec<String>,
}

/// A feed that was taken, with who was trusted to sign it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The whole text.
    pub text: String,
    /// Who might sign it.
    pub keys: Vec<Key>,
}

impl Read for Feed {
    fn read(value: Value) -> Option<Self> {
        let mut record = Record::read(value)?;
        Some(Self {
            scope: record.take("scope")?,
            channel: record.take("channel")?,
            version: record.take("version")?,
            issued: record.take("issued")?,
            expires: record.take("expires")?,
            keys: record.list("keys")?,
            hosts: record.list("hosts")?,
            shorteners: record.list("shorteners")?,
        })
    }
}

fields!(Held { text, keys });

impl Held {
    /// Reads it again; whether it has expired since does not matter.
    ///
    /// What a newer release lets nobody list any more is left out; the rest holds.
    pub fn open(&self) -> Result<Feed, Refusal> {
        let mut feed = Feed::said(Feed::signed_by(&self.text, &self.keys)?)?;
        feed.hosts.retain(|row| is_right(row));
        feed.shorteners.retain(|host| is_right_shortener(host));
        Ok(feed)
    }

    /// What follows it, if `text` may; `now` is today or a moment of it, as `2026-11-25T08:00:00Z`.
    pub fn follow(&self, text: &str, now: &str) -> Result<Self, Refusal> {
        let own = self.open()?;
        if text == self.text {
            return Ok(self.clone());
        }
        let keys = if own.keys.is_empty() { &self.keys } else { &own.keys };
        let next = Feed::of(Feed::signed_by(text, keys)?)?;
        if next.channel != own.channel {
            return Err(Refusal::Channel);
        }
        next.in_time(now)?;
        if next.version < own.version || (next.version == own.version && next != own) {
            return Err(Refusal::Older);
        }
        Ok(Self { text: text.to_owned(), keys: keys.clone() })
    }

    /// The first feed, `text`, that is taken from who signs with one of `keys`.
    pub fn first(text: &str, keys: &[Key], now: &str) -> Result<Self, Refusal> {
        Feed::of(Feed::signed_by(text, keys)?)?.in_time(now)?;
        Ok(Self { text: text.to_owned(), keys: keys.to_vec() })
    }
}

impl Feed {
    /// What one of `keys` signed of `text`.
    fn signed_by<'a>(text: &'a str, keys: &[Key]) -> Result<&'a str, Refusal> {
        if text.len() > LARGEST {
            return Err(Refusal::TooLarge);
        }
        let envelope = Envelope::of(text).ok_or(Refusal::Malformed)?;
        if envelope.is_signed_by(keys) { Ok(envelope.payload) } else { Err(Refusal::Unsigned) }
    }

    /// Reads what is signed; a rule that cannot be right is one too many.
    pub fn of(payload: &str) -> Result<Self, Refusal> {
        let feed = Self::said(payload)?;
        let both = feed.shorteners.iter().any(|host| feed.host(host).is_some());
        let right = feed.hosts.iter().all(|row| is_right(row))
            && feed.shorteners.iter().all(|host| is_right_shortener(host));
        if right && !both { Ok(feed) } else { Err(Refusal::Malformed) }
    }

    /// Reads what is signed, whatever its rules are.
    fn said(payload: &str) -> Result<Self, Refusal> {
        let mut feed: Self = parse_json(payload).map_err(|_| Refusal::Malformed)?;
        feed.hosts.sort_by(|one, other| one.split('\t').next().cmp(&other.split('\t').next()));
        if feed.scope != SCOPE {
            return Err(Refusal::Scope);
        }
        let right = is_day(&feed.issued) && is_day(&feed.expires) && feed.version <= HIGHEST_VERSION;
        if right { Ok(feed) } else { Err(Refusal::Malformed) }
    }

    fn in_time(&self, now: &str) -> Result<(), Refusal> {
        let today = now.get(..10).filter(|day| is_day(day)).ok_or(Refusal::Early)?;
        if self.expires.as_str() < today {
            Err(Refusal::Expired)
        } else if self.issued.as_str() > today {
            Err(Refusal::Early)
        } else {
            Ok(())
        }
    }

    /// The row of `host`.
    pub(super) fn host(&self, host: &str) -> Option<&str> {
        let row =
            self.hosts.binary_search_by(|row| row.split('\t').next().unwrap_or_default().cmp(host)).ok()?;
        self.hosts.get(row).map(String::as_str)
    }

    /// How many rules it adds.
    pub fn count(&self) -> usize {
        self.hosts.len() + self.shorteners.len()
    }
}

/// A text in the form of a feed, whoever wrote it.
struct Envelope<'a> {
    signatures: Vec<(Key, Signature)>,
    /// What is signed, but for the first line.
    payload: &'a str,
}

impl<'a> Envelope<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (head, payload) = text.strip_prefix(FIRST_LINE)?.split_once("\n\n")?;
        let signature = |line: &str| {
            let (key, signature) = line.split_once(' ')?;
            Some((Key(unhex(key)?), Signature::new(unhex(signature)?)))
        };
        let signatures: Vec<_> = head.lines().map(signature).collect::<Option<_>>()?;
        (signatures.len() <= MOST_SIGNATURES).then_some(Self { signatures, payload })
    }

    /// Whether one of `keys` signed it.
    fn is_signed_by(&self, keys: &[Key]) -> bool {
        let signed = signed(self.payload);
        self.signatures.iter().any(|(key, signature)| {
            keys.contains(key) && PublicKey::new(key.0).verify(&signed, signature).is_ok()
        })
    }
}

/// What is signed of a feed that says `payload`.
pub fn signed(payload: &str) -> String {
    format!("{FIRST_LINE}{payload}")
}

/// Reads exactly `N` bytes in hexadecimal.
fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let (pairs, rest) = text.as_bytes().as_chunks();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut bytes = [0; N];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()?;
    }
    Some(bytes)
}

/// Whether `text` is a host as browsers serialise it, and not a single label.
pub fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
    };
    let written = text.len() <= LONGEST_HOST && text.contains('.') && text.split('.').all(label);
    // What a browser reads otherwise (`192.168`) is another host.
    written && Url::parse(&format!("http://{text}/"), "http://a.b/").is_some_and(|url| url.host() == text)
}

fn is_right(row: &str) -> bool {
    KnownHost::of_row(row).is_some_and(|known| is_listable(&known))
}

fn is_right_shortener(host: &str) -> bool {
    is_host(host) && !is_honest(host)
}

/// Whether a host can be listed at all: nobody, whoever signs, stops what
/// everyone needs.
pub fn is_listable(known: &KnownHost) -> bool {
    let host = known.host.as_str();
    is_host(host) && is_day(&known.listed) && !is_honest(host) && !is_honest_shortener(host)
}

/// Whether `host` is Docker's, a public suffix, or stands at or above a host that keeps
/// code or is a platform: a rule covers all below.
fn is_honest(host: &str) -> bool {
    is_dockers(host)
        || is_public_suffix(host)
        || is_code_host(host)
        || is_platform(host)
        || honest_hosts().any(|honest| is_at_or_below(honest, host))
}

#[cfg(test)]
mod tests;
