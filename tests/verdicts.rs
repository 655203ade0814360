//! What must hold for whole verdicts: the canary set, and properties of any input.
#![cfg(not(target_arch = "wasm32"))]

use hullcheck::{
    destination::{defang, refang},
    detect::{self, Circumstances, Subject},
    hub::{Presence, Repository, Unknown},
    inspect::{self, Options},
    verdict::{self, Level, Verdict},
};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Canary {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    record: toml::Table,
    readme: String,
}

#[test]
fn honest_pages_stay_at_nothing_found() {
    let canary: Canary = toml::from_str(include_str!("canary.toml")).unwrap();
    for case in canary.case {
        let mut record = case.record;
        record.insert("full_description".into(), case.readme.into());
        let repository: Repository = record.try_into().unwrap();
        let verdict = inspect::repository(&repository, &Options::default());
        assert_eq!(verdict.level, Level::NothingFound, "{}: {:#?}", case.name, verdict.evidence);
    }
}

fn repository(text: &str) -> Repository {
    Repository { full_description: Some(text.to_owned()), ..Repository::default() }
}

fn judge(text: &str) -> Verdict {
    inspect::repository(&repository(text), &Options::default())
}

/// Readmes made of what readmes and lures are made of, in any order.
fn readme() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z ]{0,20}",
        "\\PC{0,12}",
        prop::sample::select(vec![
            "\n",
            "\n\n",
            "\r\n",
            "# ",
            "**",
            "* ",
            "`",
            "```\n",
            "|",
            "> ",
            "![",
            "[",
            "](",
            ")",
            "<a href=\"",
            "\">",
            "</a>",
            "<!--",
            "&#x41;",
            "DOWNLOAD ✵ ",
            "https://tinurll.com/2A0TbB",
            "https://x.site/?a=b",
            "https://www.google.com/url?q=https%3A%2F%2Fy.site",
            "[x](https://z.site/)",
            " eebf2c3492",
            "Archive password: 1234",
            "docker pull a/b",
            "\\n",
            "\u{200B}",
            "𝒟",
            "slot, ",
            "\u{202E}",
            "é",
            "<meta http-equiv=refresh content=\"0;url=",
            "hxxp://a[.]b",
            "data:text/html,",
            "%",
            "\\",
            "\t",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_text_gets_a_verdict_whose_evidence_points_into_it(text in readme()) {
        for found in judge(&text).evidence {
            if let Some(range) = found.range {
                prop_assert!(text.get(range.clone()).is_some(), "{:?} of {:?}", range, text);
            }
        }
    }

    #[test]
    fn line_endings_do_not_matter(text in readme()) {
        let unix = text.replace("\r\n", "\n").replace('\r', "\n");
        let (one, other) = (judge(&unix), judge(&unix.replace('\n', "\r\n")));
        let rules = |verdict: &Verdict| verdict.evidence.iter().map(|found| found.rule.id).collect::<Vec<_>>();
        prop_assert_eq!(one.level, other.level);
        prop_assert_eq!(rules(&one), rules(&other));
    }

    #[test]
    fn more_evidence_never_lowers_the_level(text in readme(), kept in prop::collection::vec(any::<bool>(), 64)) {
        let repository = repository(&text);
        let circumstances = Circumstances::of(Presence::Unknown(Unknown::NotCounted));
        let subject = Subject::of_repository(&repository, circumstances, &[]);
        let all = detect::run(&subject, &Options::default());
        let some = all.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(found, _)| found.clone()).collect();
        prop_assert!(verdict::reach(&subject, some, None).level <= verdict::reach(&subject, all, None).level);
    }

    #[test]
    fn defanging_is_reversible(host in "[a-z]{1,8}(\\.[a-z]{2,6}){1,3}", path in "(/[a-zA-Z0-9_?=.-]{0,12})?", scheme in "https?") {
        let address = format!("{scheme}://{host}{path}");
        prop_assert_eq!(refang(&defang(&address)), Some(address));
    }
}
