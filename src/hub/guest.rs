//! How often Docker Hub may be asked: a good guest asks little, waits when told
//! to, and leaves most of the site's allowance to the user's own browsing.
//!
//! A pure account of what was asked and answered; whoever runs the core keeps
//! it, tells it the time in milliseconds, and does the waiting.

use super::{ask::LIMIT_MS, hear::is_json};
use crate::platform::{Read, Record, Value, fields};
use serde::Serialize;

/// How many requests may be made at once: some thirty pages opened together.
pub const BURST: u32 = 60;

/// How many more a minute. Docker Hub allows 180 a minute to one address
/// (`X-RateLimit-Limit`, measured in 2026), its own pages included.
pub const PER_MINUTE: u32 = 60;

/// How many of what the site says remain are left alone, for the user.
const RESERVE: u32 = 30;

/// How long a good answer may be used again, in milliseconds: long enough for
/// going back and forth, short enough that a changed readme is seen.
pub const FRESH_MS: f64 = 120_000.0;

/// How long a useless answer stands before the same is asked again, in
/// milliseconds, unless the user asks for it. Chromium itself refuses an
/// extension's requests for a while after a few errors of a server.
pub const BACK_OFF_MS: f64 = 5_000.0;

/// How many failures in a row are one address's own affair; more are the
/// site's, and everything waits.
const TOLERATED: u32 = 3;

/// The longest wait, in milliseconds, whatever a header says.
const LONGEST_MS: f64 = 15.0 * 60_000.0;

/// The account.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Guest {
    /// How many requests may be made now; below zero, how many wait for their turn.
    allowance: f64,
    /// When the allowance was last reckoned.
    reckoned: f64,
    /// Until when nothing may be asked.
    paused_until: f64,
    /// How many requests failed in a row.
    failures: u32,
}

/// Whether a request may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Admission {
    /// In so many milliseconds; 0 is now.
    Go {
        /// The wait.
        milliseconds: u32,
    },
    /// Not before so many seconds have passed.
    Held {
        /// The wait.
        seconds: u32,
    },
}

/// The parts of an answer that say how welcome the next question is.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// The HTTP status; `None` if there was no answer.
    pub status: Option<u16>,
    /// `Content-Type`.
    pub content_type: String,
    /// `Retry-After` in seconds, or Docker's `X-Retry-After` in seconds since 1970.
    pub retry_after: Option<String>,
    /// `X-RateLimit-Remaining`.
    pub remaining: Option<String>,
    /// `X-RateLimit-Reset`, in seconds since 1970.
    pub reset: Option<String>,
}

fields!(Guest { allowance, reckoned, paused_until, failures });

impl Read for Reply {
    fn read(value: Value) -> Option<Self> {
        let mut record = Record::read(value)?;
        Some(Self {
            status: record.take("status"),
            content_type: record.take("contentType").unwrap_or_default(),
            retry_after: record.take("retryAfter"),
            remaining: record.take("remaining"),
            reset: record.take("reset"),
        })
    }
}

impl Guest {
    /// A guest who has not asked anything yet.
    pub fn new(now: f64) -> Self {
        Self { allowance: f64::from(BURST), reckoned: now, paused_until: 0.0, failures: 0 }
    }

    /// Asks for leave to make one request.
    pub fn admit(&mut self, now: f64) -> Admission {
        // A clock that was set back must not freeze the account.
        if self.reckoned > now || self.paused_until > now + LONGEST_MS {
            self.reckoned = now;
            self.paused_until = self.paused_until.min(now + LONGEST_MS);
        }
        let earned = (now - self.reckoned) * f64::from(PER_MINUTE) / 60_000.0;
        self.allowance = (self.allowance + earned).min(f64::from(BURST));
        self.reckoned = now;
        if now < self.paused_until {
            return held(self.paused_until - now);
        }
        let wait = ((1.0 - self.allowance) * 60_000.0 / f64::from(PER_MINUTE)).max(0.0);
        if wait > f64::from(LIMIT_MS) {
            return held(wait);
        }
        self.allowance -= 1.0;
        Admission::Go { milliseconds: whole(wait) }
    }

    /// Whether nothing may be asked now, whatever was admitted before.
    pub fn is_paused(&self, now: f64) -> bool {
        now < self.paused_until
    }

    /// Hears how a request ended, and says for how many milliseconds its answer
    /// may be used again. `random`, from 0 to 1, keeps many guests from coming
    /// back at the same moment.
    pub fn hear(&mut self, reply: &Reply, now: f64, random: f64) -> f64 {
        // Whole seconds (https://www.rfc-editor.org/rfc/rfc9110#name-retry-after); what may follow a point is nothing.
        let seconds = |header: &Option<String>| {
            let whole = header.as_ref()?.trim().split('.').next()?;
            // What is larger than any time is capped like any other.
            whole.parse::<u64>().ok().map(|seconds| f64::from(u32::try_from(seconds).unwrap_or(u32::MAX)))
        };
        // A number that large is a time, not a wait.
        let wait = |value: f64| if value > 1e9 { value * 1000.0 } else { now + value * 1000.0 };
        if let (Some(remaining), Some(reset)) = (seconds(&reply.remaining), seconds(&reply.reset))
            && remaining <= f64::from(RESERVE)
        {
            self.pause(wait(reset), now);
        }
        match reply.status {
            // A bot check does not go away by asking again.
            Some(200..=299) if !is_json(&reply.content_type) => self.fail(now, random),
            Some(200..=299) => {
                self.failures = 0;
                return FRESH_MS;
            }
            Some(429) => match seconds(&reply.retry_after) {
                Some(after) => self.pause(wait(after), now),
                None => self.pause(now + jitter(BACK_OFF_MS * 2.0, random), now),
            },
            Some(503) if reply.retry_after.is_some() => {
                self.pause(seconds(&reply.retry_after).map_or(now, wait), now);
            }
            Some(403 | 500..=599) | None => self.fail(now, random),
            // Such as 404: an answer, though not a welcome one.
            Some(_) => self.failures = 0,
        }
        BACK_OFF_MS
    }

