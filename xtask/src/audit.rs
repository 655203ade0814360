//! Dependencies against the known weaknesses.

use crate::{
    run::{cargo, path_with, run, step},
    tools,
};
use anyhow::Context as _;

/// Asks the RustSec advisory database, which cargo-audit asks too. Not part of the tests: what it
/// says changes without the project, and it takes a network.
pub fn audit() -> anyhow::Result<()> {
    let deny = tools::cargo_deny()?;
    step("known weaknesses of dependencies (RustSec)", || {
        let arguments = ["deny", "--workspace", "check", "--deny", "warnings", "advisories"];
        run(cargo(&arguments).env("PATH", path_with(&[deny])?))
            .context("if the database could not be fetched, github.com has to be reached")
    })
}
