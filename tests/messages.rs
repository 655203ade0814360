//! The extension's words: every language has every message with every place, and
//! every message is used.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a failing helper is a failing test")]

use serde_json::{Map, Value};
use std::{collections::BTreeSet, fs, path::Path};

const SOURCE: &str = "en";
const LANGUAGES: [&str; 10] = ["de", "es", "fr", "id", "ja", "ko", "pt_BR", "ru", "tr", "zh_CN"];

fn messages(language: &str) -> Map<String, Value> {
    let file = format!("extension/_locales/{language}/messages.json");
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn text(message: &Value) -> &str {
    message["message"].as_str().unwrap()
}

/// The places of a message, each as often as it stands there.
fn places(text: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = text.split('$').skip(1).step_by(2).collect();
    parts.sort_unstable();
    parts
}

#[test]
fn every_language_says_everything() {
    let source = messages(SOURCE);
    for language in LANGUAGES {
        let own = messages(language);
        let missing: Vec<_> = source.keys().filter(|key| !own.contains_key(*key)).collect();
        let unknown: Vec<_> = own.keys().filter(|key| !source.contains_key(*key)).collect();
        assert!(
            missing.is_empty() && unknown.is_empty(),
            "{language}: missing {missing:?}, unknown {unknown:?}"
        );
        for (key, message) in &own {
            assert!(!text(message).trim().is_empty(), "{language}: {key} says nothing");
            assert_eq!(places(text(message)), places(text(&source[key])), "{language}: the places of {key}");
        }
        assert_eq!(text(&own["language"]).replace('-', "_"), language);
        let described = text(&own["extensionDescription"]).chars().count();
        assert!(described <= 132, "{language}: the stores take 132 characters, not {described}");
    }
    let folders: BTreeSet<String> = fs::read_dir("extension/_locales")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(folders, LANGUAGES.iter().copied().chain([SOURCE]).map(str::to_owned).collect());
}

#[test]
fn every_place_of_english_has_an_example() {
    for (key, message) in messages(SOURCE) {
        let named = message["placeholders"].as_object().cloned().unwrap_or_default();
        let names: Vec<String> = named.keys().map(|name| name.to_uppercase()).collect();
        let mut used = places(text(&message));
        used.dedup();
        assert_eq!(
            names.iter().map(String::as_str).collect::<BTreeSet<_>>(),
            used.into_iter().collect(),
            "{key}"
        );
        assert!(
            named.values().all(|place| place["example"].is_string()),
            "{key}: an example helps translators"
        );
    }
}

/// What the extension is made of, but for its words.
fn sources(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("_locales") {
            all += &sources(&path);
        } else if path.extension().is_some_and(|kind| kind == "js" || kind == "html") {
            all += &fs::read_to_string(path).unwrap();
        }
    }
    all
}

/// What stands in `source` between one of `starts` and the quote that ends it.
fn named<'a>(source: &'a str, starts: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    starts.iter().flat_map(move |start| {
        source
            .match_indices(start)
            .filter_map(move |(at, _)| source[at + start.len()..].split(['\'', '"', '`']).next())
    })
}

#[test]
fn every_message_is_used_and_every_used_one_exists() {
    let source = sources(Path::new("extension")) + &fs::read_to_string("manifest.json").unwrap();
    let known = messages(SOURCE);
    let starts = ["message('", "say('", "data-message=\"", "part('whatToDo', '"];
    for key in named(&source, &starts).filter(|key| !key.starts_with("@@") && !key.is_empty()) {
        assert!(known.contains_key(key), "{key} is used and does not exist");
    }
    // One of two: `say(here ? 'one' : 'other')`.
    let chosen = ["say(", "message("].iter().flat_map(|call| source.split(call).skip(1));
    let chosen =
        chosen.filter_map(|call| call.split_once(['(', ')', ',', '`']).map(|(argument, _)| argument));
    let chosen =
        chosen.filter_map(|argument| argument.split_once(" ? ")).flat_map(|(_, values)| values.split(" : "));
    let chosen: Vec<&str> = chosen.filter_map(|value| value.strip_prefix('\'')?.strip_suffix('\'')).collect();
    assert!(chosen.contains(&"linkHeld") && chosen.contains(&"warningAsk"), "{chosen:?}");
    for key in chosen {
        assert!(known.contains_key(key), "{key} is used and does not exist");
    }
    let beginnings: Vec<&str> = named(&source, &["message(`", "say(`", ": `"])
        .filter_map(|template| template.split_once("${").map(|(before, _)| before))
        .filter(|before| before.ends_with('_'))
        .collect();
    for key in known.keys() {
        // Why evidence matters is the core's to say, and its build knows what is used.
        let used = key.starts_with("why_")
            || source.contains(&format!("'{key}'"))
            || source.contains(&format!("\"{key}\""))
            || source.contains(&format!("__MSG_{key}__"))
            || beginnings.iter().any(|beginning| key.starts_with(beginning));
        assert!(used, "{key} is used nowhere");
    }
}
