//! Tests that other people wrote, read where their packages keep them.
//!
//! `cargo xtask test` fetches the packages and names the files; without them there is
//! nothing to run.
#![allow(clippy::unwrap_used, reason = "a failing helper is a failing test")]

use hullcheck::{
    destination::shown,
    readme::{Form, Readme, taken_for},
    url::Url,
};
use serde_json::Value;
use std::{collections::BTreeSet, env, fs};
use unicode_security::confusable_detection::skeleton;

/// The file that this variable names.
fn file(variable: &str) -> String {
    let path =
        env::var_os(variable).unwrap_or_else(|| panic!("{variable} names no file: run cargo xtask test"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
#[ignore = "cargo xtask test names the file"]
fn addresses_are_read_as_the_url_standard_wants() {
    let tests: Vec<Value> = serde_json::from_str(&file("HULLCHECK_URLS")).unwrap();
    let (mut tried, mut files) = (0, 0);
    let mut wrong = Vec::new();
    for test in tests.iter().filter(|test| test.is_object()) {
        let input = test["input"].as_str().unwrap();
        let base = test["base"].as_str().unwrap_or("about:blank");
        // With no base at all a fragment is no address; we always have a base.
        if test["base"].is_null() && input.trim_start().starts_with('#') {
            continue;
        }
        tried += 1;
        let url = Url::parse(input, base);
        let expected = |part: &str| test[part].as_str().unwrap_or_default().to_owned();
        let right = match &url {
            None => test["failure"] == true,
            Some(url) => {
                let mark = |mark: &str, part: &str| {
                    if part.is_empty() { String::new() } else { format!("{mark}{part}") }
                };
                test["failure"] != true
                    && url.href() == expected("href")
                    && format!("{}:", url.scheme()) == expected("protocol")
                    && url.username() == expected("username")
                    && url.host() == expected("hostname").trim_end_matches('.')
                    && url.port().map_or_else(String::new, |port| port.to_string()) == expected("port")
                    && url.path() == expected("pathname")
                    && mark("?", url.query()) == expected("search")
                    && mark("#", url.fragment()) == expected("hash")
            }
        };
        // Natively the url crate reads addresses of files otherwise where they have hosts or drives. No page of
        // a web site leads to a file; in the extension the browser reads them.
        if !right && expected("protocol") == "file:" {
            files += 1;
        } else if !right {
            wrong.push(format!("{input:?} against {base:?}: {url:?}, expected {}", expected("href")));
        }
    }
    println!("{tried} addresses, {files} of files otherwise");
    assert!(tried > 500 && wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Where the links of the reference's HTML lead.
fn hrefs(html: &str) -> BTreeSet<String> {
    let tags = html.split('<').filter(|tag| tag.starts_with("a ") || tag.starts_with("a\n"));
    let values = tags.filter_map(|tag| tag.split_once("href=")).map(|(_, rest)| match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next().unwrap_or_default(),
        _ => rest.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default(),
    });
    let plain = |value: &str| {
        value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    };
    values.map(|value| absolute(&plain(value))).collect()
}

/// `href` as a browser on Docker Hub reads it.
fn absolute(href: &str) -> String {
    Url::parse(href, "https://hub.docker.com/").map_or_else(|| href.to_owned(), |url| url.href().to_owned())
}

#[test]
#[ignore = "cargo xtask test names the file"]
fn links_are_those_of_the_commonmark_specification() {
    let specification = file("HULLCHECK_COMMONMARK");
    let (mut tried, mut linked) = (0, 0);
    let mut wrong = Vec::new();
    let fence = "`".repeat(32);
    let (begins, ends) = (format!("\n{fence} example\n"), format!("\n{fence}\n"));
    let examples = specification.split(&begins).skip(1);
    for example in examples {
        let Some((example, _)) = example.split_once(&ends) else { continue };
        let example = format!("{example}\n").replace('→', "\t");
        let (markdown, html) = example.split_once("\n.\n").unwrap_or((&example, ""));
        let expected = hrefs(html);
        let readme = Readme::read(&format!("{markdown}\n"));
        let ours: BTreeSet<String> = readme.links.iter().map(|link| absolute(&link.href)).collect();
        // An address alone is a link in GitHub's Markdown only, and we read HTML that is shown as text, to be sure.
        let sure: BTreeSet<String> = readme
            .links
            .iter()
            .filter(|link| link.form == Form::Inline)
            .map(|link| absolute(&link.href))
            .collect();
        tried += 1;
        linked += usize::from(!expected.is_empty());
        if !expected.is_subset(&ours) || !sure.is_subset(&expected) {
            wrong.push(format!("{markdown:?}: {ours:?}, expected {expected:?}"));
        }
    }
    println!("{tried} examples, {linked} with links");
    assert!(
        tried > 600 && linked > 100 && wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
#[ignore = "cargo xtask test names the file"]
fn hosts_are_shown_in_their_letters() {
    let mut tried = 0;
    let mut wrong = Vec::new();
    for line in file("HULLCHECK_IDNA").lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> =
            line.split('#').next().unwrap_or_default().split(';').map(str::trim).collect();
        let [source, unicode, unicode_status, ascii, ascii_status, ..] = fields[..] else { continue };
        let sound = unicode_status.is_empty() && ascii_status.is_empty();
        let unicode = if unicode.is_empty() { source } else { unicode };
        let ascii = if ascii.is_empty() { unicode } else { ascii };
        if !sound || !ascii.is_ascii() || !ascii.contains("xn--") || unicode.contains('\\') {
            continue;
        }
        tried += 1;
        if shown(ascii) != unicode {
            wrong.push(format!("{ascii}: {}, expected {unicode}", shown(ascii)));
        }
    }
    println!("{tried} hosts");
    assert!(tried > 100 && wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn letters_look_like_what_unicode_says_they_look_like() {
    let like = |text: &str| skeleton(text).collect::<String>();
    let mut missing = String::new();
    for letter in ('\u{0370}'..='\u{03FF}').chain('\u{0400}'..='\u{052F}').filter(|c| c.is_alphabetic()) {
        let word = letter.to_string();
        match taken_for(&word) {
            Some(other) => assert_eq!(like(&word), like(&other), "{letter} is taken for {other}"),
            None if like(&word).len() == 1 && like(&word).is_ascii() => missing.push(letter),
            None => {}
        }
    }
    // Digits, letters out of use, and what nobody takes for a letter of today's words.
    assert_eq!(missing, "\u{374}ͿϒϜϨϬϭϱϸϺЗЬбшҺӠԌԚ", "these look Latin as well");
}
