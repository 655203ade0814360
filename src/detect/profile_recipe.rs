//! The profile text of forum-spam tools.
//!
//! **Sees** a text that begins as a made-up person: "37 year old Film Editor
//! Luigi … from Saint-Paul has hobbies such as model trains …".
//!
//! **Why**: it is the recipe of the Website campaign's texts, one repository per
//! account, as a user of Docker Hub wrote down in 2022
//! (docker/hub-feedback#2208): age, job, name, place, hobbies.
//!
//! **Innocents**: people who introduce themselves write "I", and say what the
//! image is.

use super::{Findings, Subject};
use crate::{
    platform::lower,
    rules::weights,
    sentence::why,
    verdict::{Campaign, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "profile-recipe", nature: weights::PROFILE_RECIPE };

/// How far into a text the recipe reaches, in characters.
const REACH: usize = 300;

/// How an age is said.
const AGES: [&str; 6] = ["year old", "years old", "year-old", "yr old", "yrs old", "yr. old"];
/// How leisure is said.
const LEISURE: [&str; 8] =
    ["hobbies", "hobby", "interests", "passions", "pastimes", "spends time", "enjoys", "loves to"];

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for source in &subject.sources {
        let text = source.readme.text.as_str();
        if !text.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let end = text.char_indices().nth(REACH).map_or(text.len(), |(at, _)| at);
        let start = lower(&text[..end]);
        let age = AGES.iter().any(|age| {
            start.split(age).next().is_some_and(|before| before.len() < start.len() && is_number(before))
        });
        let leisure = LEISURE.iter().any(|leisure| start.contains(leisure));
        if age && leisure && start.contains(" from ") {
            let why = why::PROFILE_RECIPE.with([]);
            findings.in_text(&RULE, source, &(0..end), why).of(Campaign::Website);
        }
    }
}

/// Whether what stands before the age is a number of two digits at the very beginning.
fn is_number(before: &str) -> bool {
    let number = before.trim();
    number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("profile_recipe.toml"));
    }
}
