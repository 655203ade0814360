//! From the files people edit to the artefact that is only read.
//!
//! `build.rs` compiles the packaged rules with this very file, so it names
//! nothing of the crate but [`format`](super::format).

use super::format::{
    BLOCK, CLASSES, FUNCTION, GROUPS, MAGIC, NOTHING, PART, PARTS, PLACES, REST_BITS, WORDS, class_of, fnv1a,
    is_day, place_of, word_hash,
};
use regex_automata::{
    Anchored, Input, MatchKind,
    dfa::{Automaton as _, StartKind, dense},
    nfa::thompson,
    util::{primitives::StateID, syntax},
};
use std::{cmp::Reverse, error::Error, fmt::Write as _, path::Path};

/// A file of rules: where it is, how many fields its rows have, and which of
/// them travel.
struct File {
    path: &'static str,
    columns: usize,
    kept: &'static [usize],
}

/// The tables that are looked into by their first field, in the order of the artefact.
const TABLES: [File; 5] = [
    File { path: "hosts.tsv", columns: 7, kept: &[0, 1, 2, 3, 4, 5, 6] },
    File { path: "shorteners.tsv", columns: 3, kept: &[0] },
    File { path: "platforms.tsv", columns: 3, kept: &[0] },
    File { path: "code_hosts.tsv", columns: 3, kept: &[0] },
    File { path: "official_images.tsv", columns: 3, kept: &[0] },
];

/// The languages that put no space between words.
const UNSPACED: [&str; 3] = ["zh", "ja", "th"];

/// The roles a host can have, and the campaigns.
const ROLES: [&str; 6] = ["fake-shortener", "landing", "redirector", "payload-host", "c2", "lure-site"];
const CAMPAIGNS: [&str; 4] = ["downloader", "ebook", "website", "other"];

/// The topics a word can have, in the order of their numbers, from 1 on.
const TOPICS: [&str; 6] = ["container", "book", "piracy", "gambling", "shopping", "function"];
/// What a word can signal, in the order of their numbers, from 1 on.
const SIGNALS: [&str; 6] = ["password", "guard", "badge", "chatbot", "address", "call"];

type Rows = Vec<Vec<String>>;

/// Compiles the rules in `folder`. A rule that cannot be right is an error that
/// names its file and line.
pub fn compile(folder: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut out = MAGIC.to_vec();
    for file in &TABLES {
        let rows = rows(folder, file.path, file.columns)?;
        if file.path == "hosts.tsv" {
            each(&rows, file.path, 1, &ROLES)?;
            each(&rows, file.path, 2, &CAMPAIGNS)?;
        }
        let mut lines = lines(rows, file)?;
        if file.path == "official_images.tsv" {
            lines = shortest_first(&lines);
        }
        section(&mut out, &table(&lines)?)?;
    }
    section(&mut out, &table(&redirectors(folder)?)?)?;
    let (slots, words) = lexicon(folder)?;
    section(&mut out, &slots)?;
    section(&mut out, words.as_bytes())?;
    let shapes = rows(folder, "shapes.tsv", 5)?;
    each(&shapes, "shapes.tsv", 1, &CAMPAIGNS)?;
    section(&mut out, &automaton(&shapes)?)?;
    section(&mut out, joined(shapes, &[0, 1]).as_bytes())?;
    section(&mut out, &suffixes(folder)?)?;
    section(&mut out, &read(folder, "model.bin")?)?;
    Ok(out)
}

/// The constants of `weights.tsv`: what each rule can do.
pub fn weights(folder: &Path) -> Result<String, Box<dyn Error>> {
    let rows = rows(folder, "weights.tsv", 5)?;
    each(&rows, "weights.tsv", 1, &["proof", "structure", "support", "context"])?;
    let mut code = String::new();
    for row in rows {
        let weight: u32 = row[2]
            .parse()
            .ok()
            .filter(|weight| *weight <= 100)
            .ok_or_else(|| format!("weights.tsv: {}: “{}” is no weight from 0 to 100", row[0], row[2]))?;
        let nature = match row[1].as_str() {
            "proof" => "Proof".to_owned(),
            other => format!("{}{}({weight})", other[..1].to_uppercase(), &other[1..]),
        };
        let name = row[0].to_uppercase().replace('-', "_");
        writeln!(code, "pub const {name}: Nature = Nature::{nature};")?;
    }
    Ok(code)
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let path = folder.join(name);
    std::fs::read(&path).map_err(|error| format!("cannot read {}: {error}", path.display()).into())
}

