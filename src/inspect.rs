//! The whole chain: what is known of a page or a repository → its verdict.

use crate::{
    detect::{self, Model, Subject},
    hub::{
        Presence, Repository, Tags, Unknown,
        ask::{self, Answer, Failure},
    },
    place::Place,
    verdict::{self, Verdict},
};
use serde::Deserialize;

/// What is known of a page on Docker Hub.
#[derive(Clone, Debug, Deserialize)]
pub struct Observation {
    /// Its address.
    pub url: String,
    /// What came back for its [`ask::plan`].
    pub answers: Vec<Answer>,
    /// The outside addresses that can be clicked on it.
    pub anchors: Vec<String>,
}

/// What to judge with, to measure what each part is worth.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Judge without the list of known hosts.
    pub without_hosts: bool,
    /// Judge without this rule.
    pub without_rule: Option<&'a str>,
    /// Judge with this learned model instead of the packaged one.
    pub model: Option<&'a Model>,
}

/// Judges a page.
///
/// A page that shows no repository's readme is judged by where its links lead.
pub fn page(observation: &Observation, options: &Options<'_>) -> (Place, Verdict) {
    let place = Place::of(&observation.url);
    let (repository, presence, failure) = match place.repository() {
        None => (Repository::default(), Presence::Unknown(Unknown::NotCounted), None),
        Some(name) => match ask::hear(name, &observation.answers) {
            Ok(heard) => (heard.repository, heard.presence, heard.tags_failure),
            Err(failure) => (Repository::default(), Presence::Unknown(Unknown::NoAnswer), Some(failure)),
        },
    };
    let verdict = judge(&repository, presence, &observation.anchors, failure, options);
    (place, verdict)
}

/// Judges a repository's record, such as a line of a collection.
pub fn repository(repository: &Repository, options: &Options<'_>) -> Verdict {
    let tags = repository.tags.map(|count| Tags { count }).ok_or(Unknown::NotCounted);
    judge(repository, Presence::of(repository, tags), &[], None, options)
}

fn judge(
    repository: &Repository,
    presence: Presence,
    anchors: &[String],
    failure: Option<Failure>,
    options: &Options<'_>,
) -> Verdict {
    let subject = Subject::new(repository, presence, anchors);
    let evidence = detect::run(&subject, options);
    verdict::reach(&subject, evidence, failure)
}
