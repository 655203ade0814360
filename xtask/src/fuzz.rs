//! Hostile input for the core, for as long as one likes.

use crate::{
    root,
    run::{cargo, path_with, run, step},
    tools,
};
use anyhow::bail;
use std::thread;

/// What there is to attack: the files of fuzz/fuzz_targets.
const TARGETS: [&str; 6] = ["readme", "address", "hub", "rules", "feed", "observation"];

/// The longest input, in bytes: more than Docker Hub takes for an overview.
const LONGEST: u32 = 32_768;

/// How long one input may take, in seconds, before that counts as a finding.
const SLOWEST: u32 = 5;

/// What to attack, and for how long.
#[derive(clap::Args)]
pub struct Options {
    /// How long each target is attacked.
    #[arg(long, default_value_t = 1)]
    minutes: u32,
    /// The targets; all if none is named.
    #[arg(value_parser = TARGETS)]
    targets: Vec<String>,
}

/// Attacks the targets, two at a time.
pub fn fuzz(options: &Options) -> anyhow::Result<()> {
    tools::rust_sources()?;
    let cargo_fuzz = tools::cargo_fuzz()?;
    let all = || TARGETS.map(str::to_owned).to_vec();
    let targets = if options.targets.is_empty() { all() } else { options.targets.clone() };
    let path = path_with(&[cargo_fuzz])?;
    let fuzz = |arguments: &[&str]| {
        let mut command = cargo(&["fuzz"]);
        // The sanitisers are not stable; the rest is.
        command
            .args(arguments)
            .env("PATH", &path)
            .env("RUSTC_BOOTSTRAP", "1")
            // What counts the branches that were taken does not survive it.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .current_dir(root().join("fuzz"));
        command
    };
    step("building the targets (a minute or two)", || run(&mut fuzz(&["build", "--features", "attack"])))?;
    let seconds = format!("-max_total_time={}", options.minutes * 60);
    let (longest, slowest) = (format!("-max_len={LONGEST}"), format!("-timeout={SLOWEST}"));
    for pair in targets.chunks(2) {
        step(&format!("{} for {} min each", pair.join(" and "), options.minutes), || {
            let attack = |target: &String| {
                let (corpus, seeds) = (format!("corpus/{target}"), format!("seeds/{target}"));
                std::fs::create_dir_all(root().join("fuzz").join(&corpus))?;
                let mut command = fuzz(&["run", "--features", "attack", target, &corpus, &seeds, "--"]);
                run(command
                    .args([&seconds, &longest, &slowest])
                    .args(["-print_final_stats=1", "-verbosity=0"]))
            };
            let done: Vec<_> = thread::scope(|scope| {
                let running: Vec<_> = pair.iter().map(|target| scope.spawn(move || attack(target))).collect();
                running.into_iter().map(thread::ScopedJoinHandle::join).collect()
            });
            for one in done {
                match one {
                    Ok(found) => found?,
                    Err(_) => bail!("an attack ended by itself"),
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}
