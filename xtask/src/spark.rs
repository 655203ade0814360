//! The command line inside Apache Spark: what docs/SCALE.md shows, tried.

use crate::{
    root,
    run::{cargo, command, run, step},
    tools,
};
use anyhow::{Context as _, bail};
use std::{
    collections::BTreeMap,
    fs::{self, File},
};

/// How many repositories go through it.
const MADE: &str = "20000";

/// Judges a population under Spark and without it, and fails if the two differ.
pub fn check() -> anyhow::Result<()> {
    let python = tools::pyspark()?;
    step("building the command line and what makes a population (a minute the first time)", || {
        let build = ["build", "--quiet", "--locked", "--release"];
        run(cargo(&build).args(["--package", "hullcheck", "--bin", "hullcheck"]))?;
        run(cargo(&build).args(["--package", "hullcheck-load", "--bin", "population"]))
    })?;
    let hullcheck = root().join("target/release/hullcheck");
    let (population, verdicts) = (root().join("target/spark.ndjson"), root().join("target/spark.parquet"));
    run(command("target/release/population", &[MADE]).stdout(File::create(&population)?))?;
    let mut expected = BTreeMap::new();
    let scanned =
        command("target/release/hullcheck", &["scan", "--format", "columns"]).arg(&population).output()?;
    for line in String::from_utf8(scanned.stdout)?.lines() {
        let verdict: serde_json::Value = serde_json::from_str(line)?;
        *expected.entry(verdict["level"].as_str().unwrap_or_default().to_owned()).or_insert(0_u64) += 1;
    }
    step("judging them under Spark (half a minute)", || {
        let mut spark = command(&python.to_string_lossy(), &["tests/spark/scan.py"]);
        spark.arg(&hullcheck).arg(&population).arg(&verdicts);
        let output = spark.output().context("cannot start Python")?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            bail!("Spark failed:\n{}", String::from_utf8_lossy(&output.stderr));
        }
        let counted: BTreeMap<String, u64> = said
            .lines()
            .filter_map(|line| line.split_once(' '))
            .filter_map(|(level, count)| Some((level.to_owned(), count.parse().ok()?)))
            .collect();
        if counted != expected {
            bail!("Spark counted {counted:?}, one process {expected:?}");
        }
        print!("{said}");
        Ok(())
    })?;
    fs::remove_file(population)?;
    Ok(fs::remove_dir_all(verdicts)?)
}
