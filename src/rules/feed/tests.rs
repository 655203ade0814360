//! Feeds that are taken, and every attack on them.

use super::{FIRST_LINE, Feed, Held, Key, LARGEST, Refusal, signed};
use ed25519_compact::{KeyPair, Seed};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const NOW: &str = "2026-11-25T08:00:00.000Z";

fn signer(seed: u8) -> KeyPair {
    KeyPair::from_seed(Seed::new([seed; 32]))
}

fn key(seed: u8) -> Key {
    Key(*signer(seed).pk)
}

fn feed(version: u64) -> Feed {
    Feed {
        scope: super::SCOPE.into(),
        channel: "example".into(),
        version,
        issued: "2026-11-24".into(),
        expires: "2026-12-24".into(),
        keys: Vec::new(),
        hosts: vec![row("new-host.example")],
        shorteners: vec!["short.example".into()],
    }
}

fn row(host: &str) -> String {
    format!("{host}\tlanding\tebook\t2026\t2026\t2026-11-24\tan analyst")
}

fn sign(payload: &str, seeds: &[u8]) -> String {
    let signature = |seed: &u8| {
        let signature = signer(*seed).sk.sign(signed(payload), None);
        let (first, second) = signature.split_at(32);
        let hex = |half: &[u8]| Key(half.try_into().unwrap()).to_string();
        format!("{} {}{}", key(*seed), hex(first), hex(second))
    };
    let lines: Vec<String> = seeds.iter().map(signature).collect();
    format!("{FIRST_LINE}{}\n\n{payload}", lines.join("\n"))
}

fn text(feed: &Feed, seeds: &[u8]) -> String {
    sign(&serde_json::to_string(feed).unwrap(), seeds)
}

/// The feed that is held before each attack.
fn held() -> Held {
    Held::first(&text(&feed(5), &[1]), &[key(1)], NOW).unwrap()
}

#[test]
fn a_good_feed_is_taken() {
    let held = held().follow(&text(&feed(6), &[1]), NOW).unwrap();
    assert_eq!(held.open().unwrap().version, 6);
    // What nobody knows is not read.
    let unknown = serde_json::to_string(&feed(6)).unwrap().replacen('{', "{\"run\":\"code\",", 1);
    assert_eq!(self::held().follow(&sign(&unknown, &[1]), NOW).unwrap().open(), Ok(feed(6)));
    // Fetched again, it is the same.
    assert_eq!(held.follow(&held.text, NOW).unwrap(), held);
}

#[test]
fn every_attack_is_refused() {
    use Refusal::{Channel, Early, Expired, Malformed, Older, Scope, TooLarge, Unsigned};
    let with = |change: fn(&mut Feed)| {
        let mut feed = feed(6);
        change(&mut feed);
        text(&feed, &[1])
    };
    let good = text(&feed(6), &[1]);
    let json = serde_json::to_string(&feed(6)).unwrap();
    let (head, payload) = good.split_once("\n\n").unwrap();
    for (attack, text, refusal) in [
        ("no signature", format!("{FIRST_LINE}\n{json}"), Malformed),
        ("a stranger's signature", text(&feed(6), &[2]), Unsigned),
        ("a stranger's, under a trusted name", good.replace("new-host", "bad-host"), Unsigned),
        ("the signature of another feed", held().text.replace("\"version\":5", "\"version\":6"), Unsigned),
        ("another first line", good.replacen("feed 1", "feed 2", 1), Malformed),
        ("something added at the end", format!("{good} "), Unsigned),
        ("something added before the payload", format!("{head}\n\n \n{payload}"), Unsigned),
        ("too many signatures", text(&feed(6), &[2, 3, 4, 5, 6, 7, 8, 9, 1]), Malformed),
        ("half a signature", good.replacen(&head[head.len() - 64..], "", 1), Malformed),
        ("a signature in capitals of something else", good.to_uppercase(), Malformed),
        ("empty", String::new(), Malformed),
        ("a web page", "<!doctype html>".into(), Malformed),
        ("too large", format!("{FIRST_LINE}{}", "x".repeat(LARGEST)), TooLarge),
        ("an older version", text(&feed(4), &[1]), Older),
        (
            "the same version, saying something else",
            with(|feed| {
                feed.version = 5;
                feed.hosts.clear();
            }),
            Older,
        ),
        ("another channel", with(|feed| feed.channel = "other".into()), Channel),
        ("another scope", with(|feed| feed.scope = "other".into()), Scope),
        ("expired", with(|feed| feed.expires = "2026-11-24".into()), Expired),
        ("issued tomorrow", with(|feed| feed.issued = "2026-11-26".into()), Early),
        ("a date that never ends", with(|feed| feed.expires = "never".into()), Malformed),
        ("no JSON", sign("version 6", &[1]), Malformed),
        (
            "a version that is no number",
            sign(&json.replace("\"version\":6", "\"version\":\"6\""), &[1]),
            Malformed,
        ),
        ("half a row", with(|feed| feed.hosts = vec!["new-host.example".into()]), Malformed),
        (
            "a role nobody knows",
            with(|feed| feed.hosts[0] = feed.hosts[0].replace("landing", "friend")),
            Malformed,
        ),
        ("Docker as a bad host", with(|feed| feed.hosts = vec![row("hub.docker.com")]), Malformed),
        ("GitHub as a bad host", with(|feed| feed.hosts = vec![row("github.com")]), Malformed),
        ("a public suffix as a bad host", with(|feed| feed.hosts = vec![row("co.uk")]), Malformed),
        ("what stands above a code host", with(|feed| feed.hosts = vec![row("kernel.org")]), Malformed),
        ("a public suffix by a pattern", with(|feed| feed.hosts = vec![row("com.np")]), Malformed),
        ("all blogs of a country", with(|feed| feed.hosts = vec![row("blogspot.co.uk")]), Malformed),
        ("a number that browsers read otherwise", with(|feed| feed.hosts = vec![row("192.168")]), Malformed),
        ("a row that begins with nothing", with(|feed| feed.hosts[0].insert(0, '\t')), Malformed),
        ("a host that is both", with(|feed| feed.shorteners = vec!["new-host.example".into()]), Malformed),
        ("a version beyond counting", with(|feed| feed.version = 1 << 53), Malformed),
        ("a whole top-level domain", with(|feed| feed.hosts = vec![row("com")]), Malformed),
        ("a pattern as a host", with(|feed| feed.hosts = vec![row("*.example.net")]), Malformed),
        ("an address as a host", with(|feed| feed.hosts = vec![row("https://example.net/")]), Malformed),
        ("a host in capitals", with(|feed| feed.hosts = vec![row("New-Host.example")]), Malformed),
        ("a code host as a shortener", with(|feed| feed.shorteners = vec!["github.com".into()]), Malformed),
    ] {
        assert_eq!(held().follow(&text, NOW), Err(refusal), "{attack}");
    }
    assert_eq!(Held::first(&good, &[], NOW), Err(Unsigned), "nobody is trusted");
    assert_eq!(held().follow(&good, "not a time"), Err(Early), "no clock");
}