/// The rows of a rule file: `columns` fields between tabs; `#` begins a comment.
fn rows(folder: &Path, name: &str, columns: usize) -> Result<Rows, Box<dyn Error>> {
    let text = String::from_utf8(read(folder, name)?)?;
    let mut rows = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let row: Vec<String> = line.split('\t').map(str::to_owned).collect();
        if row.len() != columns || row.iter().any(String::is_empty) {
            return Err(format!(
                "{name}:{number}: expected {columns} fields between tabs, none of them empty"
            )
            .into());
        }
        // The day it was listed stands before who says so.
        if !is_day(&row[columns - 2]) {
            return Err(
                format!("{name}:{number}: “{}” is no day such as 2026-11-25", row[columns - 2]).into()
            );
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Makes sure that a column holds only known words.
fn each(rows: &Rows, name: &str, column: usize, known: &[&str]) -> Result<(), Box<dyn Error>> {
    match rows.iter().find(|row| !known.contains(&row[column].as_str())) {
        None => Ok(()),
        Some(row) => Err(format!("{name}: {}: “{}” is none of {known:?}", row[0], row[column]).into()),
    }
}

/// Sorted lines, each of another first field.
fn lines(mut rows: Rows, file: &File) -> Result<String, Box<dyn Error>> {
    once(&mut rows, file.path)?;
    Ok(joined(rows, file.kept))
}

/// Sorts `rows`, and makes sure that each has another first field.
fn once(rows: &mut Rows, name: &str) -> Result<(), Box<dyn Error>> {
    rows.sort();
    match rows.array_windows().find(|[one, next]| one[0] == next[0]) {
        None => Ok(()),
        Some([twice, _]) => Err(format!("{name}: {} is listed twice", twice[0]).into()),
    }
}

fn joined(rows: Rows, kept: &[usize]) -> String {
    let mut text = String::new();
    for row in rows {
        let fields: Vec<&str> = kept.iter().map(|column| row[*column].as_str()).collect();
        let _ = writeln!(text, "{}", fields.join("\t"));
    }
    text
}

/// The same lines, those of a length in the order they were in.
fn shortest_first(lines: &str) -> String {
    let mut lines: Vec<&str> = lines.split_inclusive('\n').collect();
    lines.sort_by_key(|line| line.len());
    lines.concat()
}

/// Lines behind an index of their first fields: a number of slots, a power of
/// two; in each slot where a line begins, plus one, or 0; a line is in the first
/// free slot from the hash of its first field on.
fn table(lines: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let count = lines.lines().count();
    let mut slots = vec![0_u32; (count * 2).next_power_of_two()];
    let mut start = 0;
    for line in lines.lines() {
        let key = line.split('\t').next().unwrap_or_default();
        let mut at = fnv1a(key.bytes()) as usize;
        while slots[at % slots.len()] != 0 {
            at += 1;
        }
        let length = slots.len();
        slots[at % length] = u32::try_from(start + 1)?;
        start += line.len() + 1;
    }
    let mut out = u32::try_from(slots.len())?.to_le_bytes().to_vec();
    out.extend(slots.into_iter().flat_map(u32::to_le_bytes));
    out.extend(lines.as_bytes());
    Ok(out)
}

/// The redirectors, a line for each host with all its paths: each path behind the host with
/// where it holds the address. A host for all below a name begins with a dot.
fn redirectors(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for row in rows(folder, "redirectors.tsv", 5)? {
        let host = row[0].strip_prefix('*').unwrap_or(&row[0]).to_owned();
        let held = format!("\t{}\t{}", row[1], row[2]);
        match lines.iter_mut().find(|(known, _)| *known == host) {
            Some((_, line)) => line.push_str(&held),
            None => lines.push((host, held)),
        }
    }
    lines.sort();
    Ok(lines.into_iter().map(|(host, held)| host + &held + "\n").collect())
}

/// All words that say something, as slots and the words they lie about.
///
/// A slot has the upper half of its word's hash, where the word begins among the words, its topic
/// and its signal. Whole words lie where [`placed`] puts them, the others behind them, sorted.
fn lexicon(folder: &Path) -> Result<(Vec<u8>, String), Box<dyn Error>> {
    let mut topics = rows(folder, "words.tsv", 5)?;
    let mut signals = rows(folder, "signals.tsv", 4)?;
    each(&topics, "words.tsv", 1, &TOPICS)?;
    each(&signals, "signals.tsv", 1, &SIGNALS)?;
    once(&mut topics, "words.tsv")?;
    once(&mut signals, "signals.tsv")?;
    let number = |names: &[&str], name: &str| -> Result<u8, Box<dyn Error>> {
        Ok(u8::try_from(names.iter().position(|known| *known == name).map_or(0, |at| at + 1))?)
    };
    let mut entries = Vec::new();
    let mut words = String::new();
    for row in &topics {
        let part = UNSPACED.contains(&row[2].as_str());
        let mut key = row[0].as_str();
        if part {
            let second =
                key.char_indices().nth(1).ok_or(format!("words.tsv: {key}: one character says nothing"))?;
            key = &key[..second.0 + key[second.0..].chars().next().map_or(0, char::len_utf8)];
        }
        let signal =
            signals.iter().position(|signal| signal[0] == row[0] && !part).map(|at| signals.remove(at));
        let signal = signal.map_or(Ok(NOTHING), |signal| number(&SIGNALS, &signal[1]))?;
        let signal = signal | if row[1] == "function" { FUNCTION } else { 0 };
        let topic = number(&TOPICS, &row[1])? | if part { PART } else { 0 };
        entries.push((word_hash(key.as_bytes()), words.len(), topic, signal));
        writeln!(words, "{}", row[0])?;
    }
    for row in &signals {
        entries.push((word_hash(row[0].as_bytes()), words.len(), NOTHING, number(&SIGNALS, &row[1])?));
        writeln!(words, "{}", row[0])?;
    }
    let slot = |(hash, start, topic, signal): (u64, usize, u8, u8)| -> Result<[u8; 8], Box<dyn Error>> {
        let [a, b, c, d] = u32::try_from(hash >> 32)?.to_le_bytes();
        let [low, high] = u16::try_from(start)?.to_le_bytes();
        Ok([a, b, c, d, low, high, topic, signal])
    };
    let (mut parts, whole): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| entry.2 & PART != 0);
    parts.sort_by_key(|(hash, start, ..)| (hash >> 32, *start));
    if parts.len() > PLACES - PARTS {
        return Err(
            "words.tsv: too many words without spaces between them: raise PLACES in src/rules/format.rs by 32"
                .into(),
        );
    }
    let (factors, places) = placed(&whole.iter().map(|entry| entry.0).collect::<Vec<_>>())?;
    let mut out: Vec<u8> = factors.into_iter().flat_map(u16::to_le_bytes).collect();
    for place in places {
        out.extend(place.map_or(Ok([0; 8]), |at| slot(whole[at]))?);
    }
    for part in parts {
        out.extend(slot(part)?);
    }
    Ok((out, words))
}

/// Puts words of these hashes in places, no two in the same: the factor of each class of them, and
/// which of them each place has.
fn placed(hashes: &[u64]) -> Result<([u16; CLASSES], [Option<usize>; WORDS]), &'static str> {
    let mut factors = [1; CLASSES];
    let mut places = [None; WORDS];
    let mut classes = vec![Vec::new(); CLASSES];
    for (at, hash) in hashes.iter().enumerate() {
        classes[class_of(*hash)].push(at);
    }
    // The largest first, as long as there is much room.
    let mut order: Vec<usize> = (0..CLASSES).collect();
    order.sort_by_key(|class| Reverse(classes[*class].len()));
    for class in order {
        let wanted = |factor| classes[class].iter().map(move |at| (place_of(hashes[*at], factor), *at));
        let fits = |factor: &u16| {
            let mut taken: Vec<usize> = wanted(*factor).map(|(place, _)| place).collect();
            taken.sort_unstable();
            taken.iter().all(|place| places[*place].is_none()) && taken.array_windows().all(|[a, b]| a != b)
        };
        let factor = (1..=u16::MAX).step_by(2).find(fits);
        factors[class] =
            factor.ok_or("words.tsv: the words find no places: double WORDS in src/rules/format.rs")?;
        for (place, at) in wanted(factors[class]) {
            places[place] = Some(at);
        }
    }
    Ok((factors, places))
}

