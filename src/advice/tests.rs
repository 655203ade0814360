//! What is advised on each kind of page.

use super::{Advice, Detail, Headline};
use crate::{
    exception::Exception,
    hub::{
        Presence, Witness,
        ask::{Answer, Outcome, Question},
    },
    inspect::{self, Card, Observation, Options, page},
    settings::{Policy, Protection, Settings},
    verdict::{Action, Level},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const REPOSITORY: &str = "https://hub.docker.com/r/a/b";
const SEARCH: &str = "https://hub.docker.com/search?q=x";
const SUSPICIOUS: &str = "**Download ✵ [https://other-host.com/a](https://other-host.com/a)**";
const LURE: &str = "**Download ✵ [https://tinurll.com/2A0TbB](https://tinurll.com/2A0TbB)**";

fn answer(question: Question, body: &Value) -> Answer {
    let content_type = "application/json".into();
    Answer { question, outcome: Outcome::Response { status: 200, content_type, body: body.to_string() } }
}

fn observe(url: &str, answers: Vec<Answer>, anchors: &[&str]) -> Observation {
    let anchors = anchors.iter().map(|&href| href.to_owned()).collect();
    Observation { url: url.into(), answers, anchors, ..Observation::default() }
}

fn of_repository(record: &Value, tags: &Value, anchors: &[&str]) -> Observation {
    let mut whole = json!({"namespace": "a", "name": "b", "status": 1});
    whole.as_object_mut().unwrap().extend(record.as_object().unwrap().clone());
    let url = format!("https://hub.docker.com/r/a/{}", whole["name"].as_str().unwrap());
    observe(&url, vec![answer(Question::Repository, &whole), answer(Question::Tags, tags)], anchors)
}

fn readme(readme: &str, tags: u64, anchors: &[&str]) -> Observation {
    of_repository(&json!({"full_description": readme}), &json!({"count": tags}), anchors)
}

fn advise(observation: &Observation) -> Advice {
    Advice::of(&page(observation, &Options::default()), &Settings::default())
}

fn actions(advice: &Advice) -> Vec<Action> {
    advice.links.iter().map(|link| link.action).collect()
}

#[test]
fn a_lure_is_stopped() {
    let advice = advise(&readme(LURE, 0, &["https://tinurll.com/2A0TbB", "https://www.docker.com/"]));
    let banner = advice.banner.unwrap();
    assert_eq!((banner.headline, banner.reportable), (Headline::Malware, true));
    assert_eq!(banner.before_deploying, [], "there is nothing to deploy");
    assert_eq!(advice.mark, Some(Level::Danger));
    let [link, dockers] = &advice.links[..] else { panic!("{:?}", advice.links) };
    assert_eq!((link.action, link.host.as_str()), (Action::Block, "tinurll[.]com"));
    assert_eq!(link.because[0].rule, "known-host");
    assert_eq!(link.because[0].href.as_deref(), Some("https://tinurll.com/2A0TbB"));
    assert_eq!(dockers.action, Action::Pass);
}

#[test]
fn what_the_user_let_through_opens_and_the_banner_says_so() {
    let inspection = page(&readme(LURE, 0, &[]), &Options::default());
    let before = Advice::of(&inspection, &Settings::default());
    let exception = Exception {
        page: before.page.unwrap(),
        href: None,
        fingerprint: before.fingerprint.unwrap(),
        given: 1.0,
    };
    let settings = Settings { exceptions: vec![exception], now: 2.0, ..Settings::default() };
    let advice = Advice::of(&inspection, &settings);
    assert_eq!((actions(&advice), advice.links[0].let_through), (vec![Action::Pass], true));
    assert_eq!(advice.page.as_deref(), Some("a/b"));
    assert!(advice.banner.unwrap().let_through);
}

#[test]
fn an_honest_page_is_left_alone() {
    let advice = advise(&readme("[code](https://github.com/a/b)", 3, &["https://github.com/a/b"]));
    assert_eq!((advice.mark, actions(&advice)), (Some(Level::NothingFound), vec![Action::Pass]));
    assert_eq!(advice.banner, None);
    assert_eq!(
        (advice.page, advice.fingerprint, advice.may_except),
        (None, None, false),
        "nothing to let through"
    );
}

#[test]
fn without_an_image_there_is_one_quiet_line() {
    let banner = advise(&readme("Soon.", 0, &[])).banner.unwrap();
    assert_eq!((banner.headline, banner.level), (Headline::NoImage, Level::Notice));
}

#[test]
fn a_page_that_contradicts_the_api_is_said_to() {
    for (tags, witness) in [(0, Witness::Tag), (2, Witness::NoTags)] {
        let observation = Observation { witness: Some(witness), ..readme("Honest.", tags, &[]) };
        assert_eq!(advise(&observation).banner.unwrap().headline, Headline::Disagreement);
    }
}

#[test]
fn what_was_not_inspected_asks_first() {
    let anchors = ["https://github.com/a/b", "https://docs.docker.com/"];
    let advice = advise(&observe(REPOSITORY, vec![], &anchors));
    assert_eq!(advice.mark, Some(Level::NotInspected));
    assert_eq!(actions(&advice), [Action::Pass, Action::Ask], "docs.docker.com, github.com");
    assert_eq!(advice.banner.unwrap().headline, Headline::NotInspected);
}

#[test]
fn an_image_under_suspicion_comes_with_what_to_do_before_deploying() {
    let record = json!({"name": "postgress", "full_description": LURE});
    for (tag, image) in [("1.2-a_b", "a/postgress:1.2-a_b"), ("$(reboot)", "a/postgress")] {
        let tags = json!({"count": 2, "results": [{"name": tag, "full_size": 30_000_000}]});
        let banner = advise(&of_repository(&record, &tags, &[])).banner.unwrap();
        let lines: Vec<_> = banner.before_deploying.iter().map(|command| command.line.as_str()).collect();
        assert_eq!(lines[0], format!("docker scout cves {image}"));
        assert!(lines.iter().all(|line| line.ends_with(image)), "{lines:?}");
        let genuine = banner.genuine.unwrap();
        assert_eq!((genuine.name, genuine.href.as_str()), ("postgres", "https://hub.docker.com/_/postgres"));
    }
}

#[test]
fn a_look_alike_is_told_from_the_genuine() {
    let record = json!({"name": "ngimx", "full_description": "An image.", "pull_count": 3});
    let banner = advise(&of_repository(&record, &json!({"count": 1}), &[])).banner.unwrap();
    assert_eq!((banner.headline, banner.level), (Headline::LookAlike, Level::Notice));
    let Detail::Genuine(genuine) = banner.detail else { panic!("{:?}", banner.detail) };
    assert_eq!(genuine.name, "nginx");
}

#[test]
fn in_a_list_each_card_and_each_link_speaks_for_itself() {
    let found = json!({"results": [
        {"slug": "x/novels", "short_description": "All novels, free: https://rd.lesac.ru/novels"},
        {"slug": "y/tool", "short_description": "A tool"},
    ]});
    let card = |href: &str, text: &str| Card { href: href.into(), text: text.into() };
    let observation = Observation {
        cards: vec![
            card("https://hub.docker.com/r/x/novels", ""),
            card("https://hub.docker.com/r/y/tool", ""),
            card("https://hub.docker.com/r/z/unlisted", "Get it at https://tinurll.com/2A0TbB now"),
        ],
        ..observe(
            SEARCH,
            vec![answer(Question::Search, &found)],
            &["https://tinurll.com/x", "https://github.com/"],
        )
    };
    let advice = advise(&observation);
    let marked: Vec<_> = advice.cards.iter().map(|card| (card.href.as_str(), card.level)).collect();
    assert_eq!(
        marked,
        [
            ("https://hub.docker.com/r/x/novels", Level::Danger),
            ("https://hub.docker.com/r/z/unlisted", Level::Danger),
        ]
    );
    assert_eq!((advice.banner.is_none(), advice.mark), (true, Some(Level::Danger)));
    for link in &advice.links {
        let expected = if link.href == "https://github.com/" { Action::Pass } else { Action::Block };
        assert_eq!(link.action, expected, "{}", link.href);
    }
}

#[test]
fn a_list_that_could_not_be_looked_up_says_so() {
    let advice = advise(&observe(SEARCH, vec![], &["https://github.com/"]));
    assert_eq!(actions(&advice), [Action::Ask]);
    assert_eq!(advice.banner.unwrap().headline, Headline::ListNotInspected);
}

#[test]
fn a_profile_is_read_and_a_farm_is_called_one() {
    let profile = |listing: &Value, home: &str| {
        let user = json!({"username": "a", "profile_url": home});
        let answers = vec![answer(Question::User, &user), answer(Question::Siblings, listing)];
        advise(&observe("https://hub.docker.com/u/a", answers, &[home]))
    };
    let empty = |number| json!({"namespace": "a", "name": format!("free-photo-editor-{number}"), "content_types": []});
    let farm = json!({"count": 200, "results": (0..30).map(empty).collect::<Vec<_>>()});
    assert_eq!(profile(&farm, "https://a.site/").banner.unwrap().headline, Headline::Farm);

    let few = json!({"count": 1, "results": [empty(1)]});
    let honest = profile(&few, "https://a.site/");
    assert_eq!((honest.banner.is_none(), actions(&honest)), (true, vec![Action::Pass]));
    let bad = profile(&few, "https://tinurll.com/2A0TbB");
    assert_eq!((bad.banner.unwrap().headline, bad.mark), (Headline::Malware, Some(Level::Danger)));
}

#[test]
fn of_two_links_to_one_address_the_stricter_counts() {
    let twice = "[site](https://fresh-host.com/2A0TbB)\n\n**DOWNLOAD ✵ [https://fresh-host.com/2A0TbB](https://fresh-host.com/2A0TbB)**";
    assert_eq!(actions(&advise(&readme(twice, 1, &[]))), [Action::Block]);
}

#[test]
fn a_page_nobody_knows_lets_no_proof_pass() {
    let advice = advise(&observe(
        "https://hub.docker.com/new/page",
        vec![],
        &["https://tinurll.com/x", "https://github.com/"],
    ));
    assert_eq!(actions(&advice), [Action::Pass, Action::Block], "github.com, tinurll.com");
    assert_eq!(advice.banner.unwrap().headline, Headline::Malware);
    let harmless = advise(&observe("https://hub.docker.com/new/page", vec![], &["https://github.com/"]));
    assert_eq!((harmless.mark, actions(&harmless)), (None, vec![Action::Pass]));
}

#[test]
fn what_opens_on_the_worst_page_opens_anywhere_and_nothing_else_does() {
    let anchors = [
        "https://www.docker.com/",
        "https://tinurll.com/x",
        "https://github.com/a",
        "https://www.google.com/url?q=https://docs.docker.com/",
        "https://www.docker.com/?url=https://other-host.com/",
        "mailto:a@docker.com",
        "steam://run/1",
        "javascript:void(0)",
        "javascript:alert(1)",
        "http://",
    ];
    let advice = advise(&readme(LURE, 0, &anchors));
    assert_eq!(advice.mark, Some(Level::Danger));
    let opens = advice.links.iter().filter(|link| link.action == Action::Pass).map(|link| &link.href);
    let (opens, usual): (BTreeSet<_>, BTreeSet<_>) = (opens.collect(), advice.usual.iter().collect());
    assert_eq!(opens, usual);
    assert_eq!(opens.len(), 4, "{opens:?}");
    // What a text holds is known from the text, on its own page.
    let held = advise(&readme("[Docs](https://docs.docker.com/)", 1, &["https://docs.docker.com/"]));
    assert_eq!((actions(&held), held.usual), (vec![Action::Pass], vec![]));
}

#[test]
fn what_opens_anywhere_is_told_before_a_page_shows_it_and_changes_nothing_else() {
    let usual =
        ["https://docs.docker.com/", "https://tinurll.com/x", "https://github.com/a", "mailto:a@b.com"];
    for alone in [readme(LURE, 0, &[]), readme("Honest.", 1, &[]), observe(SEARCH, vec![], &[])] {
        let told = Observation { usual: usual.map(str::to_owned).to_vec(), ..alone.clone() };
        let (mut advice, without) = (advise(&told), advise(&alone));
        let more = advice.links.iter().filter(|link| !without.links.contains(link));
        let more: Vec<_> = more.map(|link| (link.href.as_str(), link.action)).collect();
        assert_eq!(more, [("https://docs.docker.com/", Action::Pass), ("mailto:a@b.com", Action::Pass)]);
        advice.links.clone_from(&without.links);
        assert_eq!(advice, without);
    }
}

#[test]
fn the_owner_is_told_and_never_warned() {
    let own = |record: &Value, tags: u64| {
        let url = "https://hub.docker.com/repository/docker/a/b/general".to_owned();
        advise(&Observation {
            url,
            ..of_repository(record, &json!({"count": tags}), &["https://tinurll.com/x"])
        })
    };
    let lure = own(&json!({"full_description": LURE}), 0);
    assert_eq!((lure.banner.is_none(), actions(&lure)), (true, vec![Action::Pass, Action::Pass]));
    let empty = own(&json!({"status": 0}), 0);
    assert_eq!(empty.banner.unwrap().headline, Headline::OwnersNoImage);
    assert_eq!((empty.mark, empty.links[0].action), (None, Action::Pass));
}

#[test]
fn on_a_tab_that_is_paused_nothing_is_said_or_stopped() {
    let settings = Settings { paused: true, ..Settings::default() };
    let advice = Advice::of(&page(&readme(LURE, 0, &[]), &Options::default()), &settings);
    assert_eq!((advice.banner.is_none(), advice.mark, actions(&advice)), (true, None, vec![Action::Pass]));
    assert_eq!(advice.summary.level, Level::Danger, "who asks is told");
}

#[test]
fn protection_and_policy_decide_what_happens_with_a_link() {
    use Action::{Ask, Block, Pass};
    const SHORT: &str = "A tool. [site](https://bit.ly/3Abc)";
    const PLAIN: &str = "[site](https://site.example.com/)";
    let protection = |protection| Settings { protection: Some(protection), ..Settings::default() };
    let hosts = |hosts: &str| vec![hosts.to_owned()];
    let denied = |host| Settings {
        policy: Policy { denied_hosts: hosts(host), ..Policy::default() },
        ..Settings::default()
    };
    let allowed = |host| Settings {
        policy: Policy { allowed_hosts: hosts(host), ..Policy::default() },
        ..protection(Protection::Strict)
    };
    for (readme_text, tags, settings, expected) in [
        (LURE, 0, protection(Protection::Relaxed), Block),
        (SUSPICIOUS, 1, Settings::default(), Ask),
        (SUSPICIOUS, 1, protection(Protection::Relaxed), Pass),
        (SHORT, 1, Settings::default(), Pass),
        (SHORT, 1, protection(Protection::Strict), Ask),
        (PLAIN, 1, protection(Protection::Strict), Pass),
        (PLAIN, 0, protection(Protection::Strict), Ask),
        (PLAIN, 0, allowed("example.com"), Pass),
        (LURE, 0, allowed("tinurll.com"), Block),
        (
            "[x](https://www.google.com/url?q=https%3A%2F%2Fsite.other-host.com%2F&q=https%3A%2F%2Fexample.com%2F)",
            0,
            allowed("example.com"),
            Ask,
        ),
        (PLAIN, 1, denied("example.com"), Block),
        (
            "[x](https://www.google.com/url?q=https%3A%2F%2Fsite.example.com%2F)",
            1,
            denied("example.com"),
            Block,
        ),
        (PLAIN, 1, Settings { paused: true, ..denied("example.com") }, Block),
        ("[x](https://hub.docker.com/r/a/c)", 0, protection(Protection::Strict), Pass),
    ] {
        let inspection = page(&readme(readme_text, tags, &[]), &Options::default());
        let advice = Advice::of(&inspection, &settings);
        assert_eq!(actions(&advice), [expected], "{readme_text} {settings:?}");
    }
    let inspection = page(&readme(PLAIN, 1, &[]), &Options::default());
    let link = &Advice::of(&inspection, &denied("example.com")).links[0];
    assert_eq!((link.because[0].rule, link.may_go_on), ("administrator", false));
}

#[test]
fn who_wants_less_stopped_is_not_told_that_links_ask() {
    let unknown = observe(REPOSITORY, vec![], &["https://site.other-host.com/"]);
    for (protection, asks, action) in
        [(Protection::Relaxed, false, Action::Pass), (Protection::Standard, true, Action::Ask)]
    {
        let settings = Settings { protection: Some(protection), ..Settings::default() };
        let advice = Advice::of(&page(&unknown, &Options::default()), &settings);
        assert_eq!(actions(&advice), [action], "{protection:?}");
        assert_eq!(advice.banner.unwrap().outside_asks, asks, "{protection:?}");
    }
}

#[test]
fn who_asks_is_told_what_was_looked_at() {
    let summary = advise(&of_repository(
        &json!({"full_description": "[code](https://github.com/a/b)", "pull_count": 48_211}),
        &json!({"count": 12}),
        &[],
    ))
    .summary;
    assert_eq!((summary.level, summary.tags, summary.pulls), (Level::NothingFound, Some(12), Some(48_211)));
    assert_eq!((summary.presence, summary.links), (Some(Presence::Published), 1));
}

#[test]
fn a_pasted_text_or_address_is_judged_on_the_spot() {
    for (pasted, level) in [
        (LURE, Level::Danger),
        ("https://www.google.com/url?q=https%3A%2F%2Ftinurll.com%2F2A0TbB", Level::Danger),
        ("https://github.com/a/b", Level::NothingFound),
        ("A tool in a container.", Level::NothingFound),
        ("", Level::NothingFound),
    ] {
        let advice = Advice::of(&inspect::text(pasted, &Options::default()), &Settings::default());
        assert_eq!(advice.summary.level, level, "{pasted}");
    }
}
