//! The whole chain: what is known of a page or a repository → its verdict.

use crate::{
    detect::{self, Circumstances, Model, Subject},
    hub::{
        Badge, Listing, Presence, Repository, Siblings, Standing, Tags, Unknown, Witness,
        ask::{Answer, Ask, Failure, Question},
        hear,
    },
    place::{Name, Place},
    platform::{Read, Record, Value, fields},
    verdict::{self, Level, Verdict},
};

/// What is known of a page on Docker Hub.
#[derive(Clone, Debug, Default)]
pub struct Observation {
    /// Its address.
    pub url: String,
    /// What came back for what [`step`] wanted.
    pub answers: Vec<Answer>,
    /// The outside addresses that can be clicked on it.
    pub anchors: Vec<String>,
    /// The repositories it lists.
    pub cards: Vec<Card>,
    /// What it says of its repository's tags.
    pub witness: Option<Witness>,
    /// Addresses that other pages of the site showed. Those that open anywhere are advised on before
    /// this page shows them; nothing else depends on them.
    pub usual: Vec<String>,
}

/// A repository among others on a page.
#[derive(Clone, Debug)]
pub struct Card {
    /// Where the card leads.
    pub href: String,
    /// What it shows.
    pub text: String,
}

impl Read for Observation {
    fn read(value: Value) -> Option<Self> {
        let mut record = Record::read(value)?;
        Some(Self {
            url: record.take("url")?,
            answers: record.list("answers")?,
            anchors: record.list("anchors")?,
            cards: record.list("cards")?,
            witness: record.take("witness"),
            usual: record.list("usual")?,
        })
    }
}

fields!(Card { href, text });

/// What is thought of a page.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// What it shows.
    pub place: Place,
    /// Docker Hub's record of its repository; empty if it shows none.
    pub repository: Repository,
    /// The repository's tags, if they were counted.
    pub tags: Option<Tags>,
    /// Docker's badge on the repository or the account, as far as that was asked.
    pub badge: Option<Badge>,
    /// The repositories of the account, if that was asked.
    pub listing: Option<Listing>,
    /// Why it is not known who publishes it, if that was asked in vain.
    pub publisher_failure: Option<Failure>,
    /// The page, or the repository or account it is about.
    pub verdict: Verdict,
    /// The repositories it lists that are known by name, in order.
    pub cards: Vec<CardVerdict>,
    /// Those links of other pages that open here as well, if any page was told of.
    pub usual: Option<Verdict>,
}

impl Inspection {
    /// A verdict on `place` of which nothing else is known.
    fn of(place: Place, verdict: Verdict) -> Self {
        Self {
            place,
            repository: Repository::default(),
            tags: None,
            badge: None,
            listing: None,
            publisher_failure: None,
            verdict,
            cards: Vec::new(),
            usual: None,
        }
    }
}

