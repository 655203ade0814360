//! What an inspection costs, beside what cannot be avoided.

use crate::{
    build, clocks, root,
    run::{cargo, run, step},
    scale, tools,
};
use anyhow::Context as _;
use clap::ValueEnum;
use serde_json::Value;
use std::{fs, process::Command};

/// What to measure.
#[derive(clap::Args)]
pub struct Options {
    /// What; all if nothing is named.
    #[arg(value_enum)]
    parts: Vec<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The core on this machine: made texts, and one link (about two minutes).
    Native,
    /// The core as WebAssembly in Chromium: the same texts (about two minutes).
    Wasm,
    /// The extension on a page: with it, without it, and beside one that does nothing (about four minutes).
    Page,
    /// Where the time goes from a page's question to its links (half a minute).
    Start,
    /// Half a million repositories through `hullcheck scan` (about two minutes).
    Scale,
}

/// Measures, and prints a table for each part.
pub fn bench(options: &Options) -> anyhow::Result<()> {
    let wanted = |part| options.parts.is_empty() || options.parts.contains(&part);
    if wanted(Part::Native) {
        native()?;
    }
    if wanted(Part::Wasm) {
        wasm()?;
    }
    if wanted(Part::Page) || wanted(Part::Start) {
        build::build()?;
        tools::chromium()?;
        let clocked = clocks::put_in()?;
        let measure = |what, part| step(what, || run(in_browser(part).env("HULLCHECK_CLOCKED", &clocked)));
        if wanted(Part::Page) {
            measure("measuring the extension on pages", "page")?;
        }
        if wanted(Part::Start) {
            measure("measuring the parts of an answer", "clocks")?;
        }
    }
    if wanted(Part::Scale) {
        scale::measure()?;
    }
    Ok(())
}

fn native() -> anyhow::Result<()> {
    step("measuring the core (about two minutes)", || {
        let before = root().join("target/criterion");
        if before.exists() {
            fs::remove_dir_all(before)?;
        }
        let bench = ["bench", "--quiet", "--locked", "--package", "hullcheck-load", "--bench", "core"];
        run(cargo(&bench).args(["--", "--quiet"]).stdout(std::process::Stdio::null()))
    })?;
    println!(
        "\n| text | bytes | floor, µs | inspection, µs | ratio | ns a byte |\n| --- | --: | --: | --: | --: | --: |"
    );
    let mut names: Vec<String> = fs::read_dir(root().join("target/criterion"))?
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| name != "link" && name != "report")
        .collect();
    names.sort();
    for name in names {
        let (floor, bytes) = median(&name, "floor")?;
        let (ours, _) = median(&name, "inspect")?;
        let bytes = bytes.unwrap_or_default();
        println!(
            "| {name} | {bytes} | {:.1} | {:.1} | {:.2} | {:.1} |",
            floor / 1e3,
            ours / 1e3,
            ours / floor,
            ours / bytes
        );
    }
    let (filter, ours) = (median("link", "filter")?.0, median("link", "destination")?.0);
    println!(
        "\neight links: {:.2} µs; the adblock crate: {:.2} µs; ratio {:.2}",
        ours / 1e3,
        filter / 1e3,
        ours / filter
    );
    println!();
    step("measuring texts that were not read before (seconds)", || {
        let fresh =
            ["run", "--quiet", "--release", "--locked", "--package", "hullcheck-load", "--bin", "fresh"];
        run(&mut cargo(&fresh))
    })
}

/// The median of a benchmark in nanoseconds, and the bytes it worked on.
fn median(group: &str, name: &str) -> anyhow::Result<(f64, Option<f64>)> {
    let folder = root().join("target/criterion").join(group).join(name).join("new");
    let read = |file: &str| -> anyhow::Result<Value> {
        let path = folder.join(file);
        let text =
            fs::read_to_string(&path).with_context(|| format!("no measurement: {}", path.display()))?;
        Ok(serde_json::from_str(&text)?)
    };
    let median = read("estimates.json")?["median"]["point_estimate"].as_f64().context("no median")?;
    Ok((median, read("benchmark.json")?["throughput"]["Bytes"].as_f64()))
}

fn wasm() -> anyhow::Result<()> {
    tools::chromium()?;
    build::build()?;
    step("building what is measured as WebAssembly", || {
        build::wasm("tests/load", "target/load", "load", &[])
    })?;
    step("measuring the core in Chromium", || run(&mut in_browser("core")))
}

/// The measurement of a part in a browser that the browser tests' crate holds.
fn in_browser(part: &str) -> Command {
    cargo(&["run", "--quiet", "--locked", "--package", "hullcheck-browser", "--bin", "measure", "--", part])
}
