//! Pictures of every kind of screen.

use crate::{
    build,
    run::{cargo, run, step},
    tools,
};
use std::path::PathBuf;

/// Where to put them.
#[derive(clap::Args)]
pub struct Options {
    /// The folder for the pictures.
    #[arg(default_value = "docs/screens")]
    folder: PathBuf,
}

/// Builds the extension and takes the pictures.
pub fn screens(options: &Options) -> anyhow::Result<()> {
    build::build()?;
    tools::chromium()?;
    step("taking pictures of every screen, light and dark (half a minute)", || {
        let mut screens = cargo(&[
            "run",
            "--quiet",
            "--locked",
            "--package",
            "hullcheck-browser",
            "--bin",
            "screens",
            "--",
        ]);
        run(screens.arg(crate::root().join(&options.folder)))
    })
}
