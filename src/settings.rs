//! What a user and an administrator want.

use crate::{
    destination::host_of,
    exception::Exception,
    platform::{Read, Record, Value, words},
    rules::{feed::is_host, is_at_or_below},
    url::Url,
};

/// How much is stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protection {
    /// What is dangerous; all else is said and opens.
    Relaxed,
    /// What is dangerous; what looks like a lure or could not be inspected asks first.
    #[default]
    Standard,
    /// Links without a destination, and links of pages that deserve a note, ask first too.
    Strict,
}

words!(Protection { Relaxed = "relaxed", Standard = "standard", Strict = "strict" });

/// What is wanted on one tab.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// How much the user wants stopped.
    pub protection: Option<Protection>,
    /// The exceptions the user gave.
    pub exceptions: Vec<Exception>,
    /// Whether the user wants to be left alone on this tab.
    pub paused: bool,
    /// What an administrator wants.
    pub policy: Policy,
    /// The time, in milliseconds since 1970.
    pub now: f64,
}

/// What an administrator set: the keys of `extension/managed.json`. A value of an
/// unexpected type counts as not set.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// How much is stopped, whatever the user wants.
    pub protection: Option<Protection>,
    /// Whether users may let links through for more than once.
    pub exceptions_allowed: Option<bool>,
    /// Whether users may open what was stopped at all.
    pub going_on_allowed: Option<bool>,
    /// Hosts that open without a question, with all below them. What is dangerous stays stopped.
    pub allowed_hosts: Vec<String>,
    /// Hosts that are stopped, with all below them.
    pub denied_hosts: Vec<String>,
}

impl Read for Settings {
    fn read(value: Value) -> Option<Self> {
        let mut record = Record::read(value)?;
        Some(Self {
            protection: record.take("protection"),
            exceptions: record.each("exceptions"),
            paused: record.take("paused").unwrap_or_default(),
            policy: record.take("policy").unwrap_or_default(),
            now: record.take("now").unwrap_or_default(),
        })
    }
}

impl Read for Policy {
    fn read(value: Value) -> Option<Self> {
        let mut record = Record::read(value)?;
        Some(Self {
            protection: record.take("protection"),
            exceptions_allowed: record.take("exceptionsAllowed"),
            going_on_allowed: record.take("goingOnAllowed"),
            allowed_hosts: record.each("allowedHosts"),
            denied_hosts: record.each("deniedHosts"),
        })
    }
}

impl Settings {
    /// How much is stopped.
    pub fn protection(&self) -> Protection {
        self.policy.protection.or(self.protection).unwrap_or_default()
    }

    /// Whether nothing is to be stopped on this tab. Where going on is forbidden,
    /// pausing is no way around it.
    pub fn is_paused(&self) -> bool {
        self.paused && self.may_go_on()
    }

    /// Whether the user may open what was stopped.
    pub fn may_go_on(&self) -> bool {
        self.policy.going_on_allowed != Some(false)
    }

    /// Whether the user may let something through for more than once.
    pub fn may_except(&self) -> bool {
        self.may_go_on() && self.policy.exceptions_allowed != Some(false)
    }

    /// Whether opening `href` on `page`, where `fingerprint` was seen, was allowed by the user.
    pub fn let_through(&self, page: &str, href: &str, fingerprint: &str) -> bool {
        self.may_except()
            && self.exceptions.iter().any(|exception| exception.holds(page, href, fingerprint, self.now))
    }
}

impl Policy {
    /// Whether an administrator lets links to `host` open.
    pub fn allows(&self, host: &str) -> bool {
        covers(&self.allowed_hosts, host)
    }

    /// The hosts that an administrator stops links to.
    pub fn denied(&self) -> impl Iterator<Item = String> {
        self.denied_hosts.iter().map(|listed| host(listed)).filter(|host| is_host(host))
    }

    /// Whether an administrator stops links to `host`.
    pub fn denies(&self, host: &str) -> bool {
        covers(&self.denied_hosts, host)
    }
}

