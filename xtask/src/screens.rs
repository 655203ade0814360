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
    /// Take those that the stores show instead, for docs/store.
    #[arg(long, conflicts_with = "folder")]
    store: bool,
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
        if options.store {
            return run(screens.arg("--store").arg(crate::root().join("docs/store")));
        }
        run(screens.arg(crate::root().join(&options.folder)))
    })
}
