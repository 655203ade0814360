//! What Docker Hub's answers mean.

use super::{
    Account, Badge, Found, Listing, Repository, Tags,
    ask::{Answer, Failure, Outcome, Question},
};
use crate::{
    place::Name,
    platform::{JsonError, Read, parse_json},
};

/// What Docker Hub said of one repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Its record.
    pub repository: Repository,
    /// Its tags, or why they are unknown.
    pub tags: Result<Tags, Failure>,
    /// The repositories of its account, if that was asked.
    pub listing: Option<Listing>,
    /// The badge of its publisher, none if it was not asked for; or why it is unknown.
    pub badge: Result<Option<Badge>, Failure>,
}

/// Reads `answers` about the repository called `name`.
///
/// Fails if the repository's record is not among them; unusable tags only
/// leave the presence unknown.
pub fn repository(name: &Name, answers: &[Answer]) -> Result<Heard, Failure> {
    let repository: Repository = read(answers, Question::Repository)?;
    let about = |field: &Option<String>, wanted: &str| {
        field.as_ref().is_some_and(|value| value.eq_ignore_ascii_case(wanted))
    };
    if !about(&repository.namespace, &name.namespace) || !about(&repository.name, &name.name) {
        return Err(Failure::Unexpected);
    }
    let badge = match read::<Account>(answers, Question::Organisation) {
        Ok(account) => Ok(account.badge.filter(|_| account.is_of(&name.namespace))),
        // A user is no organisation, and has no badge.
        Err(Failure::NotAsked | Failure::NotFound) => Ok(None),
        Err(failure) => Err(failure),
    };
    Ok(Heard {
        repository,
        tags: read(answers, Question::Tags),
        listing: read(answers, Question::Siblings).ok(),
        badge,
    })
}

/// Reads `answers` about the account called `namespace`: who it is, and what it holds.
pub fn account(namespace: &str, answers: &[Answer]) -> Result<(Account, Listing), Failure> {
    let account: Account = match read(answers, Question::User) {
        Err(Failure::NotFound) => read(answers, Question::Organisation)?,
        user => user?,
    };
    if !account.is_of(namespace) {
        return Err(Failure::Unexpected);
    }
    Ok((account, read(answers, Question::Siblings)?))
}

/// Reads what a search found.
pub fn search(answers: &[Answer]) -> Result<Found, Failure> {
    read(answers, Question::Search)
}

/// Whether `question` was answered, be it badly.
pub fn was_asked(answers: &[Answer], question: Question) -> bool {
    answers.iter().any(|answer| answer.question == question)
}

/// Whether the answer to `question` is that there is no such thing.
pub fn is_missing(answers: &[Answer], question: Question) -> bool {
    matches!(find(answers, question), Some(Outcome::Response { status: 404, .. }))
}

fn find(answers: &[Answer], question: Question) -> Option<&Outcome> {
    answers.iter().find(|answer| answer.question == question).map(|answer| &answer.outcome)
}

fn read<T: Read>(answers: &[Answer], question: Question) -> Result<T, Failure> {
    match find(answers, question).ok_or(Failure::NotAsked)? {
        Outcome::TimedOut => Err(Failure::TimedOut),
        Outcome::Unreachable => Err(Failure::Unreachable),
        Outcome::Held { seconds } => Err(Failure::Held(*seconds)),
        Outcome::Response { status: 404, .. } => Err(Failure::NotFound),
        Outcome::Response { status: 429, .. } => Err(Failure::RateLimited),
        Outcome::Response { status: 200, content_type, body } => {
            if !is_json(content_type) {
                return Err(Failure::NotJson);
            }
            parse_json(body).map_err(|error| match error {
                JsonError::Syntax => Failure::NotJson,
                JsonError::Data => Failure::Unexpected,
            })
        }
        Outcome::Response { status, .. } => Err(Failure::Refused(*status)),
    }
}

/// Whether an answer calls itself JSON. A bot check answers with a page of its
/// own, sometimes even with status 200.
pub(super) fn is_json(content_type: &str) -> bool {
    content_type.to_ascii_lowercase().starts_with("application/json")
}

#[cfg(test)]
mod tests {
    use super::{account, repository};
    use crate::{
        hub::{
            Badge,
            ask::{Answer, Failure, Outcome, Question},
        },
        place::Name,
    };
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn answered(question: Question, status: u16, content_type: &str, body: &str) -> Answer {
        Answer {
            question,
            outcome: Outcome::Response { status, content_type: content_type.into(), body: body.into() },
        }
    }

