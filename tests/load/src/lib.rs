//! What is measured on: made texts, addresses and repositories, the same on every
//! machine, of the sizes and shapes of real ones; and the floor that nothing can go below.

pub mod filters;
pub mod hostile;
#[cfg(not(target_arch = "wasm32"))]
pub mod population;
mod random;
pub mod texts;
#[cfg(target_arch = "wasm32")]
mod wasm;

use hullcheck::{hub::Repository, inspect, verdict::Verdict};
use pulldown_cmark::{Options, Parser};

/// A text to measure on.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is called in every table.
    pub name: String,
    /// The readme.
    pub text: String,
}

/// How large the texts of all kinds are, in bytes.
pub const USUAL: usize = 25 * 1024;

/// Honest readmes of the usual sizes, a lure, and one text of each hostile kind.
pub fn cases() -> Vec<Case> {
    let honest =
        [1, 5, 25].map(|kilobytes| (format!("honest-{kilobytes}k"), texts::honest(kilobytes * 1024)));
    let lure = ("lure-25k".to_owned(), texts::lure(USUAL));
    let hostile = hostile::KINDS.iter().map(|kind| (kind.name.to_owned(), kind.text(USUAL)));
    honest.into_iter().chain([lure]).chain(hostile).map(|(name, text)| Case { name, text }).collect()
}

/// The whole of what is measured: a repository, judged with all its evidence.
pub fn inspect(repository: &Repository) -> Verdict {
    inspect::repository(repository, &inspect::Options::default())
}

/// A repository whose overview is `readme`.
pub fn repository(readme: &str) -> Repository {
    Repository {
        namespace: Some("acme".to_owned()),
        name: Some("gateway".to_owned()),
        full_description: Some(readme.to_owned()),
        ..Repository::default()
    }
}

/// What cannot be avoided: `readme` parsed once as Markdown, as the core has it parsed.
/// The number of events, so that nothing is left out as useless.
pub fn floor(readme: &str) -> usize {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    Parser::new_ext(readme, options).into_offset_iter().count()
}
