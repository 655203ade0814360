//! A population of repositories through `hullcheck scan`, as fast as this machine can.

use crate::{
    root,
    run::{cargo, run, step},
};
use anyhow::Context as _;
use std::{
    fs::{self, File},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How many repositories are made and judged.
const MADE: u64 = 500_000;

/// How many JFrog counted on Docker Hub (2024-04-30).
const ALL: u64 = 15_000_000;

/// Makes a population, judges it, and prints how long that took and what it needed.
pub fn measure() -> anyhow::Result<()> {
    step("building the command line and what makes a population (a minute the first time)", || {
        let build = ["build", "--quiet", "--locked", "--release"];
        run(cargo(&build).args(["--package", "hullcheck", "--bin", "hullcheck"]))?;
        run(cargo(&build).args(["--package", "hullcheck-load", "--bin", "population"]))
    })?;
    let (population, out) = (root().join("target/population.ndjson"), root().join("target/verdicts.ndjson"));
    step("making half a million repositories", || {
        let file = File::create(&population)?;
        run(Command::new(root().join("target/release/population")).arg(MADE.to_string()).stdout(file))
    })?;
    let mut seen = Seen::default();
    step("judging them", || {
        let mut scan = Command::new(root().join("target/release/hullcheck"));
        scan.args(["scan", "--summary", "--out"]).arg(&out).arg(&population).stderr(Stdio::null());
        seen = watch(&mut scan)?;
        Ok(())
    })?;
    let bytes = fs::metadata(&population)?.len();
    fs::remove_file(population)?;
    fs::remove_file(out)?;
    let seconds = seen.wall.as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "far below the 53 bits a float holds exactly")]
    let (made, all, bytes, memory) = (MADE as f64, ALL as f64, bytes as f64 / 1e6, seen.memory as f64 / 1e3);
    println!(
        "\n| repositories | MB | seconds | a second | processors busy | peak memory, MB | 15 million, minutes |"
    );
    println!("| --: | --: | --: | --: | --: | --: | --: |");
    println!(
        "| {MADE} | {bytes:.0} | {seconds:.1} | {:.0} | {:.2} | {memory:.1} | {:.1} |",
        made / seconds,
        seen.processor.as_secs_f64() / seconds,
        all / made * seconds / 60.0
    );
    Ok(())
}

/// What a program needed.
#[derive(Default)]
struct Seen {
    wall: Duration,
    processor: Duration,
    /// Its largest resident set, in kilobytes.
    memory: u64,
}

/// Runs `command` and looks at what the system says of it until it ends
/// (<https://man7.org/linux/man-pages/man5/proc.5.html>).
fn watch(command: &mut Command) -> anyhow::Result<Seen> {
    let start = Instant::now();
    let mut child = command.spawn().with_context(|| format!("cannot start {command:?}"))?;
    let mut seen = Seen::default();
    loop {
        let proc = format!("/proc/{}", child.id());
        if let Ok(status) = fs::read_to_string(format!("{proc}/status")) {
            let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let peak =
                peak.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse().ok());
            seen.memory = peak.unwrap_or(seen.memory).max(seen.memory);
        }
        if let Ok(stat) = fs::read_to_string(format!("{proc}/stat")) {
            // Behind the name, which is in brackets: the 12th and 13th field, in hundredths of a second.
            let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
            let ticks =
                |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).unwrap_or_default();
            seen.processor = seen.processor.max(Duration::from_millis((ticks(11) + ticks(12)) * 10));
        }
        if let Some(status) = child.try_wait()? {
            anyhow::ensure!(status.success(), "{command:?} ended with {status}");
            seen.wall = start.elapsed();
            return Ok(seen);
        }
        thread::sleep(Duration::from_millis(10));
    }
}
