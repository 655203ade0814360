//! Shows the extension working in a real browser.

use crate::{
    build,
    run::{cargo, run, step},
    tools,
};
use std::path::PathBuf;

/// What to show.
#[derive(clap::Args)]
pub struct Options {
    /// Browse the repositories of this file: one JSON object a line, with
    /// Docker Hub's own field names.
    #[arg(long, value_name = "FILE.ndjson", conflicts_with = "live")]
    repos: Option<PathBuf>,
    /// Go to the real Docker Hub instead of the local one.
    #[arg(long)]
    live: bool,
    /// Walk through without a window and leave screenshots, even where there is a display.
    #[arg(long)]
    headless: bool,
}

/// Builds the extension and opens a browser with it.
pub fn demo(options: &Options) -> anyhow::Result<()> {
    build::build()?;
    tools::chromium()?;
    let mut demo =
        cargo(&["run", "--quiet", "--locked", "--package", "hullcheck-browser", "--bin", "demo", "--"]);
    if let Some(repos) = &options.repos {
        demo.arg("--repos").arg(std::path::absolute(repos)?);
    }
    if options.live {
        demo.arg("--live");
    }
    if options.headless {
        demo.arg("--headless");
    }
    step("showing it in Chromium", || run(&mut demo))
}
