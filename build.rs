//! Compiles the rules people edit in `rules/` to tables the library only has to
//! read. A rule that cannot be right stops the build with its file and line.

#[path = "src/rules/hash.rs"]
mod hash;

use regex_automata::{
    MatchKind,
    dfa::{StartKind, dense},
    nfa::thompson,
    util::syntax,
};
use serde_json::Value;
use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// The words of the extension, in English.
const MESSAGES: &str = "extension/_locales/en/messages.json";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed={MESSAGES}");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/rules/hash.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut code = String::new();
    hosts(&mut code)?;
    redirectors(&mut code)?;
    names(&mut code, "SHORTENERS", "rules/shorteners.tsv")?;
    names(&mut code, "PLATFORMS", "rules/platforms.tsv")?;
    names(&mut code, "CODE_HOSTS", "rules/code_hosts.tsv")?;
    names(&mut code, "OFFICIAL_IMAGES", "rules/official_images.tsv")?;
    words(&mut code)?;
    suffixes(&mut code)?;
    shapes(&mut code, &out)?;
    fs::write(out.join("rules.rs"), code)?;
    fs::write(out.join("sentences.rs"), sentences()?)?;
    Ok(())
}

/// Why evidence matters, in English, from the extension's own messages: each
/// `why_…` becomes a constant that knows how many places it has.
fn sentences() -> Result<String, Box<dyn Error>> {
    let messages: Value = serde_json::from_str(&fs::read_to_string(MESSAGES)?)?;
    let mut code = String::new();
    for (key, message) in messages.as_object().into_iter().flatten() {
        let Some(name) = key.strip_prefix("why_") else { continue };
        let mut english = message["message"].as_str().unwrap_or_default().to_owned();
        let mut places = 0;
        for (place, value) in message["placeholders"].as_object().into_iter().flatten() {
            let content = value["content"].as_str().unwrap_or_default();
            english = english.replace(&format!("${}$", place.to_uppercase()), content);
            places += 1;
        }
        let name = name.to_uppercase();
        writeln!(
            code,
            "pub const {name}: Template<{places}> = Template {{ key: {key:?}, english: {english:?} }};"
        )?;
    }
    Ok(code)
}

/// The rows of a rule file: `columns` fields between tabs; `#` begins a comment.
fn rows(path: &str, columns: usize) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let text = fs::read_to_string(Path::new(path)).map_err(|error| format!("cannot read {path}: {error}"))?;
    let mut rows = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let row: Vec<String> = line.split('\t').map(str::to_owned).collect();
        if row.len() != columns || row.iter().any(String::is_empty) {
            return Err(format!(
                "{path}:{}: expected {columns} fields between tabs, none of them empty",
                number + 1
            )
            .into());
        }
        rows.push(row);
    }
    Ok(rows)
}

fn hosts(code: &mut String) -> Result<(), Box<dyn Error>> {
    let mut rows = rows("rules/hosts.tsv", 7)?;
    rows.sort();
    if let Some([twice, _]) = rows.array_windows().find(|[one, next]| one[0] == next[0]) {
        return Err(format!("rules/hosts.tsv: {} is listed twice", twice[0]).into());
    }
    writeln!(code, "pub(super) static HOSTS: [KnownHost; {}] = [", rows.len())?;
    for row in rows {
        let [host, role, campaign, first, last, listed, source] = &row[..] else { continue };
        let (role, campaign) = (variant(role), variant(campaign));
        writeln!(
            code,
            "KnownHost {{ host: {host:?}, role: Role::{role}, campaign: Campaign::{campaign}, \
             seen: ({first:?}, {last:?}), listed: {listed:?}, source: {source:?} }},"
        )?;
    }
    writeln!(code, "];")?;
    Ok(())
}

/// A sorted table of hosts whose rows say nothing but where they are from.
fn names(code: &mut String, table: &str, path: &str) -> Result<(), Box<dyn Error>> {
    let mut hosts: Vec<String> = rows(path, 2)?.into_iter().map(|mut row| row.swap_remove(0)).collect();
    hosts.sort();
    if let Some([twice, _]) = hosts.array_windows().find(|[one, next]| one == next) {
        return Err(format!("{path}: {twice} is listed twice").into());
    }
    writeln!(code, "pub(super) static {table}: [&str; {}] = {hosts:?};", hosts.len())?;
    Ok(())
}

