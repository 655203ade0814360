//! What to ask Docker Hub about a place, and what its answers mean.
//!
//! Whoever runs the core does the asking: without credentials, in parallel,
//! within [`LIMIT_MS`]. Nothing here waits or retries.

use super::{Presence, Repository, Tags, Unknown};
use crate::place::{self, Place};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// How long an answer may take, in milliseconds. A page that is slower than
/// this is reported as not inspected rather than held any longer.
pub const LIMIT_MS: u32 = 5_000;

/// How long a good answer may be used again, in milliseconds: long enough for
/// going back and forth, short enough that a changed readme is seen.
pub const FRESH_MS: u32 = 120_000;

/// How long a useless answer stands before the same is asked again, in
/// milliseconds, unless the user asks for it. Chromium itself refuses an
/// extension's requests for a while after a few errors of a server.
pub const BACK_OFF_MS: u32 = 5_000;

/// A question to Docker Hub's API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Question {
    /// The repository's record.
    Repository,
    /// How many tags it has.
    Tags,
}

/// What to fetch for a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// What the page shows.
    pub place: Place,
    /// What to ask, all at once; empty where there is nothing to ask.
    pub asks: Vec<Ask>,
    /// [`LIMIT_MS`]
    pub limit_ms: u32,
    /// [`FRESH_MS`]
    pub fresh_ms: u32,
    /// [`BACK_OFF_MS`]
    pub back_off_ms: u32,
}

/// One address to fetch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ask {
    /// What it answers.
    pub question: Question,
    /// Where.
    pub url: String,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Answer {
    /// What was asked.
    pub question: Question,
    /// What happened.
    pub outcome: Outcome,
}

/// How a request ended.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Outcome {
    /// The server answered.
    Response {
        /// The HTTP status.
        status: u16,
        /// The `Content-Type` header, empty if there was none.
        content_type: String,
        /// The body as text.
        body: String,
    },
    /// Nothing came within [`LIMIT_MS`].
    TimedOut,
    /// There was no connection.
    Unreachable,
}

/// Why a place could not be inspected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "status")]
pub enum Failure {
    /// There is no such repository for a visitor: it does not exist, or it is private.
    NotFound,
    /// Docker Hub wants fewer requests (429).
    RateLimited,
    /// Docker Hub answered with this other status.
    Refused(u16),
    /// The answer is no JSON, such as a challenge page before the API.
    NotJson,
    /// The answer is JSON, but not about this repository.
    Unexpected,
    /// No answer in time.
    TimedOut,
    /// No connection.
    Unreachable,
    /// The question was never asked.
    NotAsked,
}

/// Plans the requests for the page at `url`.
pub fn plan(url: &str) -> Plan {
    let place = Place::of(url);
    let asks = place.repository().map_or_else(Vec::new, |name| {
        let record =
            format!("https://{}/v2/namespaces/{}/repositories/{}", place::HOST, name.namespace, name.name);
        vec![
            Ask { question: Question::Tags, url: format!("{record}/tags?page_size=1") },
            Ask { question: Question::Repository, url: record },
        ]
    });
    Plan { place, asks, limit_ms: LIMIT_MS, fresh_ms: FRESH_MS, back_off_ms: BACK_OFF_MS }
}

/// What Docker Hub said of one repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Its record.
    pub repository: Repository,
    /// Whether it holds an image.
    pub presence: Presence,
    /// Why the number of tags is unknown, if it is.
    pub tags_failure: Option<Failure>,
}

/// Reads the answers to a [`plan`] for `name`.
///
/// Fails if the repository's record is not among them; an unusable tag count
/// only leaves the presence unknown.
pub fn hear(name: &place::Name, answers: &[Answer]) -> Result<Heard, Failure> {
    let repository: Repository = read(answers, Question::Repository)?;
    let about = |field: &Option<String>, wanted: &str| {
        field.as_ref().is_some_and(|value| value.eq_ignore_ascii_case(wanted))
    };
    if !about(&repository.namespace, &name.namespace) || !about(&repository.name, &name.name) {
        return Err(Failure::Unexpected);
    }
    let tags: Result<Tags, Failure> = read(answers, Question::Tags);
    let presence = Presence::of(&repository, tags.map_err(|_| Unknown::NoAnswer));
    let tags_failure = tags.err().filter(|_| matches!(presence, Presence::Unknown(_)));
    Ok(Heard { repository, presence, tags_failure })
}

fn read<T: DeserializeOwned>(answers: &[Answer], question: Question) -> Result<T, Failure> {
    let answer = answers.iter().find(|answer| answer.question == question).ok_or(Failure::NotAsked)?;
    match &answer.outcome {
        Outcome::TimedOut => Err(Failure::TimedOut),
        Outcome::Unreachable => Err(Failure::Unreachable),
        Outcome::Response { status: 404, .. } => Err(Failure::NotFound),
        Outcome::Response { status: 429, .. } => Err(Failure::RateLimited),
        Outcome::Response { status: 200, content_type, body } => {
            // A bot check answers with a page of its own, sometimes even with status 200.
            if !content_type.to_ascii_lowercase().starts_with("application/json") {
                return Err(Failure::NotJson);
            }
            serde_json::from_str(body)
                .map_err(|error| if error.is_data() { Failure::Unexpected } else { Failure::NotJson })
        }
        Outcome::Response { status, .. } => Err(Failure::Refused(*status)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Failure, Outcome, Question, hear, plan};
    use crate::{hub::Presence, place::Name};
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
    fn asks_for_the_record_and_the_tags() {
        let urls: Vec<_> =
            plan("https://hub.docker.com/_/nginx").asks.into_iter().map(|ask| ask.url).collect();
        assert_eq!(
            urls,
            [
                "https://hub.docker.com/v2/namespaces/library/repositories/nginx/tags?page_size=1",
                "https://hub.docker.com/v2/namespaces/library/repositories/nginx",
            ]
        );
        assert!(plan("https://hub.docker.com/billing").asks.is_empty());
    }

    #[test]
    fn a_good_answer_is_read() {
        let name = Name::new("a", "b").unwrap();
        let heard =
            hear(&name, &[json(Question::Repository, RECORD), json(Question::Tags, r#"{"count": 0}"#)])
                .unwrap();
        assert_eq!(heard.presence, Presence::TagsDeleted);
        assert_eq!(heard.tags_failure, None);
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
            (json(Question::Tags, r#"{"count": 0}"#), Failure::NotAsked),
        ] {
            assert_eq!(hear(&name, std::slice::from_ref(&answer)), Err(failure), "{answer:?}");
        }
    }

    #[test]
    fn without_tags_the_presence_is_unknown() {
        let name = Name::new("a", "b").unwrap();
        let tags = answered(Question::Tags, 429, "application/json", "{}");
        let heard = hear(&name, &[json(Question::Repository, RECORD), tags]).unwrap();
        assert!(matches!(heard.presence, Presence::Unknown(_)));
        assert_eq!(heard.tags_failure, Some(Failure::RateLimited));
    }
}
