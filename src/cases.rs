//! Drives the tables of cases that stand beside the code, natively and in
//! WebAssembly alike.

use crate::{
    hub::Repository,
    inspect::{self, Options},
    platform::parse_json,
    readme::{Form, Readme},
    verdict::{Action, Level},
};
use serde::{Deserialize, de::DeserializeOwned};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table<T> {
    /// The rules that the table is about; what others see is not looked at.
    #[serde(default)]
    rules: Vec<String>,
    case: Vec<T>,
}

fn read<T: DeserializeOwned>(table: &str) -> Table<T> {
    let table = toml::from_str::<Table<T>>(table).unwrap_or_else(|error| panic!("{error}"));
    assert!(!table.case.is_empty());
    table
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkCase {
    name: String,
    readme: String,
    links: Vec<ExpectedLink>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct ExpectedLink {
    form: String,
    href: String,
    text: String,
    #[serde(default)]
    image: bool,
}

/// A readme and the links a reader of it can follow.
pub fn links(table: &str) {
    for case in read::<LinkCase>(table).case {
        let readme = Readme::read(&case.readme);
        let found: Vec<_> = readme
            .links
            .iter()
            .map(|link| {
                assert!(case.readme.get(link.source.clone()).is_some(), "{}: {link:?}", case.name);
                ExpectedLink {
                    form: match link.form {
                        Form::Inline => "inline",
                        Form::Bare => "bare",
                        Form::Html => "html",
                        Form::Unasked => "unasked",
                    }
                    .to_owned(),
                    href: link.href.clone(),
                    text: readme.text_of(link).to_owned(),
                    image: link.image,
                }
            })
            .collect();
        assert_eq!(found, case.links, "{}", case.name);
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerdictCase {
    name: String,
    /// The overview.
    #[serde(default)]
    readme: String,
    /// The short description.
    #[serde(default)]
    description: String,
    /// More fields of the record.
    #[serde(default)]
    record: toml::Table,
    /// How bad it is; not looked at if left out.
    level: Option<Level>,
    /// What must be found by the rules of the table, and nothing else.
    #[serde(default)]
    evidence: Vec<ExpectedEvidence>,
    /// What must happen with the links, in order; not looked at if left out.
    links: Option<Vec<Action>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedEvidence {
    rule: String,
    /// What is quoted, if that matters.
    quote: Option<String>,
    /// The bytes of the source that are pointed at, if that matters.
    source: Option<String>,
}

/// A repository, its level, and the evidence for it.
pub fn verdicts(table: &str) {
    let table = read::<VerdictCase>(table);
    for case in table.case {
        let mut record = case.record;
        record.insert("full_description".to_owned(), case.readme.clone().into());
        record.insert("description".to_owned(), case.description.into());
        // Written and read again, because the browser's side reads nothing but its own values.
        let repository: Repository = parse_json(&serde_json::to_string(&record).unwrap()).unwrap();
        let verdict = inspect::repository(&repository, &Options::default());
        let of_table = |rule: &&str| table.rules.iter().any(|known| known == rule);
        let found: Vec<_> = verdict.evidence.iter().map(|found| found.rule.id).filter(of_table).collect();
        let expected: Vec<_> = case.evidence.iter().map(|evidence| evidence.rule.as_str()).collect();
        assert_eq!(sorted(found), sorted(expected), "{}: {:#?}", case.name, verdict.evidence);
        for expected in &case.evidence {
            let matches =
                verdict.evidence.iter().filter(|found| found.rule.id == expected.rule).any(|found| {
                    let quoted = found.range.clone().and_then(|range| case.readme.get(range));
                    expected.quote.as_ref().is_none_or(|quote| *quote == found.quote)
                        && expected.source.as_ref().is_none_or(|source| Some(source.as_str()) == quoted)
                });
            assert!(matches, "{}: {:#?}", case.name, verdict.evidence);
        }
        if let Some(level) = case.level {
            assert_eq!(verdict.level, level, "{}: {:#?}", case.name, verdict.evidence);
        }
        if let Some(links) = case.links {
            let found: Vec<_> = verdict.links.iter().map(|link| link.verdict).collect();
            assert_eq!(found, links, "{}", case.name);
        }
    }
}

fn sorted(mut words: Vec<&str>) -> Vec<&str> {
    words.sort_unstable();
    words
}
