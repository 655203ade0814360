//! Every check of the project.

use crate::{
    build,
    run::{cargo, command, path_with, run, step},
    tools,
};
use std::process::Command;

/// What to leave out while working on something else.
#[derive(clap::Args)]
pub struct Options {
    /// Leave out the tests in the browser.
    #[arg(long)]
    no_browser: bool,
    /// Also run the whole path, and every way to open a link, in real Firefox.
    #[arg(long)]
    firefox: bool,
}

/// Runs every check, the quickest first.
pub fn test(options: &Options) -> anyhow::Result<()> {
    step("format", || run(&mut cargo(&["fmt", "--all", "--check"])))?;
    step("lints", || {
        run(&mut cargo(&[
            "clippy",
            "--quiet",
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ]))
    })?;
    let deny = tools::cargo_deny()?;
    step("dependencies: licences, bans, sources", || {
        let arguments = ["deny", "--workspace", "check", "--deny", "warnings", "bans", "licenses", "sources"];
        run(cargo(&arguments).env("PATH", path_with(&[deny])?))
    })?;
    step("unit tests and documentation examples", || run(&mut cargo(&["test", "--quiet", "--locked"])))?;
    let wasm = tools::wasm()?;
    step("the same unit tests as WebAssembly", || {
        let arguments =
            ["test", "--mode", "no-install", "--node", ".", "--lib", "--locked", "--no-default-features"];
        run(command("wasm-pack", &arguments).env("PATH", path_with(&wasm)?).env("RUST_LOG", "error"))
    })?;
    if options.no_browser {
        return Ok(());
    }
    build::build()?;
    tools::chromium()?;
    step("the built extension in real Chromium (about 6 minutes)", || run(&mut in_browser(&[], &[])))?;
    if options.firefox {
        let driver = tools::firefox()?;
        step("the built extension in real Firefox (about 3 minutes)", || {
            let mut firefox = in_browser(
                &["--test", "path", "--test", "banner", "--test", "bypass"],
                &["--skip", "second_net"],
            );
            firefox.env("HULLCHECK_BROWSER", "firefox").env("PATH", path_with(&[driver])?);
            run(&mut firefox)
        })?;
    }
    Ok(())
}

/// The tests in the browser: these suites, or all, and what their runner is told.
fn in_browser(suites: &[&str], told: &[&str]) -> Command {
    let mut tests = cargo(&["test", "--quiet", "--locked", "--package", "hullcheck-browser"]);
    tests.args(suites).args(["--", "--test-threads=2"]).args(told);
    tests
}