/// A host as administrators write it (`*.Example.com`, `https://example.com/`), as browsers do.
fn host(listed: &str) -> String {
    let listed = listed.trim();
    let name = host_of(listed).trim_start_matches("*.").trim_end_matches('.');
    Url::parse(&format!("http://{name}/"), "http://a.b/")
        .map_or_else(String::new, |url| url.host().to_owned())
}

/// Whether one of `hosts`, written as administrators write them (`*.Example.com`),
/// is `host`, with or without a port, or stands above it.
fn covers(hosts: &[String], host: &str) -> bool {
    let host = host.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix(':').unwrap_or(host);
    let host = host.trim_end_matches('.');
    hosts.iter().any(|listed| {
        let listed = self::host(listed);
        !listed.is_empty() && is_at_or_below(host, &listed)
    })
}

#[cfg(test)]
mod tests {
    use super::{Policy, Protection, Settings};
    use crate::exception::{Exception, HOLDS_MS};
    use crate::platform::parse_json;
    use serde_json::json;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn exception(page: &str, href: Option<&str>) -> Exception {
        Exception { page: page.into(), href: href.map(Into::into), fingerprint: "f".into(), given: 1000.0 }
    }

    #[test]
    fn an_exception_holds_for_what_it_was_given_for() {
        let settings = |exceptions: Vec<Exception>, now| Settings { exceptions, now, ..Settings::default() };
        let page = || vec![exception("a/b", None)];
        let forbids = |policy| Settings { policy, ..settings(page(), 2000.0) };
        for (what, settings, holds) in [
            ("none", settings(vec![], 2000.0), false),
            ("the link", settings(vec![exception("a/b", Some("x"))], 2000.0), true),
            ("another link", settings(vec![exception("a/b", Some("y"))], 2000.0), false),
            ("the page", settings(page(), 2000.0), true),
            ("another page", settings(vec![exception("a/c", None)], 2000.0), false),
            ("the last moment", settings(page(), 999.0 + HOLDS_MS), true),
            ("thirty days later", settings(page(), 1000.0 + HOLDS_MS), false),
            ("given in the future", settings(page(), 999.0), false),
            (
                "exceptions forbidden",
                forbids(Policy { exceptions_allowed: Some(false), ..Policy::default() }),
                false,
            ),
            (
                "going on forbidden",
                forbids(Policy { going_on_allowed: Some(false), ..Policy::default() }),
                false,
            ),
        ] {
            assert_eq!(settings.let_through("a/b", "x", "f"), holds, "{what}");
        }
        let changed = settings(page(), 2000.0);
        assert!(!changed.let_through("a/b", "x", "other"), "what was seen changed");
    }

    #[test]
    fn a_policy_is_read_key_by_key() {
        let policy = json!({
            "protection": "strict", "exceptionsAllowed": "no", "goingOnAllowed": false,
            "deniedHosts": ["*.Example.com", null, " evil.test. ", "", 7, "https://bücher.test/x"], "allowedHosts": "example.org",
            "unknown": 1,
        });
        let policy: Policy = parse_json(&policy.to_string()).unwrap();
        assert_eq!((policy.protection, policy.going_on_allowed), (Some(Protection::Strict), Some(false)));
        assert_eq!((policy.exceptions_allowed, policy.allowed_hosts.len()), (None, 0), "of another type");
        for (host, denied) in [
            ("example.com", true),
            ("a.b.example.com", true),
            ("evil.test.", true),
            ("xn--bcher-kva.test", true),
            ("evil.test:8443", true),
            ("badexample.com", false),
            ("com", false),
        ] {
            assert_eq!(policy.denies(host), denied, "{host}");
        }
        assert!(!policy.allows("example.org"));
    }

    #[test]
    fn an_administrator_decides_before_the_user() {
        let policy = Policy { protection: Some(Protection::Strict), ..Policy::default() };
        let settings = Settings { protection: Some(Protection::Relaxed), policy, ..Settings::default() };
        assert_eq!(settings.protection(), Protection::Strict);
        let policy = Policy { going_on_allowed: Some(false), ..Policy::default() };
        assert!(!Settings { paused: true, policy, ..Settings::default() }.is_paused());
    }
}