#[test]
fn keys_rotate_one_feed_after_the_other() {
    let keys =
        |version, keys: &[u8]| Feed { keys: keys.iter().map(|seed| key(*seed)).collect(), ..feed(version) };
    let both = held().follow(&text(&keys(6, &[1, 2]), &[1]), NOW).unwrap();
    let new = both.follow(&text(&keys(7, &[2]), &[2]), NOW).unwrap();
    assert_eq!(new.follow(&text(&keys(8, &[1]), &[1]), NOW), Err(Refusal::Unsigned), "the old key has ended");
    assert!(new.follow(&text(&keys(8, &[2]), &[1, 2]), NOW).is_ok(), "one of several is enough");
    assert_eq!(held().follow(&text(&keys(7, &[2]), &[2]), NOW), Err(Refusal::Unsigned), "not named before");
}

#[test]
fn what_was_taken_is_read_again_after_its_end() {
    let held = held();
    assert_eq!(held.open().unwrap().hosts.len(), 1);
    let damaged = Held { text: held.text.replace("new-host", "bad-host"), ..held };
    assert_eq!(damaged.open(), Err(Refusal::Unsigned));
}

#[test]
fn a_host_moves_from_one_list_to_the_other_while_the_first_is_in_force() {
    use crate::rules;
    let held = held();
    rules::add(held.open().unwrap());
    let moved = Feed { hosts: vec![row("short.example")], shorteners: Vec::new(), ..feed(6) };
    let next = held.follow(&text(&moved, &[1]), NOW).unwrap();
    rules::add(next.open().unwrap());
    assert_eq!(next.open().unwrap().hosts.len(), 1, "read again while it is in force");
    rules::add(Feed::default());
}

#[test]
fn what_nobody_may_list_any_more_is_left_out_of_what_is_held() {
    let listed = Feed { hosts: vec![row("github.com"), row("new-host.example")], ..feed(5) };
    let held = Held { text: text(&listed, &[1]), keys: vec![key(1)] };
    assert_eq!(held.open().unwrap().hosts, [row("new-host.example")]);
    assert_eq!(held.follow(&text(&feed(4), &[1]), NOW), Err(Refusal::Older), "its version stays");
}

#[test]
fn a_feed_adds_and_takes_nothing_away() {
    use crate::{
        inspect::{Options, text},
        rules,
        verdict::Level,
    };
    let level = |href: &str| text(href, &Options::default()).verdict.level;
    let addresses = ["https://a.new-host.example/x", "https://tinurll.com/2A0TbB"];
    assert_eq!(addresses.map(level), [Level::NothingFound, Level::Danger]);
    // An actor's host as an honest shortener is no excuse for its addresses.
    rules::add(Feed { shorteners: vec!["tinurll.com".into()], ..feed(1) });
    assert_eq!(addresses.map(level), [Level::Danger, Level::Danger]);
    assert!(rules::hosts().iter().any(|known| known.host == "new-host.example"));
    rules::add(Feed::default());
    assert_eq!(addresses.map(level), [Level::NothingFound, Level::Danger]);
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    /// No text does harm, and none that nobody trusted signed is taken.
    #[test]
    fn any_text_is_refused(text in "(hullcheck-feed 1\n)?[0-9a-f ]{0,200}\n?\n?\\PC{0,200}") {
        proptest::prop_assert!(held().follow(&text, NOW).is_err());
    }

    /// A good feed with one byte changed is not taken, unless nothing that counts was changed.
    #[test]
    fn no_changed_feed_is_taken(at in 0..512_usize, byte in 0..128_u8) {
        let good = text(&feed(6), &[1]);
        let mut bytes = good.clone().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        let changed = String::from_utf8(bytes).unwrap();
        // Hexadecimal digits may be capitals.
        let same = changed == good || changed.eq_ignore_ascii_case(&good) && at < good.find("\n\n").unwrap() && at >= FIRST_LINE.len();
        proptest::prop_assert_eq!(held().follow(&changed, NOW).is_ok(), same);
    }

    /// Nothing that is signed and read does harm, whatever it says.
    #[test]
    fn any_signed_payload_does_no_harm(payload in "\\{?(\"(scope|channel|version|hosts|keys)\": ?(\"\\PC{0,9}\"|[0-9]{1,20}|\\[\"\\PC{0,9}\"\\]),?){0,6}\\}?") {
        let _ = held().follow(&sign(&payload, &[1]), NOW);
    }
}
