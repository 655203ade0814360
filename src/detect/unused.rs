//! A repository that nobody uses.
//!
//! **Sees** a record that counts hardly any pulls, or that was written on one
//! day and never touched again.
//!
//! **Why**: planted repositories have no users. "All of these in common is that
//! they have 0 pulls" (docker/hub-feedback#1604); they came in waves of
//! thousands a day (JFrog, 2024-04-30) and were left as they were.
//!
//! **Innocents**: everybody's first week, and most private experiments. An
//! imageless repository may count dozens of pulls and an honest one none, so
//! this is a circumstance only.

use super::{Findings, Subject};
use crate::{rules::weights, sentence::why, verdict::Rule};

/// Hardly any pulls.
pub const PULLS: Rule = Rule { id: "unused", nature: weights::UNUSED };
/// Written on one day.
pub const DAY: Rule = Rule { id: "written-once", nature: weights::WRITTEN_ONCE };

/// The most pulls that are hardly any: crawlers alone make some.
const HARDLY_ANY: u64 = 5;

/// How much of a date is the day: `2026-01-01`.
const DAY_LENGTH: usize = 10;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let record = &subject.repository;
    if let Some(pulls @ ..=HARDLY_ANY) = record.pull_count {
        findings.in_record(&PULLS, "", why::UNUSED.with([pulls.to_string()]));
    }
    let day = |date: &Option<String>| date.as_ref()?.get(..DAY_LENGTH).map(str::to_owned);
    if let (Some(made), Some(touched)) = (day(&record.date_registered), day(&record.last_updated))
        && made == touched
    {
        findings.in_record(&DAY, "", why::WRITTEN_ONCE.with([made]));
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("unused.toml"));
    }
}
