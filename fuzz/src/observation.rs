use crate::Reached;
use hullcheck::{
    advice::Advice,
    inspect::{self, Observation, Options},
    platform::{Read as _, parse_json},
    report::{Kind, Report},
    settings::Settings,
};
use serde_json::json;

/// Any bytes as all that is known of a page, from planning to advice: as the JSON that the
/// extension sends, or else as the parts of a page, which reach further.
pub fn observation(bytes: &[u8]) -> Reached {
    let text = str::from_utf8(bytes).ok();
    let Some(observation) = text.and_then(|text| parse_json(text).ok().or_else(|| of_parts(text))) else {
        return Reached::Refused;
    };
    let _ = inspect::step(&observation, &Options::default());
    let inspection = inspect::page(&observation, &Options::default());
    let advice = Advice::of(&inspection, &Settings::default());
    let _ = serde_json::to_string(&advice);
    for kind in [Kind::Lure, Kind::Mistake] {
        let _ = Report::of(&inspection, kind, "2026-11-25T08:00:00.000Z");
    }
    Reached::Used
}

/// A page of parts, one behind each byte 0: its path, the overview, the short description, the
/// number of tags, and then in turn an anchor and a card's text.
fn of_parts(text: &str) -> Option<Observation> {
    let mut parts = text.split('\0');
    let (path, overview, short, tags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let path = path.trim_start_matches('/');
    let mut names = path.trim_start_matches("r/").split('/');
    let record = json!({
        "namespace": names.next(), "name": names.next(), "status": 1,
        "description": short, "full_description": overview,
    });
    let (mut anchors, mut cards) = (Vec::new(), Vec::new());
    for (at, part) in parts.enumerate() {
        if at % 2 == 0 {
            anchors.push(part);
        } else {
            cards.push(json!({ "href": format!("https://hub.docker.com/r/{part}"), "text": part }));
        }
    }
    let answer = |question: &str, body: String| {
        let outcome =
            json!({ "kind": "response", "status": 200, "contentType": "application/json", "body": body });
        json!({ "question": question, "outcome": outcome })
    };
    let answers = [answer("repository", record.to_string()), answer("tags", format!("{{\"count\":{tags}}}"))];
    let page = json!({
        "url": format!("https://hub.docker.com/{path}"),
        "answers": answers, "anchors": anchors, "cards": cards, "usual": anchors,
    });
    Observation::read(page.into())
}
