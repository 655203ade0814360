//! What to ask Docker Hub's API, and how a request can end.
//!
//! Whoever runs the core does the asking: without credentials, in parallel,
//! within [`LIMIT_MS`]. Nothing here waits or retries; how often it may be asked
//! is [`guest`](super::guest)'s affair.

use crate::{
    place::{self, Name, Search},
    platform::{Read, Record, Value, words},
};
use serde::Serialize;

/// How long an answer may take, in milliseconds. A page that is slower than
/// this is reported as not inspected rather than held any longer.
pub const LIMIT_MS: u32 = 5_000;

/// How many repositories of an account are looked at: the most that the API
/// gives at once, so that one request is enough.
const LISTED: u32 = 100;

/// How many results a page of Docker Hub's search has (2026).
const FOUND: u64 = 30;

/// A question to Docker Hub's API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// The repository's record.
    Repository,
    /// How many tags it has, and the newest.
    Tags,
    /// The user's record.
    User,
    /// The organisation's record, which holds its badge.
    Organisation,
    /// The repositories of the account.
    Siblings,
    /// What a search finds.
    Search,
}

words!(Question {
    Repository = "repository",
    Tags = "tags",
    User = "user",
    Organisation = "organisation",
    Siblings = "siblings",
    Search = "search",
});

/// One address to fetch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ask {
    /// What it answers.
    pub question: Question,
    /// Where.
    pub url: String,
}

impl Ask {
    /// The record of the repository called `name`, and its tags.
    pub fn repository(name: &Name) -> [Self; 2] {
        let record = format!("/v2/namespaces/{}/repositories/{}", name.namespace, name.name);
        [
            Self::at(Question::Tags, &format!("{record}/tags?page_size=1")),
            Self::at(Question::Repository, &record),
        ]
    }

    /// The repositories of `namespace`.
    pub fn siblings(namespace: &str) -> Self {
        Self::at(Question::Siblings, &format!("/v2/repositories/{namespace}/?page_size={LISTED}"))
    }

    /// The user called `namespace`; an organisation is none, and the other way round.
    pub fn user(namespace: &str) -> Self {
        Self::at(Question::User, &format!("/v2/users/{namespace}"))
    }

    /// The organisation called `namespace`.
    pub fn organisation(namespace: &str) -> Self {
        Self::at(Question::Organisation, &format!("/v2/orgs/{namespace}"))
    }

    /// What `search` finds.
    pub fn search(search: &Search) -> Self {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("query", &search.query);
        query.append_pair("from", &(search.page.saturating_sub(1).saturating_mul(FOUND)).to_string());
        query.append_pair("size", &FOUND.to_string());
        query.extend_pairs(&search.filters);
        Self::at(Question::Search, &format!("/api/search/v4?{}", query.finish()))
    }

    fn at(question: Question, path: &str) -> Self {
        Self { question, url: format!("https://{}{path}", place::HOST) }
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What was asked.
    pub question: Question,
    /// What happened.
    pub outcome: Outcome,
}

/// How a request ended.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// It was not sent, because Docker Hub asked for fewer requests or we keep
    /// to fewer ourselves; it may be in so many seconds.
    Held {
        /// From now on.
        seconds: u32,
    },
}

/// An outcome that nobody can read is as good as none.
impl Read for Answer {
    fn read(value: Value) -> Option<Self> {
        let mut record = Record::read(value)?;
        Some(Self {
            question: record.take("question")?,
            outcome: record.take("outcome").unwrap_or(Outcome::Unreachable),
        })
    }
}

impl Read for Outcome {
    fn read(value: Value) -> Option<Self> {
        let mut record = Record::read(value)?;
        Some(match record.take::<String>("kind")?.as_str() {
            "response" => Self::Response {
                status: record.take("status")?,
                content_type: record.take("contentType").unwrap_or_default(),
                body: record.take("body").unwrap_or_default(),
            },
            "timedOut" => Self::TimedOut,
            "unreachable" => Self::Unreachable,
            "held" => Self::Held { seconds: record.take("seconds").unwrap_or_default() },
            _ => return None,
        })
    }
}

/// Why something could not be inspected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "value")]
pub enum Failure {
    /// There is no such thing for a visitor: it does not exist, or it is private.
    NotFound,
    /// Docker Hub wants fewer requests (429).
    RateLimited,
    /// Docker Hub answered with this other status.
    Refused(u16),
    /// The answer is no JSON, such as a challenge page before the API.
    NotJson,
    /// The answer is JSON, but not about what was asked.
    Unexpected,
    /// No answer in time.
    TimedOut,
    /// No connection.
    Unreachable,
    /// Not asked, to be a good guest; it may be asked in so many seconds.
    Held(u32),
    /// The question was never asked.
    NotAsked,
}

#[cfg(test)]
mod tests {
    use super::Ask;
    use crate::place::{Name, Search};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_question_has_its_address() {
        let [tags, repository] = Ask::repository(&Name::new("library", "nginx").unwrap());
        let filters = vec![("sort".to_owned(), "updated_at".to_owned())];
        let search = Search { query: "a&b".into(), page: 3, filters };
        for (ask, path) in [
            (tags, "/v2/namespaces/library/repositories/nginx/tags?page_size=1"),
            (repository, "/v2/namespaces/library/repositories/nginx"),
            (Ask::siblings("a"), "/v2/repositories/a/?page_size=100"),
            (Ask::user("a"), "/v2/users/a"),
            (Ask::organisation("a"), "/v2/orgs/a"),
            (Ask::search(&search), "/api/search/v4?query=a%26b&from=60&size=30&sort=updated_at"),
        ] {
            assert_eq!(ask.url, format!("https://hub.docker.com{path}"));
        }
    }
}
