//! The work of an inspection in instructions, which no busy machine changes.

use crate::{
    root,
    run::{cargo, command, run, step},
    tools,
};
use anyhow::{Context as _, bail};
use std::{collections::BTreeMap, fs, process::Stdio, thread};

/// The counts that were recorded: what a change may add to without anybody having to say so.
const RECORD: &str = "docs/instructions.json";

/// How much more than recorded an inspection may take, in percent.
const MOST_PERCENT: u64 = 5;

/// How much more than twice the work twice the input may take, in percent: tables grow in steps.
const MOST_OVER_DOUBLE: u64 = 5;

/// What to do besides.
#[derive(Default, clap::Args)]
pub struct Options {
    /// Record the counts as those that later changes are compared with.
    #[arg(long)]
    record: bool,
}

type Counts = BTreeMap<String, u64>;

/// Counts the instructions of one inspection of each made text, and fails where they are more
/// than recorded, or where a hostile text twice as long takes more than twice as many.
pub fn check(options: &Options) -> anyhow::Result<()> {
    tools::valgrind()?;
    step("building what is counted (a minute the first time)", || {
        let build = ["build", "--quiet", "--locked", "--release", "--package", "hullcheck-load"];
        run(cargo(&build).args(["--bin", "instructions"]))
    })?;
    let mut counts = Counts::new();
    step("counting instructions (half a minute)", || {
        let listed = command("target/release/instructions", &[]).output()?.stdout;
        let cases: Vec<String> = String::from_utf8(listed)?.lines().map(str::to_owned).collect();
        let hostile = cases.iter().filter(|name| !is_usual(name)).map(|name| format!("{name}*2"));
        counts = count(&cases.iter().cloned().chain(hostile).collect::<Vec<_>>())?;
        Ok(())
    })?;
    if options.record {
        let kept: Counts = counts
            .iter()
            .filter(|(name, _)| !name.ends_with("*2"))
            .map(|(name, count)| (name.clone(), *count))
            .collect();
        fs::write(root().join(RECORD), format!("{}\n", serde_json::to_string_pretty(&kept)?))?;
    }
    compare(&counts)
}

fn is_usual(name: &str) -> bool {
    name.starts_with("honest") || name.starts_with("lure")
}

/// The instructions of one inspection of each text.
fn count(names: &[String]) -> anyhow::Result<Counts> {
    let halves = names.split_at(names.len() / 2);
    let counted: Vec<anyhow::Result<Counts>> = thread::scope(|scope| {
        let running: Vec<_> = [halves.0, halves.1]
            .map(|names| {
                scope.spawn(move || names.iter().map(|name| Ok((name.clone(), one(name)?))).collect())
            })
            .into_iter()
            .collect();
        running
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| bail!("counting ended by itself")))
            .collect()
    });
    let mut counts = Counts::new();
    for part in counted {
        counts.extend(part?);
    }
    Ok(counts)
}

/// The second inspection's: the first one's includes what is done once.
fn one(name: &str) -> anyhow::Result<u64> {
    Ok(refs(name, "2")?.saturating_sub(refs(name, "1")?))
}

fn refs(name: &str, times: &str) -> anyhow::Result<u64> {
    let arguments = ["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"];
    let output = command("valgrind", &arguments)
        .args(["target/release/instructions", name, times])
        .stdout(Stdio::null())
        .output()
        .context("cannot start valgrind")?;
    let said = String::from_utf8_lossy(&output.stderr);
    let count = said.lines().find_map(|line| line.split_once("refs:"));
    let count = count.with_context(|| format!("valgrind counted nothing for {name}:\n{said}"))?.1;
    Ok(count.trim().replace(',', "").parse()?)
}

fn compare(counts: &Counts) -> anyhow::Result<()> {
    let recorded: Counts = serde_json::from_str(&fs::read_to_string(root().join(RECORD))?)?;
    let mut wrong = Vec::new();
    for (name, count) in counts.iter().filter(|(name, _)| !name.ends_with("*2")) {
        let before = recorded.get(name).copied();
        let double = counts.get(&format!("{name}*2"));
        let growth =
            double.map_or_else(String::new, |double| format!("  twice as long: {} %", double * 100 / count));
        println!("  {name:16} {count:>12}  recorded {:>12}{growth}", before.unwrap_or_default());
        if before.is_none_or(|before| *count > before + before * MOST_PERCENT / 100) {
            wrong.push(format!("{name} takes more than {MOST_PERCENT} % over {RECORD}"));
        }
        if double.is_some_and(|double| *double > 2 * count + 2 * count * MOST_OVER_DOUBLE / 100) {
            wrong.push(format!("{name} takes more than twice the work for twice the input"));
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("{}; make it do less, or record it: cargo xtask instructions --record", wrong.join("; "))
}
