//! How evidence adds up.

use super::{Evidence, Field, Level, Nature, Rule, level};
use crate::{
    hub::{Badge, Presence, Standing, ask::Failure},
    sentence::why,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn rule(id: &'static str, nature: Nature) -> &'static Rule {
    Box::leak(Box::new(Rule { id, nature }))
}

fn found(rule: &'static Rule) -> Evidence {
    let (field, why) = (Field::Overview, why::IDLE_TEXT.with([]));
    Evidence {
        rule,
        weight: rule.weight(),
        field,
        quote: String::new(),
        range: None,
        why,
        campaign: None,
        link: None,
    }
}

#[test]
fn evidence_adds_up() {
    use Nature::{Context, Proof, Structure, Support};
    for (natures, expected) in [
        (vec![Context(40), Context(40)], Level::NothingFound),
        (vec![Structure(40), Context(10)], Level::Suspicious),
        (vec![Structure(60), Support(40), Context(40)], Level::Suspicious),
        (vec![], Level::NothingFound),
        (vec![Support(10)], Level::NothingFound),
        (vec![Support(30)], Level::Notice),
        (vec![Support(40), Support(40), Support(40)], Level::Notice),
        (vec![Structure(40)], Level::Notice),
        (vec![Structure(40), Support(10)], Level::Suspicious),
        (vec![Structure(60), Support(40), Support(40)], Level::Suspicious),
        (vec![Structure(60), Structure(40)], Level::Danger),
        (vec![Proof], Level::Danger),
    ] {
        let evidence: Vec<_> = (0..)
            .map(|at| ["a", "b", "c"][at])
            .zip(&natures)
            .map(|(id, nature)| found(rule(id, *nature)))
            .collect();
        assert_eq!(level(&evidence, Presence::Published, Standing::Community, None), expected, "{natures:?}");
    }
}

#[test]
fn a_rule_counts_once() {
    let again = rule("again", Nature::Structure(40));
    assert_eq!(
        level(&[found(again), found(again), found(again)], Presence::Published, Standing::Community, None),
        Level::Notice
    );
}

#[test]
fn behind_a_badge_it_takes_a_proof() {
    for (nature, expected) in [(Nature::Structure(100), Level::Notice), (Nature::Proof, Level::Danger)] {
        assert_eq!(
            level(&[found(rule("x", nature))], Presence::Published, Standing::Trusted(Badge::Official), None),
            expected
        );
    }
}

#[test]
fn what_could_not_be_inspected_is_never_called_fine() {
    for (nature, expected) in [
        (Nature::Support(5), Level::NotInspected),
        (Nature::Structure(60), Level::Suspicious),
        (Nature::Proof, Level::Danger),
    ] {
        let failure = Some(Failure::TimedOut);
        assert_eq!(
            level(&[found(rule("x", nature))], Presence::NeverPushed, Standing::Community, failure),
            expected
        );
    }
}
