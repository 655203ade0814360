//! `cargo xtask`: builds, tests and shows Hullcheck.

mod audit;
mod bench;
mod build;
mod clocks;
mod demo;
mod firefox;
mod fuzz;
mod instructions;
mod locales;
mod measure;
mod package;
mod parser;
mod run;
mod scale;
mod screens;
mod scripts;
mod spark;
mod suffixes;
mod test;
mod tools;

use clap::{Parser, Subcommand};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Builds, tests and shows Hullcheck.
///
/// Every command installs what it needs: WebAssembly tools below your cache
/// folder, the browser and its driver from your distribution. The first run
/// takes minutes, the next ones seconds.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the extension into dist/chrome and dist/firefox, ready to load.
    Build,
    /// Make what the stores take, in dist: zips, sources, and the list of what it is made of.
    Package(package::Options),
    /// Show it working on a Docker Hub page in a real browser.
    Demo(demo::Options),
    /// Run every check: format, lints, dependencies, unit tests natively and as
    /// WebAssembly, and the built extension in real Chromium and Firefox.
    Test(test::Options),
    /// Ask the RustSec database for known weaknesses of what the project depends on; takes a network.
    Audit,
    /// Attack the core with hostile input: what breaks it stays in fuzz/artifacts.
    Fuzz(fuzz::Options),
    /// Measure what an inspection costs beside what cannot be avoided: natively, in Chromium,
    /// on a page, and over a population.
    Bench(bench::Options),
    /// Judge repositories under Apache Spark as docs/SCALE.md shows it (half a gigabyte to get).
    Spark,
    /// Count the instructions of an inspection: more than recorded is an error, and more
    /// than twice as many for twice the input.
    Instructions(instructions::Options),
    /// Measure the detector on labelled texts: precision and recall by label,
    /// language and source, the confusion of campaigns, and every error.
    Eval(measure::Eval),
    /// Train the detector's model on labelled texts: rules/model.bin.
    Train(measure::Train),
    /// Take a picture of every kind of screen, light and dark: docs/screens.
    Screens(screens::Options),
    /// Cut a public suffix list to its rules: rules/public_suffixes.txt.
    Suffixes(suffixes::Options),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Build => build::build(),
        Command::Package(options) => package::package(&options),
        Command::Demo(options) => demo::demo(&options),
        Command::Test(options) => test::test(&options),
        Command::Audit => audit::audit(),
        Command::Fuzz(options) => fuzz::fuzz(&options),
        Command::Bench(options) => bench::bench(&options),
        Command::Spark => spark::check(),
        Command::Instructions(options) => instructions::check(&options),
        Command::Eval(options) => measure::eval(&options),
        Command::Train(options) => measure::train(&options),
        Command::Screens(options) => screens::screens(&options),
        Command::Suffixes(options) => suffixes::cut(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}
