//! Every check of the project.

use crate::{
    build, instructions, package, parser,
    run::{cargo, command, path_with, run, step},
    tools,
};
use clap::ValueEnum;

/// What to leave out while working on something else.
#[derive(clap::Args)]
pub struct Options {
    /// Leave out the tests in the browser.
    #[arg(long)]
    no_browser: bool,
    /// Run the tests in this browser only.
    #[arg(long, value_enum, conflicts_with = "no_browser")]
    only: Option<Browser>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Browser {
    Chromium,
    Firefox,
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
    step("rules", || {
        let check = ["run", "--quiet", "--locked", "--bin", "hullcheck", "--", "rules", "check"];
        run(cargo(&check).args(["--canary", "tests/canary.toml"]))
    })?;
    let deny = tools::cargo_deny()?;
    step("dependencies: licences, bans, sources", || {
        let arguments = ["deny", "--workspace", "check", "--deny", "warnings", "bans", "licenses", "sources"];
        run(cargo(&arguments).env("PATH", path_with(&[deny])?))
    })?;
    step("unit tests and documentation examples, and every seed of the fuzzing", || {
        let packages = ["--package", "hullcheck", "--package", "hullcheck-fuzz"];
        run(cargo(&["test", "--quiet", "--locked"]).args(packages))
    })?;
    step("other people's tests", || {
        let mut tests =
            cargo(&["test", "--quiet", "--locked", "--test", "foreign", "--", "--include-ignored"]);
        tests.env("HULLCHECK_URLS", tools::crate_folder("url")?.join("tests/urltestdata.json"));
        tests.env("HULLCHECK_IDNA", tools::crate_folder("idna")?.join("tests/IdnaTestV2.txt"));
        run(tests.env("HULLCHECK_COMMONMARK", tools::commonmark()?))
    })?;
    instructions::check(&instructions::Options::default())?;
    let wasm = tools::wasm()?;
    step("the same unit tests as WebAssembly", || {
        let arguments =
            ["test", "--mode", "no-install", "--node", ".", "--lib", "--locked", "--no-default-features"];
        let mut tests = command("wasm-pack", &arguments);
        run(tests.arg(parser::packed()?).env("PATH", path_with(&wasm)?).env("RUST_LOG", "error"))
    })?;
    if options.no_browser {
        return Ok(());
    }
    build::build()?;
    package::check()?;
    for browser in [Browser::Chromium, Browser::Firefox] {
        if options.only.is_none_or(|only| only == browser) {
            in_browser(browser)?;
        }
    }
    Ok(())
}

/// The built extension in a real browser.
fn in_browser(browser: Browser) -> anyhow::Result<()> {
    let (name, drivers) = match browser {
        Browser::Chromium => {
            tools::chromium()?;
            ("chromium", Vec::new())
        }
        Browser::Firefox => ("firefox", vec![tools::firefox()?]),
    };
    let axe = tools::axe()?;
    step(&format!("the built extension in real {name} (about 9 minutes)"), || {
        let mut tests = cargo(&["test", "--quiet", "--locked", "--package", "hullcheck-browser"]);
        tests.args(["--", "--test-threads=2"]).env("HULLCHECK_BROWSER", name).env("HULLCHECK_AXE", &axe);
        run(tests.env("PATH", path_with(&drivers)?))
    })
}
