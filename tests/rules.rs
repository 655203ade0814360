//! The commands on rules, as their users call them.
#![allow(clippy::unwrap_used, reason = "a failing helper is a failing test")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A folder of its own, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("hullcheck-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn rules(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hullcheck")).arg("rules").args(arguments).output().unwrap()
}

/// What `arguments` print; they have to succeed.
fn printed(arguments: &[&str]) -> String {
    let output = rules(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_feed_is_made_signed_by_two_and_verified() {
    let folder = Folder::new("feed");
    let (one, other) = (folder.file("one.key"), folder.file("other.key"));
    let keys = [printed(&["keygen", &one]), printed(&["keygen", &other])].map(|key| key.trim().to_owned());
    assert!(!rules(&["keygen", &one]).status.success(), "a key is never overwritten");

    let row = "new-host.site\tlanding\tebook\t2026\t2026\t2026-11-24\tan analyst\n";
    fs::write(folder.file("hosts.tsv"), format!("# a comment\n\n{row}")).unwrap();
    fs::write(folder.file("shorteners.tsv"), "short.site\t2026-11-25\tan analyst\n").unwrap();
    let feed = |version: &str| {
        let whose = ["--channel", "tests", "--expires", "2999-01-01", "--issued", "2026-01-01"];
        let text =
            printed(&[&["feed", folder.0.to_str().unwrap(), "--version", version], &whose[..]].concat());
        let said = folder.file(&format!("{version}.json"));
        fs::write(&said, text).unwrap();
        let signed = folder.file(&format!("{version}.feed"));
        fs::write(&signed, printed(&["sign", &said, "--key", &one])).unwrap();
        signed
    };
    let (first, second) = (feed("1"), feed("2"));
    let both = folder.file("both.feed");
    fs::write(&both, printed(&["sign", &second, "--key", &other])).unwrap();
    for key in &keys {
        let said = printed(&["verify", &both, "--key", key, "--on", "2026-11-25"]);
        assert!(said.contains("version 2 of “tests”") && said.contains("1 hosts, 1 shorteners"), "{said}");
    }
    printed(&["verify", &both, "--key", &keys[0], "--held", &first]);
    for (arguments, why) in [
        (vec!["verify", &first, "--key", &keys[1]], "no trusted key"),
        (vec!["verify", &first, "--key", &keys[0], "--held", &second], "older"),
        (vec!["verify", &first, "--key", &keys[0], "--on", "2025-12-31"], "future"),
    ] {
        let output = rules(&arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stdout).contains(why), "{arguments:?}");
    }

    let repositories = folder.file("repositories.ndjson");
    let line = r#"{"namespace": "a", "name": "b", "full_description": "[x](https://new-host.site/)"}"#;
    let other = r#"{"namespace": "a", "name": "c", "full_description": "[x](https://old-host.site/)"}"#;
    fs::write(&repositories, format!("{line}\n{other}\n")).unwrap();
    let changed = printed(&["diff", &both, &repositories]);
    assert!(changed.contains("a/b: NothingFound → Danger (known-host)"), "{changed}");
    assert!(changed.contains("1 of 2 verdicts change"), "{changed}");
    assert!(printed(&["diff", &both, &repositories, "--before", &first]).contains("0 of 2 verdicts change"));
}

#[test]
fn a_feed_that_could_not_be_taken_is_not_made() {
    let folder = Folder::new("refused");
    for (row, named) in [
        ("github.com\tlanding\tebook\t2026\t2026\t2026-11-24\tan analyst", "github.com"),
        ("new-host.site\tfriend\tebook\t2026\t2026\t2026-11-24\tan analyst", "friend"),
        ("new-host.site", "new-host.site"),
    ] {
        fs::write(folder.file("hosts.tsv"), row).unwrap();
        let output = rules(&[
            "feed",
            folder.0.to_str().unwrap(),
            "--channel",
            "t",
            "--version",
            "1",
            "--expires",
            "2999-01-01",
        ]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(named), "{said}");
    }
}

/// A copy of the packaged rules.
fn packaged(folder: &Folder) {
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.0.join(entry.file_name())).unwrap();
    }
}

#[test]
fn a_folder_of_rules_is_checked() {
    let canary = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/canary.toml");
    for (file, row, exit, named) in [
        ("hosts.tsv", "", 0, "nothing wrong"),
        ("hosts.tsv", "tinurll.com\tlanding\tebook\t2026\t2026\t2026-11-24\tan analyst", 2, "listed twice"),
        ("hosts.tsv", "new-host.site\tlanding\tebook\t2026\t2026\t2026-11-24", 2, "expected 7 fields"),
        ("hosts.tsv", "new-host.site\tfriend\tebook\t2026\t2026\t2026-11-24\tan analyst", 2, "friend"),
        (
            "hosts.tsv",
            "www.tinurll.com\tlanding\tebook\t2026\t2026\t2026-11-24\tan analyst",
            1,
            "never reached",
        ),
        ("hosts.tsv", "github.com\tlanding\tebook\t2026\t2026\t2026-11-24\tan analyst", 1, "the honest text"),
        (
            "hosts.tsv",
            "new-host.site\tlanding\tebook\t2027\t2026\t2026-11-24\tan analyst",
            1,
            "first seen in 2027",
        ),
        ("shorteners.tsv", "tinurll.com\t2026-11-25\tan analyst", 1, "listed as a known host as well"),
        ("shorteners.tsv", "short.site\tyesterday\tan analyst", 2, "no day"),
        ("weights.tsv", "known-host\tsure\t100\t2026-11-25\tno reason", 2, "sure"),
        ("weights.tsv", "known-host\tsupport\t101\t2026-11-25\tno reason", 2, "no weight"),
        ("words.tsv", "docker\tfriend\ten\t2026-11-25\tno reason", 2, "friend"),
    ] {
        let folder = Folder::new("check");
        packaged(&folder);
        let path = folder.file(file);
        let whole = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{whole}{row}\n")).unwrap();
        let output = rules(&["check", folder.0.to_str().unwrap(), "--canary", canary]);
        let said = [output.stdout, output.stderr].map(|said| String::from_utf8(said).unwrap()).concat();
        assert_eq!(output.status.code(), Some(exit), "{file} {row}: {said}");
        assert!(said.contains(named), "{file} {row}: {said}");
    }
}