/// The public suffixes as hashes, in groups: how many lie before each block of groups, how many are
/// in each group, and what is left of all of them.
fn suffixes(folder: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let text = String::from_utf8(read(folder, "public_suffixes.txt")?)?;
    let rules = text.lines().filter(|line| !line.starts_with('#'));
    let mut hashes: Vec<u32> = rules.map(|rule| fnv1a(rule.bytes())).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let before = |group: usize| hashes.partition_point(|hash| ((hash >> REST_BITS) as usize) < group);
    let mut out = Vec::new();
    for group in (0..=GROUPS).step_by(BLOCK) {
        out.extend(u16::try_from(before(group))?.to_le_bytes());
    }
    for group in 0..GROUPS {
        out.push(u8::try_from(before(group + 1) - before(group))?);
    }
    out.extend(hashes.iter().flat_map(|hash| {
        let [.., a, b] = hash.to_be_bytes();
        [b, a]
    }));
    let high = |hash: &u32| u8::try_from(hash >> 16 & 0xf);
    for pair in hashes.chunks(2) {
        let second = pair.get(1).map_or(Ok(0), high)?;
        out.push(high(&pair[0])? | second << 4);
    }
    Ok(out)
}

/// All shapes become one automaton over whole addresses: one pass tells which fits.
///
/// For each byte its class, how many classes there are, and a row for each state, the first one
/// first: where each class leads, and which pattern a text is that ends there.
fn automaton(shapes: &Rows) -> Result<Vec<u8>, Box<dyn Error>> {
    let patterns: Vec<String> = shapes.iter().map(|row| format!("^(?:{})$", row[2])).collect();
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
        .map_err(|error| format!("shapes.tsv: {error}"))?;
    let mut states = vec![dfa.start_state_forward(&Input::new("").anchored(Anchored::Yes))?];
    let (mut columns, mut ends) = (vec![Vec::new(); 256], Vec::new());
    let mut at = 0;
    while let Some(state) = states.get(at).copied() {
        for (byte, column) in (0..=u8::MAX).zip(&mut columns) {
            let next = dfa.next_state(state, byte);
            column.push(if dfa.is_dead_state(next) { 0 } else { 1 + index_of(next, &mut states) });
        }
        let end = dfa.next_eoi_state(state);
        ends.push(if dfa.is_match_state(end) { dfa.match_pattern(end, 0).as_usize() + 1 } else { 0 });
        at += 1;
    }
    let mut kinds: Vec<&Vec<usize>> = Vec::new();
    let mut out = Vec::new();
    for column in &columns {
        let class = kinds.iter().position(|known| *known == column).unwrap_or_else(|| {
            kinds.push(column);
            kinds.len() - 1
        });
        out.push(u8::try_from(class)?);
    }
    out.push(u8::try_from(kinds.len())?);
    for state in 0..states.len() {
        for column in kinds.iter().copied().chain([&ends]) {
            out.extend(u16::try_from(column[state])?.to_le_bytes());
        }
    }
    Ok(out)
}

/// Where `state` is among `states`, to which it is added if it is not there yet.
fn index_of(state: StateID, states: &mut Vec<StateID>) -> usize {
    states.iter().position(|known| *known == state).unwrap_or_else(|| {
        states.push(state);
        states.len() - 1
    })
}

fn section(out: &mut Vec<u8>, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    out.extend(u32::try_from(bytes.len())?.to_le_bytes());
    out.extend(bytes);
    Ok(())
}