/// What is thought of one repository among others.
#[derive(Clone, Debug)]
pub struct CardVerdict {
    /// Where its card leads, as the page has it.
    pub href: String,
    /// The verdict on what the list tells of it.
    pub verdict: Verdict,
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

/// How far the inspection of a page has come.
#[derive(Clone, Debug)]
pub enum Step {
    /// This helps, and is still to be asked.
    Ask(Vec<Ask>),
    /// All that helps is known.
    Judged(Box<Inspection>),
}

/// Judges a page of which `observation` is known, unless more should be.
///
/// A page costs one round of questions, and one more where the first gives a reason:
/// who is behind a repository matters only if it looks like a lure, and a name is an
/// organisation's only if it is no user's.
pub fn step(observation: &Observation, options: &Options<'_>) -> Step {
    let asks = plan(observation);
    if !asks.is_empty() {
        return Step::Ask(asks);
    }
    let inspection = page(observation, options);
    let asks = match &inspection.place {
        Place::Repository(name) | Place::Tags(name)
            if name.namespace != "library" && inspection.verdict.level >= Level::Suspicious =>
        {
            vec![Ask::organisation(&name.namespace), Ask::siblings(&name.namespace)]
        }
        _ => Vec::new(),
    };
    match unasked(asks, observation) {
        asks if asks.is_empty() => Step::Judged(Box::new(inspection)),
        asks => Step::Ask(asks),
    }
}

/// What is to be asked about a page in any case, before it is judged, and was not yet.
pub fn plan(observation: &Observation) -> Vec<Ask> {
    let asks = match &Place::of(&observation.url) {
        Place::Repository(name) | Place::Tags(name) | Place::Owner(name) => Ask::repository(name).to_vec(),
        Place::Profile { namespace } if hear::is_missing(&observation.answers, Question::User) => {
            vec![Ask::siblings(namespace), Ask::organisation(namespace)]
        }
        Place::Profile { namespace } => vec![Ask::siblings(namespace), Ask::user(namespace)],
        Place::Search(search) => vec![Ask::search(search)],
        Place::Catalogue | Place::Elsewhere => Vec::new(),
    };
    unasked(asks, observation)
}

fn unasked(mut asks: Vec<Ask>, observation: &Observation) -> Vec<Ask> {
    asks.retain(|ask| !hear::was_asked(&observation.answers, ask.question));
    asks
}

/// Judges a page: the repository or account it is about and those it lists. A
/// page about nobody is judged by where each of its links leads.
pub fn page(observation: &Observation, options: &Options<'_>) -> Inspection {
    let usual = (!observation.usual.is_empty()).then(|| {
        let mut usual = judge(&Subject::of_page(&observation.usual), None, options);
        usual.links.retain(|link| link.anywhere);
        // It would be about links by their positions.
        usual.evidence.clear();
        usual
    });
    Inspection { usual, ..seen(observation, options) }
}

/// Judges what is seen of a page.
fn seen(observation: &Observation, options: &Options<'_>) -> Inspection {
    let place = Place::of(&observation.url);
    let mut known = Known::default();
    let (mut listing, mut badge) = (None, None);
    let verdict = match &place {
        Place::Repository(name) | Place::Tags(name) | Place::Owner(name) => {
            return of_repository(place.clone(), name, observation, options);
        }
        Place::Profile { namespace } => match hear::account(namespace, &observation.answers) {
            Ok((account, held)) => {
                let subject = Subject::of_account(&account, Some(Siblings::of(&held)), &observation.anchors);
                known.add(held.results.iter().cloned(), account.badge);
                (listing, badge) = (Some(held), account.badge);
                judge(&subject, None, options)
            }
            Err(failure) => judge(&Subject::of_page(&observation.anchors), Some(failure), options),
        },
        Place::Search(_) => {
            let found = hear::search(&observation.answers);
            let failure = found.as_ref().err().copied();
            for item in found.unwrap_or_default().results {
                known.add(item.repository().into_iter(), item.badge);
            }
            judge(&Subject::of_page(&observation.anchors), failure, options)
        }
        Place::Catalogue | Place::Elsewhere => judge(&Subject::of_page(&observation.anchors), None, options),
    };
    let cards = if place.is_list() { cards(&observation.cards, known, options) } else { Vec::new() };
    Inspection { badge, listing, cards, ..Inspection::of(place, verdict) }
}

/// Judges a text, or one address, that somebody wants judged on the spot.
pub fn text(text: &str, options: &Options<'_>) -> Inspection {
    let text = text.trim();
    let verdict = if text.contains("://") && !text.contains(char::is_whitespace) {
        judge(&Subject::of_page(&[text.to_owned()]), None, options)
    } else {
        repository(&Repository { full_description: Some(text.to_owned()), ..Repository::default() }, options)
    };
    Inspection::of(Place::Elsewhere, verdict)
}

/// Judges a repository's record, such as a line of a collection.
pub fn repository(repository: &Repository, options: &Options<'_>) -> Verdict {
    let presence = Presence::of(repository, repository.tags.as_ref().ok_or(Unknown::NotCounted));
    let circumstances = Circumstances { tags: repository.tags.clone(), ..Circumstances::of(presence) };
    judge(&Subject::of_repository(repository, circumstances, &[]), None, options)
}

fn of_repository(place: Place, name: &Name, observation: &Observation, options: &Options<'_>) -> Inspection {
    let heard = match hear::repository(name, &observation.answers) {
        Ok(heard) => heard,
        Err(failure) => {
            let repository = Repository::default();
            let circumstances = Circumstances::of(Presence::Unknown(Unknown::NoAnswer));
            let subject = Subject::of_repository(&repository, circumstances, &observation.anchors);
            let verdict = judge(&subject, Some(failure), options);
            return Inspection::of(place, verdict);
        }
    };
    let presence = Presence::of(&heard.repository, heard.tags.as_ref().map_err(|_| Unknown::NoAnswer));
    let failure = heard.tags.as_ref().err().copied().filter(|_| matches!(presence, Presence::Unknown(_)));
    let tags = heard.tags.ok();
    let (badge, publisher_failure) = (heard.badge.unwrap_or_default(), heard.badge.err());
    let circumstances = Circumstances {
        presence: presence.beside(observation.witness),
        tags: tags.clone(),
        siblings: heard.listing.as_ref().map(Siblings::of),
        badge,
    };
    let subject = Subject::of_repository(&heard.repository, circumstances, &observation.anchors);
    let verdict = judge(&subject, failure, options);
    let badge = match subject.standing {
        Standing::Trusted(badge) => Some(badge),
        Standing::Community => None,
    };
    drop(subject);
    Inspection {
        repository: heard.repository,
        tags,
        badge,
        listing: heard.listing,
        publisher_failure,
        ..Inspection::of(place, verdict)
    }
}

/// The repositories that Docker Hub's own list tells of.
#[derive(Default)]
struct Known(Vec<(Name, Repository, Option<Badge>)>);

impl Known {
    fn add(&mut self, repositories: impl Iterator<Item = Repository>, badge: Option<Badge>) {
        for repository in repositories {
            let part = |part: &Option<String>| part.clone().unwrap_or_default();
            if let Ok(name) = Name::new(&part(&repository.namespace), &part(&repository.name)) {
                self.0.push((name, repository, badge));
            }
        }
    }
}

/// Judges each card by what the list says of it, and by what it shows where the
/// list does not know it: the site may have sorted or cut it otherwise.
fn cards(cards: &[Card], Known(mut known): Known, options: &Options<'_>) -> Vec<CardVerdict> {
    known.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    let judge_card = |card: &Card| {
        let Place::Repository(name) = Place::of(&card.href) else { return None };
        let shown = Repository {
            namespace: Some(name.namespace.clone()),
            name: Some(name.name.clone()),
            description: Some(card.text.clone()),
            ..Repository::default()
        };
        // Of several of one name, the last.
        let behind = known.partition_point(|(known, ..)| *known <= name);
        let found = behind.checked_sub(1).map(|at| &known[at]).filter(|(known, ..)| *known == name);
        let (repository, badge) = found.map_or((&shown, None), |(_, repository, badge)| (repository, *badge));
        let presence = Presence::of(repository, Err(Unknown::NotCounted));
        let circumstances = Circumstances { badge, ..Circumstances::of(presence) };
        let verdict = judge(&Subject::of_repository(repository, circumstances, &[]), None, options);
        Some(CardVerdict { href: card.href.clone(), verdict })
    };
    cards.iter().filter_map(judge_card).collect()
}

fn judge(subject: &Subject, failure: Option<Failure>, options: &Options<'_>) -> Verdict {
    verdict::reach(subject, detect::run(subject, options), failure)
}

#[cfg(test)]
mod tests {
    use super::{Observation, Options, Step, step};
    use crate::hub::ask::{Answer, Outcome, Question};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn answer(question: Question, status: u16, body: &str) -> Answer {
        let outcome =
            Outcome::Response { status, content_type: "application/json".into(), body: body.into() };
        Answer { question, outcome }
    }

