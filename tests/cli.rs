//! The command line as its users call it.
#![allow(clippy::unwrap_used, reason = "a failing helper is a failing test")]

use serde_json::Value;
use std::{
    io::Write as _,
    process::{Command, Output, Stdio},
};

fn hullcheck(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hullcheck"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn one_repository_a_line_gives_one_verdict_a_line() {
    let input = r#"{"id": 7, "namespace": "a", "name": "b", "status": 0, "tags": 0, "extra": [1]}
{"id": "x", "full_description": "[get](https://www.google.com/url?q=https%3A%2F%2Ftinurll.com%2Fa)"}
"#;
    let output = hullcheck(&["scan"], input);
    assert_eq!(output.status.code(), Some(0));
    let [first, second] = &lines(&output)[..] else { panic!("two lines") };
    assert_eq!((&first["id"], &first["namespace"], &first["name"]), (&7.into(), &"a".into(), &"b".into()));
    assert_eq!(
        (&first["presence"], &first["level"], &first["campaign"]),
        (&"never-pushed".into(), &"notice".into(), &Value::Null)
    );
    assert_eq!(
        (&second["id"], &second["level"], &second["campaign"]),
        (&"x".into(), &"danger".into(), &"downloader".into())
    );
    let evidence = &second["evidence"][0];
    assert_eq!((&evidence["rule"], &evidence["quote"]), (&"known-host".into(), &"get".into()));
    assert_eq!(evidence["range"]["start"], 0);
    assert!(evidence["why"].as_str().unwrap().contains("JFrog"));
    let link = &second["links"][0];
    assert_eq!((&link["destination"], &link["verdict"]), (&"https://tinurll.com/a".into(), &"block".into()));
    assert_eq!(link["hops"].as_array().unwrap().len(), 1);
}

#[test]
fn a_bad_line_is_reported_in_its_place_and_the_rest_goes_on() {
    let output = hullcheck(&["scan", "-"], "{\"id\": 1}\nnot json\n\n{\"id\": 2}\n");
    assert_eq!(output.status.code(), Some(1));
    let lines = lines(&output);
    assert_eq!((&lines[0]["id"], &lines[1]["line"], &lines[2]["id"]), (&1.into(), &2.into(), &2.into()));
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 2: not a repository"));
}

#[test]
fn a_missing_file_says_so() {
    let output = hullcheck(&["scan", "no-such-file.ndjson"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot open no-such-file.ndjson"));
}

#[test]
fn rules_can_be_left_out() {
    let input = "{\"full_description\": \"[get](https://rd.lesac.ru/a)\"}\n";
    let level = |arguments: &[&str]| lines(&hullcheck(arguments, input))[0]["level"].clone();
    assert_eq!(level(&["scan"]), "danger");
    assert_ne!(level(&["scan", "--without-rules", "hosts"]), "danger");
}

#[test]
fn an_explanation_quotes_and_defangs() {
    let output = hullcheck(
        &["explain", "-"],
        "**Download ✵ [https://tinurll.com/2A0TbB](https://tinurll.com/2A0TbB)**",
    );
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("danger (Downloader campaign)"), "{text}");
    assert!(text.contains("“Download ✵ hxxps://tinurll[.]com/2A0TbB”"), "{text}");
    assert!(!text.contains("https://tinurll"), "{text}");
}
