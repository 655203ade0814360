//! An account that holds nothing but empty repositories.
//!
//! **Sees** dozens of repositories of one account, nearly all without content,
//! most of them with names such as people do not give.
//!
//! **Why**: the Downloader's accounts held 156 repositories each, the eBook
//! campaign's 1,026 (JFrog, 2024-04-30). Nobody needs dozens of empty ones.
//!
//! **Innocents**: bulk publishers, but theirs hold images; learners, but theirs
//! are few. On a repository's own page it is a circumstance only: it says who,
//! not what.

use super::{About, Findings, Subject};
use crate::{hub::Siblings, rules::weights, sentence::why, verdict::Rule};

/// An account that is a farm.
pub const ACCOUNT: Rule = Rule { id: "farm", nature: weights::FARM };
/// A repository of such an account.
pub const SIBLING: Rule = Rule { id: "one-of-a-farm", nature: weights::ONE_OF_A_FARM };

/// The fewest empty repositories that are dozens.
const DOZENS: u64 = 24;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let Some(siblings) = subject.circumstances.siblings.filter(|siblings| is_farm(*siblings)) else { return };
    let Siblings { count, seen, empty, generated } = siblings;
    let why = why::FARM.with([count, seen, empty, generated].map(|number| number.to_string()));
    let rule = if subject.about == About::Account { &ACCOUNT } else { &SIBLING };
    findings.in_record(rule, "", why);
}

/// Nearly all of dozens are empty, and most of these have names nobody gives.
fn is_farm(siblings: Siblings) -> bool {
    siblings.empty >= DOZENS
        && siblings.empty * 10 >= siblings.seen * 9
        && siblings.generated * 2 >= siblings.empty
}

#[cfg(test)]
mod tests {
    use crate::{
        detect::{self, Circumstances, Subject},
        hub::{Account, Presence, Repository, Siblings},
        inspect::Options,
    };
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn tells_a_farm_from_others() {
        for (what, [count, seen, empty, generated], farm) in [
            ("a farm", [214, 100, 100, 98], true),
            ("a farm with a decoy or two", [40, 40, 37, 30], true),
            ("innocent: a bulk publisher", [900, 100, 3, 0], false),
            ("innocent: a learner", [12, 12, 12, 1], false),
            ("innocent: names a person gives", [60, 60, 60, 5], false),
        ] {
            let siblings = Some(Siblings { count, seen, empty, generated });
            let account = Subject::of_account(&Account::default(), siblings, &[]);
            let found = detect::run(&account, &Options::default());
            assert_eq!(found.iter().any(|found| found.rule.id == "farm"), farm, "{what}");

            let record = Repository::default();
            let circumstances = Circumstances { siblings, ..Circumstances::of(Presence::NeverPushed) };
            let found =
                detect::run(&Subject::of_repository(&record, circumstances, &[]), &Options::default());
            assert_eq!(found.iter().any(|found| found.rule.id == "one-of-a-farm"), farm, "{what}");
        }
    }
}