    fn fail(&mut self, now: f64, random: f64) {
        self.failures = self.failures.saturating_add(1);
        if self.failures > TOLERATED {
            let doubled = BACK_OFF_MS * f64::from(1_u32 << (self.failures - TOLERATED - 1).min(8));
            self.pause(now + jitter(doubled, random), now);
        }
    }

    fn pause(&mut self, until: f64, now: f64) {
        self.paused_until = self.paused_until.max(until).min(now + LONGEST_MS);
    }
}

fn jitter(milliseconds: f64, random: f64) -> f64 {
    milliseconds * (0.75 + random.clamp(0.0, 1.0) / 2.0)
}

fn held(milliseconds: f64) -> Admission {
    Admission::Held { seconds: whole(milliseconds / 1000.0) }
}

fn whole(value: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "no wait is beyond LONGEST_MS"
    )]
    let whole = value.ceil().clamp(0.0, LONGEST_MS) as u32;
    whole
}

#[cfg(test)]
mod tests {
    use super::{Admission, BACK_OFF_MS, BURST, FRESH_MS, Guest, Reply};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const NOW: f64 = 1_800_000_000_000.0;
    const GO: Admission = Admission::Go { milliseconds: 0 };

    fn reply(status: Option<u16>) -> Reply {
        Reply { status, content_type: "application/json".into(), ..Reply::default() }
    }

    #[test]
    fn a_burst_then_one_a_second_then_no_more() {
        let mut guest = Guest::new(NOW);
        for _ in 0..BURST {
            assert_eq!(guest.admit(NOW), GO);
        }
        for second in 1..=5 {
            assert_eq!(guest.admit(NOW), Admission::Go { milliseconds: second * 1000 });
        }
        assert_eq!(guest.admit(NOW), Admission::Held { seconds: 6 });
        assert_eq!(guest.admit(NOW + 60_000.0), GO);
    }

    #[test]
    fn an_hour_of_haste_asks_no_more_than_allowed() {
        let mut guest = Guest::new(NOW);
        let asked = (0..36_000)
            .filter(|tenth| matches!(guest.admit(NOW + f64::from(*tenth) * 100.0), Admission::Go { .. }));
        // The burst, sixty a minute, and those that wait for their turn.
        assert!((3_660..=3_670).contains(&asked.count()));
    }

    #[test]
    fn waits_as_long_as_it_is_told() {
        let header = |value: &str| Some(value.to_owned());
        let limited = |retry: &str| Reply { retry_after: header(retry), ..reply(Some(429)) };
        let low = |remaining: &str| Reply {
            remaining: header(remaining),
            reset: header("1800000040"),
            ..reply(Some(200))
        };
        for (reply, held) in [
            (limited("30"), Some(30)),
            (limited("1800000045"), Some(45)),
            (limited("99999"), Some(900)),
            (limited("5000000000"), Some(900)),
            (limited("soon"), Some(10)),
            (low("30"), Some(40)),
            (low("31"), None),
        ] {
            let mut guest = Guest::new(NOW);
            guest.hear(&reply, NOW, 0.5);
            let expected = held.map_or(GO, |seconds| Admission::Held { seconds });
            assert_eq!(guest.admit(NOW), expected, "{reply:?}");
        }
    }

    #[test]
    fn one_address_in_trouble_is_not_the_site_in_trouble() {
        let mut guest = Guest::new(NOW);
        for status in [Some(500), None, Some(403)] {
            assert!((guest.hear(&reply(status), NOW, 0.5) - BACK_OFF_MS).abs() < 1.0);
            assert_eq!(guest.admit(NOW), GO, "{status:?}");
        }
        guest.hear(&reply(None), NOW, 0.5);
        assert_eq!(guest.admit(NOW), Admission::Held { seconds: 5 });
        guest.hear(&reply(None), NOW, 0.5);
        assert_eq!(guest.admit(NOW), Admission::Held { seconds: 10 });
        let recovered = guest.hear(&reply(Some(200)), NOW, 0.5);
        assert!((recovered - FRESH_MS).abs() < 1.0);
        guest.hear(&reply(None), NOW + 20_000.0, 0.5);
        assert_eq!(guest.admit(NOW + 20_000.0), GO);
    }

    #[test]
    fn a_challenge_page_is_no_answer() {
        let page = Reply { content_type: "text/html".into(), ..reply(Some(200)) };
        assert!((Guest::new(NOW).hear(&page, NOW, 0.5) - BACK_OFF_MS).abs() < 1.0);
    }

    #[test]
    fn a_clock_set_back_does_not_freeze_it() {
        let mut guest = Guest::new(NOW);
        guest.hear(&Reply { retry_after: Some("60".into()), ..reply(Some(429)) }, NOW, 0.5);
        assert_eq!(guest.admit(NOW - 86_400_000.0), Admission::Held { seconds: 900 });
        assert_eq!(guest.admit(NOW - 86_400_000.0 + 900_000.0), GO);
    }
}