    fn json(question: Question, body: &str) -> Answer {
        answered(question, 200, "application/json; charset=utf-8", body)
    }

    const RECORD: &str = r#"{"namespace": "a", "name": "b", "status": 1}"#;

    #[test]
    fn a_good_answer_is_read() {
        let name = Name::new("a", "b").unwrap();
        let answers = [
            json(Question::Repository, RECORD),
            json(Question::Tags, r#"{"count": 2, "results": [{"name": "latest", "full_size": 7}]}"#),
            json(Question::Organisation, r#"{"orgname": "a", "badge": "open_source"}"#),
            json(Question::Siblings, r#"{"count": 3, "results": []}"#),
        ];
        let heard = repository(&name, &answers).unwrap();
        assert_eq!(heard.tags.unwrap().newest().and_then(|tag| tag.full_size), Some(7));
        assert_eq!(heard.badge, Ok(Some(Badge::OpenSource)));
        assert_eq!(heard.listing.unwrap().count, 3);
    }

    #[test]
    fn another_ones_badge_does_not_count() {
        let organisation = json(Question::Organisation, r#"{"orgname": "other", "badge": "official"}"#);
        let heard =
            repository(&Name::new("a", "b").unwrap(), &[json(Question::Repository, RECORD), organisation]);
        assert_eq!(heard.unwrap().badge, Ok(None));
    }

    #[test]
    fn an_unknown_badge_is_not_none() {
        for (status, badge) in [(404, Ok(None)), (500, Err(Failure::Refused(500)))] {
            let organisation = answered(Question::Organisation, status, "application/json", "{}");
            let heard = repository(
                &Name::new("a", "b").unwrap(),
                &[json(Question::Repository, RECORD), organisation],
            );
            assert_eq!(heard.unwrap().badge, badge);
        }
    }

    #[test]
    fn a_bad_answer_is_never_taken_for_a_good_one() {
        let name = Name::new("a", "b").unwrap();
        let of = |outcome| Answer { question: Question::Repository, outcome };
        for (answer, failure) in [
            (answered(Question::Repository, 404, "application/json", "{}"), Failure::NotFound),
            (answered(Question::Repository, 429, "application/json", "{}"), Failure::RateLimited),
            (answered(Question::Repository, 500, "text/plain", ""), Failure::Refused(500)),
            (
                answered(Question::Repository, 200, "text/html", "<title>Just a moment...</title>"),
                Failure::NotJson,
            ),
            (json(Question::Repository, "<html>"), Failure::NotJson),
            (json(Question::Repository, r#"{"namespace": "a", "na"#), Failure::NotJson),
            (json(Question::Repository, "[]"), Failure::Unexpected),
            (json(Question::Repository, "{}"), Failure::Unexpected),
            (json(Question::Repository, r#"{"namespace": "a", "name": "other"}"#), Failure::Unexpected),
            (of(Outcome::TimedOut), Failure::TimedOut),
            (of(Outcome::Unreachable), Failure::Unreachable),
            (of(Outcome::Held { seconds: 9 }), Failure::Held(9)),
            (json(Question::Tags, r#"{"count": 0}"#), Failure::NotAsked),
        ] {
            assert_eq!(repository(&name, std::slice::from_ref(&answer)), Err(failure), "{answer:?}");
        }
    }

    #[test]
    fn without_tags_the_record_still_counts() {
        let tags = answered(Question::Tags, 429, "application/json", "{}");
        let heard =
            repository(&Name::new("a", "b").unwrap(), &[json(Question::Repository, RECORD), tags]).unwrap();
        assert_eq!(heard.tags, Err(Failure::RateLimited));
    }

    #[test]
    fn an_account_is_a_user_or_an_organisation() {
        let listing = || json(Question::Siblings, r#"{"count": 0, "results": []}"#);
        let missing = |question| answered(question, 404, "application/json", "{}");
        let user = json(Question::User, r#"{"username": "a", "company": "x"}"#);
        assert!(account("a", &[user.clone(), listing()]).is_ok());
        let organisation = json(Question::Organisation, r#"{"orgname": "a"}"#);
        assert!(account("a", &[missing(Question::User), organisation, listing()]).is_ok());
        for (answers, failure) in [
            (vec![missing(Question::User), missing(Question::Organisation), listing()], Failure::NotFound),
            (vec![user.clone()], Failure::NotAsked),
            (vec![json(Question::User, r#"{"username": "b"}"#), listing()], Failure::Unexpected),
        ] {
            assert_eq!(account("a", &answers), Err(failure), "{answers:?}");
        }
    }
}
