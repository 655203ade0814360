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
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_owned());
    // It answers while it is still told more.
    let told = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    // Whoever ends early hears no more.
    let _ = told.join().unwrap();
    output
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

/// A file that is gone when its test ends.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("hullcheck-cli-{}-{name}", std::process::id())))
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
        let _ = std::fs::remove_file(format!("{}.progress", self.path()));
    }
}

/// So many repositories, every tenth of them a lure.
fn many(count: usize) -> String {
    let mut lines = String::new();
    for number in 0..count {
        let readme = if number.is_multiple_of(10) { "[get](https://tinurll.com/a)" } else { "An image." };
        let namespace = format!("a{}", number % 3);
        let line = serde_json::json!({"id": number, "namespace": namespace, "name": "b", "full_description": readme});
        lines += &line.to_string();
        lines.push('\n');
    }
    lines
}

#[test]
fn many_threads_keep_the_order() {
    let output = hullcheck(&["scan", "--threads", "4"], &many(20_000));
    let ids: Vec<u64> = lines(&output).iter().map(|line| line["id"].as_u64().unwrap()).collect();
    assert!(ids.iter().copied().eq(0..20_000));
}

#[test]
fn a_summary_counts_lures_accounts_and_hosts() {
    let output = hullcheck(&["scan", "--summary", "--format", "columns"], &many(1000));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    for line in ["1000  unknown", "100  danger", "100  downloader", "34  a0", "100  tinurll.com"] {
        assert!(said.lines().any(|said| said.trim() == line), "{line}: {said}");
    }
}

#[test]
fn tables_and_reports_are_what_they_say() {
    let input = "{\"namespace\": \"=1+1\", \"name\": \"b,\\\"c\", \"full_description\": \"[get](https://tinurll.com/a)\"}\n{}\n";
    let csv = hullcheck(&["scan", "--format", "csv"], input).stdout;
    let csv = String::from_utf8(csv).unwrap();
    let rows: Vec<&str> = csv.split_terminator("\r\n").collect();
    assert!(rows[0].starts_with("id,namespace,name,presence,level,campaign,rules"));
    assert!(rows[1].starts_with(",'=1+1,\"b,\"\"c\",unknown,danger,downloader,"), "{csv}");
    assert!(rows[1].ends_with(",1,0,1,https://tinurll.com/a"), "{csv}");
    let columns = lines(&hullcheck(&["scan", "--format", "columns"], input));
    let fields = |line: &Value| line.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(fields(&columns[0]), fields(&columns[1]));
    assert!(
        columns
            .iter()
            .flat_map(|line| line.as_object().unwrap().values())
            .all(|value| !value.is_object() && !value.is_array())
    );
    for (input, results) in [(input, 1), ("", 0), ("{}\n", 0), (&input.repeat(2), 2)] {
        let sarif: Value =
            serde_json::from_slice(&hullcheck(&["scan", "--format", "sarif"], input).stdout).unwrap();
        assert_eq!(sarif["version"], "2.1.0");
        let found = sarif["runs"][0]["results"].as_array().unwrap();
        assert_eq!(found.len(), results, "{sarif}");
        assert!(found.iter().all(|result| result["level"] == "error" && result["ruleId"] == "known-host"));
    }
}

#[test]
fn an_interrupted_scan_goes_on_where_it_was() {
    let (input, whole, part) = (Scratch::new("input"), Scratch::new("whole"), Scratch::new("part"));
    std::fs::write(&input.0, many(30_000)).unwrap();
    let scan = ["scan", "--summary", input.path(), "--out"];
    let expected = hullcheck(&[&scan[..], &[whole.path()]].concat(), "");
    assert_eq!(expected.status.code(), Some(0));
    let mut child = Command::new(env!("CARGO_BIN_EXE_hullcheck"))
        .args(scan)
        .arg(&part.0)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let progress = format!("{}.progress", part.path());
    while !std::path::Path::new(&progress).exists() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // Whatever was written behind the last note of it is written again.
    let mut torn = std::fs::OpenOptions::new().append(true).open(&part.0).unwrap();
    torn.write_all(b"half a li").unwrap();
    let resumed = hullcheck(&[&scan[..], &[part.path(), "--resume"]].concat(), "");
    assert_eq!(resumed.status.code(), Some(0), "{}", String::from_utf8_lossy(&resumed.stderr));
    assert_eq!(std::fs::read(&part.0).unwrap(), std::fs::read(&whole.0).unwrap());
    assert_eq!(resumed.stderr, expected.stderr);
    assert!(!std::path::Path::new(&progress).exists());
    let again = hullcheck(&[&scan[..], &[part.path(), "--resume"]].concat(), "");
    assert!(String::from_utf8_lossy(&again.stderr).contains("there is nothing to go on with"));
}
