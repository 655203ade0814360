//! A name that is nearly that of a Docker Official Image.
//!
//! **Sees** a repository outside `library` whose name is an official image's
//! with a slip of the fingers in it: `ngimx`, `ngnix`, `postgress`.
//!
//! **Why**: a typing error leads there.
//!
//! **Innocents**: names are short and many are near each other by chance (2 of
//! 1,182 honest ones measured were one letter away). That is why only slips count
//! and not other words (`telegram` is no slip of `telegraf`), it is worth no more
//! than a quiet line that names the genuine image, names of four letters and fewer
//! are left out, and what many pull they mean to.

use super::{Findings, Subject};
use crate::{
    hub::Standing,
    rules::{self, weights},
    sentence::why,
    verdict::Rule,
};
use std::cmp::Ordering;

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "near-name", nature: weights::NEAR_NAME };

/// The pulls from which a repository is known by its own name.
const WELL_KNOWN: u64 = 100_000;

/// The shortest name that can be told from chance, in letters.
const SHORTEST: usize = 5;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let name = subject.repository.name.as_deref().unwrap_or_default();
    let well_known = subject.repository.pull_count.is_some_and(|pulls| pulls >= WELL_KNOWN);
    if subject.standing != Standing::Community || well_known {
        return;
    }
    if let Some(genuine) = near_official(name) {
        let why = why::NEAR_NAME.with([genuine.to_owned()]);
        findings.in_record(&RULE, name, why);
    }
}

/// The official image whose name `name` is a slip of.
pub fn near_official(name: &str) -> Option<&'static str> {
    if name.len() < SHORTEST || rules::official_image(name).is_some() {
        return None;
    }
    // A slip makes a name a letter longer or shorter at most.
    let lengths = SHORTEST.max(name.len() - 1)..=name.len() + 1;
    rules::official_images(lengths).find(|genuine| is_slip(name.as_bytes(), genuine.as_bytes()))
}

/// The letters of a keyboard, row by row.
const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

/// From this length on a missing letter is more likely a slip than another word.
const LONG: usize = 7;

/// Whether somebody who means `genuine` writes `name` by a slip: a letter too often
/// or once too few, its neighbour on the keyboard, two letters exchanged, or in a
/// long name one forgotten. A letter at the end makes another word (`memcache`).
fn is_slip(name: &[u8], genuine: &[u8]) -> bool {
    // A slip is in one place: it leaves the beginning or the end.
    if name.first() != genuine.first() && name.last() != genuine.last() {
        return false;
    }
    let same = name.iter().zip(genuine).take_while(|(one, other)| one == other).count();
    let (rest, meant) = (&name[same..], &genuine[same..]);
    let at = |word: &[u8], at: usize| word.get(at).copied();
    match name.len().cmp(&genuine.len()) {
        Ordering::Equal => {
            let exchanged = at(rest, 0) == at(meant, 1) && at(rest, 1) == at(meant, 0);
            (exchanged && rest.get(2..) == meant.get(2..))
                || (rest.get(1..) == meant.get(1..) && are_neighbours(at(rest, 0), at(meant, 0)))
        }
        Ordering::Greater => {
            // What was added stands where the two part, or ends the run of a letter that does.
            let doubled = same > 0 && at(name, same) == at(name, same - 1);
            rest.get(1..) == Some(meant) && doubled
        }
        Ordering::Less => {
            let doubled = same > 0 && at(genuine, same) == at(genuine, same - 1);
            let within = meant.len() > 1 && genuine.len() >= LONG;
            meant.get(1..) == Some(rest) && (doubled || within)
        }
    }
}

fn are_neighbours(one: Option<u8>, other: Option<u8>) -> bool {
    let place = |letter: u8| {
        ROWS.iter()
            .enumerate()
            .find_map(|(row, keys)| Some((row, keys.iter().position(|key| *key == letter)?)))
    };
    match (one.and_then(place), other.and_then(place)) {
        (Some((row, at)), Some((other_row, other_at))) => row == other_row && at.abs_diff(other_at) == 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_slip_is_no_other_word() {
        for (name, genuine) in [
            ("postgress", Some("postgres")),
            ("posstgres", Some("postgres")),
            ("postgrs", Some("postgres")),
            ("ngnix", Some("nginx")),
            ("ngimx", Some("nginx")),
            ("wordpres", Some("wordpress")),
            ("gninx", Some("nginx")),
            ("bginx", Some("nginx")),
            ("nginz", Some("nginx")),
            ("mongodb", None),
            ("memcache", None),
            ("telegram", None),
            ("compose", None),
            ("store", None),
            ("create", None),
            ("grade", None),
            ("mango", None),
            ("phone", None),
            ("raven", None),
            ("proton", None),
            ("fluent", None),
            ("mysql8", None),
            ("nginx", None),
        ] {
            assert_eq!(super::near_official(name), genuine, "{name}");
        }
    }

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("near_name.toml"));
    }
}