    fn questions(path: &str, answers: &[Answer]) -> Vec<Question> {
        let url = format!("https://hub.docker.com{path}");
        let observation = Observation { url, answers: answers.to_vec(), ..Observation::default() };
        match step(&observation, &Options::default()) {
            Step::Ask(asks) => asks.into_iter().map(|ask| ask.question).collect(),
            Step::Judged(_) => Vec::new(),
        }
    }

    #[test]
    fn asks_only_what_helps() {
        use Question::{Organisation, Repository, Search, Siblings, Tags, User};
        let record = |readme: &str| {
            let record = serde_json::json!({"namespace": "a", "name": "b", "full_description": readme});
            vec![answer(Repository, 200, &record.to_string()), answer(Tags, 200, r#"{"count": 1}"#)]
        };
        let lure = record("**Download ✵ [https://tinurll.com/2A0TbB](https://tinurll.com/2A0TbB)**");
        let user = answer(User, 200, r#"{"username": "a"}"#);
        for (path, answers, expected) in [
            ("/r/a/b", vec![], vec![Tags, Repository]),
            ("/r/a/b/tags", vec![], vec![Tags, Repository]),
            ("/r/a/b", record("Honest."), vec![]),
            ("/r/a/b", lure.clone(), vec![Organisation, Siblings]),
            ("/_/b", lure, vec![]),
            ("/r/a/b", vec![answer(Repository, 500, ""), answer(Tags, 500, "")], vec![]),
            ("/u/a", vec![], vec![Siblings, User]),
            ("/u/a", vec![user], vec![Siblings]),
            ("/u/a", vec![answer(User, 404, "{}")], vec![Siblings, Organisation]),
            ("/search?q=x", vec![], vec![Search]),
            ("/repository/docker/a/b/general", vec![], vec![Tags, Repository]),
            ("/explore", vec![], vec![]),
            ("/billing", vec![], vec![]),
        ] {
            assert_eq!(questions(path, &answers), expected, "{path} {answers:?}");
        }
    }
}