/// A sorted table of words, and a short list of those that stand within text
/// without spaces.
fn words(code: &mut String) -> Result<(), Box<dyn Error>> {
    let mut rows = rows("rules/words.tsv", 4)?;
    rows.sort();
    if let Some([twice, _]) = rows.array_windows().find(|[one, next]| one[0] == next[0]) {
        return Err(format!("rules/words.tsv: {} is listed twice", twice[0]).into());
    }
    let (within, alone): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| matches!(row[2].as_str(), "zh" | "ja" | "th"));
    for (table, rows) in [("WORDS", alone), ("PARTS", within)] {
        writeln!(code, "pub(super) static {table}: [(&str, Topic); {}] = [", rows.len())?;
        for row in rows {
            writeln!(code, "({:?}, Topic::{}),", row[0], variant(&row[1]))?;
        }
        writeln!(code, "];")?;
    }
    Ok(())
}

/// The public suffixes as sorted hashes: only whether one is there is asked.
fn suffixes(code: &mut String) -> Result<(), Box<dyn Error>> {
    let path = "rules/public_suffixes.txt";
    let text = fs::read_to_string(path).map_err(|error| format!("cannot read {path}: {error}"))?;
    let rules = text.lines().filter(|line| !line.starts_with('#'));
    let mut hashes: Vec<u32> = rules.map(|rule| hash::fnv1a(rule.as_bytes())).collect();
    hashes.sort_unstable();
    hashes.dedup();
    writeln!(code, "pub(super) static SUFFIXES: [u32; {}] = {hashes:?};", hashes.len())?;
    Ok(())
}

fn redirectors(code: &mut String) -> Result<(), Box<dyn Error>> {
    let rows = rows("rules/redirectors.tsv", 4)?;
    writeln!(code, "pub(super) static REDIRECTORS: [Redirector; {}] = [", rows.len())?;
    for row in rows {
        let [host, path, holds, _source] = &row[..] else { continue };
        let holds: Vec<String> = holds
            .split(',')
            .map(|holds| match holds {
                "path" => "Holds::Path".to_owned(),
                "archived" => "Holds::Archived".to_owned(),
                "ru-segment" => "Holds::Segment(\"/RU=\")".to_owned(),
                "destination-segment" => "Holds::Segment(\"destination:\")".to_owned(),
                "query" => "Holds::Query".to_owned(),
                "proxied-host" => "Holds::ProxiedHost".to_owned(),
                name => format!("Holds::Parameter({name:?})"),
            })
            .collect();
        writeln!(code, "Redirector {{ host: {host:?}, path: {path:?}, holds: &[{}] }},", holds.join(", "))?;
    }
    writeln!(code, "];")?;
    Ok(())
}

/// All shapes become one automaton over whole addresses: one pass tells which fits.
fn shapes(code: &mut String, out: &Path) -> Result<(), Box<dyn Error>> {
    let rows = rows("rules/shapes.tsv", 4)?;
    let patterns: Vec<String> = rows.iter().map(|row| format!("^(?:{})$", row[2])).collect();
    let dfa = dense::Builder::new()
        .configure(
            dense::Config::new()
                .start_kind(StartKind::Anchored)
                .match_kind(MatchKind::LeftmostFirst)
                .minimize(true),
        )
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .thompson(thompson::Config::new().shrink(true))
        .build_many(&patterns)
        .map_err(|error| format!("rules/shapes.tsv: {error}"))?;
    fs::write(out.join("shapes.dfa"), dfa.to_sparse()?.to_bytes_little_endian())?;
    writeln!(
        code,
        "pub(super) static SHAPE_AUTOMATON: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/shapes.dfa\"));"
    )?;
    writeln!(code, "pub(super) static SHAPES: [Shape; {}] = [", rows.len())?;
    for row in rows {
        writeln!(code, "Shape {{ id: {:?}, campaign: Campaign::{} }},", row[0], variant(&row[1]))?;
    }
    writeln!(code, "];")?;
    Ok(())
}

/// The name of an enum's variant: `fake-shortener` → `FakeShortener`.
fn variant(word: &str) -> String {
    word.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}
