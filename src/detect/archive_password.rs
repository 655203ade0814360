//! A password for an archive.
//!
//! **Sees** a line that gives the password of an archive, or gives a password
//! while the page links to an archive: `**Archive password:** 887788`.
//!
//! **Why**: a password keeps virus scanners out of the archive. The chain of
//! 2025 ends in a 7-Zip file with a password of four digits (Unit 42,
//! malware-traffic-analysis), and today's lures print it on the page.
//!
//! **Innocents**: default logins (`Username: admin`, `Password: admin`) have a
//! user name beside them and no archive.

use super::{Findings, Reason, Source, Subject};
use crate::{
    platform::lower,
    rules::{Signal, weights},
    sentence::why,
    verdict::{Campaign, Rule},
};
use std::{cell::LazyCell, ops::Range};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "archive-password", nature: weights::ARCHIVE_PASSWORD };

/// "Password" in the campaigns' languages; all are words of `rules/signals.tsv`.
const PASSWORDS: [&str; 14] = [
    "password",
    "passwords",
    "pass",
    "пароль",
    "contraseña",
    "senha",
    "passwort",
    "parola",
    "şifre",
    "sandi",
    "密码",
    "解压密码",
    "पासवर्ड",
    "كلمة",
];

/// What says that it is an archive's.
const ARCHIVES: [&str; 10] =
    ["archive", "zip", "rar", "7z", "7zip", "unzip", "unpack", "extract", "архив", "архива"];

/// What says that it is a login's.
const LOGINS: [&str; 7] = ["username", "user", "login", "email", "admin", "root", "database"];

/// The endings of archives.
const ENDINGS: [&str; 5] = [".zip", ".rar", ".7z", ".tar", ".iso"];

/// The most words that name a password, and that are one: more explain something.
const LONGEST_NAME: usize = 5;
const LONGEST_VALUE: usize = 3;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let archive = LazyCell::new(|| subject.outside().any(|(_, _, route)| is_archive(route.last().path())));
    let found = subject.lines(|reason| reason == Reason::Word(Signal::Password)).find(|(source, range)| {
        gives(source.readme.text.slice(range), || *archive && !beside_login(source, range))
    });
    if let Some((source, range)) = found {
        findings.in_text(&RULE, source, &range, why::ARCHIVE_PASSWORD.with([])).of(Campaign::Downloader);
    }
}

/// Whether `line` gives the password of an archive.
fn gives(line: &str, beside_an_archive: impl Fn() -> bool) -> bool {
    let Some(end) = name_end(line) else { return false };
    let (what, value) = line.split_at(end);
    if !(1..=LONGEST_VALUE).contains(&split(value).take(LONGEST_VALUE + 1).count()) {
        return false;
    }
    let what = lower(what);
    let has = |list: &[&str]| split(&what).any(|word| list.contains(&word));
    has(&PASSWORDS) && !has(&LOGINS) && (has(&ARCHIVES) || beside_an_archive())
}

/// Where the name at the start of `line` ends that something else is the value of, if it is
/// not too long for a name: of prose only the beginning is read.
fn name_end(line: &str) -> Option<usize> {
    let (mut words, mut inside) = (0, false);
    for (at, c) in line.char_indices() {
        if matches!(c, ':' | '：' | '=' | '-' | '–') {
            return Some(at);
        }
        let was_inside = std::mem::replace(&mut inside, c.is_alphanumeric());
        words += usize::from(inside && !was_inside);
        if words > LONGEST_NAME {
            return None;
        }
    }
    None
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a login stands near `line`.
fn beside_login(source: &Source, line: &Range<usize>) -> bool {
    /// How far a login may stand from its password, in bytes.
    const NEAR: usize = 80;
    let text = source.readme.text.as_str();
    let near = &text.as_bytes()[line.start.saturating_sub(NEAR)..(line.end + NEAR).min(text.len())];
    let near = lower(&String::from_utf8_lossy(near));
    LOGINS.iter().any(|login| near.contains(login))
}

/// Whether a path ends like an archive.
fn is_archive(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("archive_password.toml"));
    }
}
