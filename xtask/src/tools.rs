//! What the build and the tests need, by exact version where the version can
//! change what comes out, below a cache folder of the user's so that a second
//! checkout finds it there.

use crate::run::{cargo, command, exists, run, say, step};
use anyhow::{Context as _, bail};
use std::{
    env, fs,
    path::PathBuf,
    process::{Command, Stdio},
};

/// Must equal the version of `wasm-bindgen` in Cargo.toml.
const WASM_BINDGEN: &str = "0.2.130";
const WASM_PACK: &str = "0.15.1";
const BINARYEN: &str = "132.0.0";
const ESBUILD: &str = "0.28.2";
const GECKODRIVER: &str = "0.37.1";
const CARGO_DENY: &str = "0.20.2";
const CARGO_CYCLONEDX: &str = "0.5.9";
const CARGO_FUZZ: &str = "0.13.1";
const WEB_EXT: &str = "10.7.0";
const AXE: &str = "4.14.1";
const COMMONMARK: &str = "0.31.2";
const PYSPARK: &str = "4.3.0";

/// Where a tool is kept.
fn place(name: &str, version: &str) -> anyhow::Result<PathBuf> {
    let cache = match (env::var_os("XDG_CACHE_HOME"), env::var_os("HOME")) {
        (Some(cache), _) if !cache.is_empty() => PathBuf::from(cache),
        (_, Some(home)) => PathBuf::from(home).join(".cache"),
        _ => bail!("neither XDG_CACHE_HOME nor HOME is set: set one, the tools are kept below it"),
    };
    Ok(cache.join("hullcheck").join("tools").join(format!("{name}-{version}")))
}

/// The programs that make WebAssembly, installed if need be: the folders they are in.
pub fn wasm() -> anyhow::Result<Vec<PathBuf>> {
    target()?;
    rust_sources()?;
    Ok(vec![wasm_bindgen()?, wasm_pack()?, wasm_opt()?])
}

fn target() -> anyhow::Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let installed = Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output();
    let folder =
        installed.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    if PathBuf::from(folder).is_dir() {
        return Ok(());
    }
    if !exists("rustup") {
        bail!("Rust's {TARGET} target is missing: install it with your distribution's Rust, or use rustup");
    }
    step("installing Rust's WebAssembly target (seconds)", || {
        run(&mut command("rustup", &["target", "add", TARGET]))
    })
}

/// The sources of Rust's standard library, which the core is built with, installed if need be.
pub fn rust_sources() -> anyhow::Result<()> {
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output()?.stdout;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&sysroot).trim());
    if sysroot.join("lib/rustlib/src/rust/library/Cargo.lock").is_file() {
        return Ok(());
    }
    if !exists("rustup") {
        bail!(
            "the sources of Rust's standard library are missing: install your distribution's rust-src, or use rustup"
        );
    }
    step("fetching the sources of Rust's standard library (seconds, once)", || {
        run(&mut command("rustup", &["component", "add", "rust-src"]))
    })
}

/// Built from this workspace's lock file, so that it always fits the library.
fn wasm_bindgen() -> anyhow::Result<PathBuf> {
    let place = place("wasm-bindgen", WASM_BINDGEN)?;
    if !place.join("bin/wasm-bindgen-test-runner").is_file() {
        step("building wasm-bindgen (about 2 minutes, once)", || {
            run(cargo(&[
                "install",
                "--quiet",
                "--locked",
                "--profile",
                "tool",
                "--path",
                "xtask/wasm-bindgen",
                "--root",
            ])
            .arg(&place)
            .arg("--target-dir")
            .arg(crate::root().join("target/tools")))
        })?;
    }
    Ok(place.join("bin"))
}

fn wasm_pack() -> anyhow::Result<PathBuf> {
    from_registry("wasm-pack", WASM_PACK)
}

/// The folder of cargo-deny.
pub fn cargo_deny() -> anyhow::Result<PathBuf> {
    from_registry("cargo-deny", CARGO_DENY)
}

/// The folder of cargo-cyclonedx, which lists what a program is made of.
pub fn cargo_cyclonedx() -> anyhow::Result<PathBuf> {
    from_registry("cargo-cyclonedx", CARGO_CYCLONEDX)
}

/// The folder of cargo-fuzz, which attacks with what libFuzzer thinks of.
pub fn cargo_fuzz() -> anyhow::Result<PathBuf> {
    from_registry("cargo-fuzz", CARGO_FUZZ)
}

/// Mozilla's linter of extensions.
pub fn web_ext() -> anyhow::Result<PathBuf> {
    Ok(from_npm("web-ext", WEB_EXT)?.join(".bin/web-ext"))
}

/// The file of axe-core, which looks for barriers in pages.
pub fn axe() -> anyhow::Result<PathBuf> {
    Ok(from_npm("axe-core", AXE)?.join("axe-core/axe.min.js"))
}

fn from_registry(name: &str, version: &str) -> anyhow::Result<PathBuf> {
    let place = place(name, version)?;
    if !place.join("bin").join(name).is_file() {
        step(&format!("building {name} {version} (about 2 minutes, once)"), || {
            run(cargo(&["install", "--quiet", "--locked", name, "--version", version, "--root"]).arg(&place))
        })?;
    }
    Ok(place.join("bin"))
}

/// `wasm-opt` in the npm package of Binaryen, which is the same everywhere.
fn wasm_opt() -> anyhow::Result<PathBuf> {
    Ok(from_npm("binaryen", BINARYEN)?.join(".bin"))
}

/// What makes one script of several.
pub fn esbuild() -> anyhow::Result<PathBuf> {
    Ok(from_npm("esbuild", ESBUILD)?.join(".bin/esbuild"))
}

/// The folder `node_modules` that holds the package called `name`.
fn from_npm(name: &str, version: &str) -> anyhow::Result<PathBuf> {
    let place = place(name, version)?;
    let modules = place.join("node_modules");
    if !modules.join(name).join("package.json").exists() {
        packages(&[("node", "nodejs"), ("npm", "npm")])?;
        step(&format!("fetching {name} {version} (seconds, once)"), || {
            fs::create_dir_all(&place)?;
            let install = ["install", "--silent", "--no-save", "--no-audit", "--no-fund", "--prefix"];
            run(command("npm", &install).arg(&place).arg(format!("{name}@{version}")))
        })?;
    }
    Ok(modules)
}

/// The browser and its driver.
pub fn chromium() -> anyhow::Result<()> {
    packages(&[("chromium", "chromium"), ("chromedriver", "chromium-driver")])
}

/// The Python that has Apache Spark.
pub fn pyspark() -> anyhow::Result<PathBuf> {
    packages(&[("java", "default-jre-headless"), ("python3", "python3-venv")])?;
    let place = place("pyspark", PYSPARK)?;
    let python = place.join("bin/python3");
    if !place.join("done").exists() {
        say(&format!("getting PySpark {PYSPARK} (half a gigabyte, some minutes, once)"));
        run(command("python3", &["-m", "venv"]).arg(&place))?;
        let package = format!("pyspark=={PYSPARK}");
        run(&mut command(&python.to_string_lossy(), &["-m", "pip", "install", "--quiet", &package]))?;
        std::fs::write(place.join("done"), "")?;
    }
    Ok(python)
}

/// The specification of Markdown, with its examples.
pub fn commonmark() -> anyhow::Result<PathBuf> {
    Ok(from_npm("commonmark-spec", COMMONMARK)?.join("commonmark-spec/spec.txt"))
}

/// The folder of a crate that this workspace depends on.
pub fn crate_folder(name: &str) -> anyhow::Result<PathBuf> {
    let metadata = cargo(&["metadata", "--format-version", "1", "--locked", "--quiet"]).output()?.stdout;
    let metadata: serde_json::Value = serde_json::from_slice(&metadata)?;
    let package =
        metadata["packages"].as_array().into_iter().flatten().find(|package| package["name"] == name);
    let manifest = package.and_then(|package| package["manifest_path"].as_str());
    let folder = manifest.and_then(|manifest| std::path::Path::new(manifest).parent());
    Ok(folder.with_context(|| format!("no dependency is called {name}"))?.to_path_buf())
}

/// What counts instructions.
pub fn valgrind() -> anyhow::Result<()> {
    packages(&[("valgrind", "valgrind")])
}

/// Firefox; the folder of its driver.
pub fn firefox() -> anyhow::Result<PathBuf> {
    packages(&[("firefox-esr", "firefox-esr")])?;
    from_registry("geckodriver", GECKODRIVER)
}

/// Makes sure of programs that come with the distribution: (program, package).
fn packages(wanted: &[(&str, &str)]) -> anyhow::Result<()> {
    let missing: Vec<&str> =
        wanted.iter().filter(|(program, _)| !exists(program)).map(|(_, package)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    let by_hand = format!("install by hand: {names} (on Debian and Ubuntu: apt-get install {names})");
    if !exists("apt-get") {
        bail!("{names} not found, and there is no apt-get here; {by_hand}");
    }
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    let apt = |arguments: &[&str]| {
        let mut command = if root { command("apt-get", arguments) } else { command("sudo", &["apt-get"]) };
        if !root {
            command.args(arguments);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
        command
    };
    if !root && !exists("sudo") {
        bail!("{names} not found, and installing needs root; {by_hand}");
    }
    say(&format!("installing {names} with apt-get (about a minute, once)"));
    run(&mut apt(&["update", "-qq"])).with_context(|| by_hand.clone())?;
    run(apt(&["install", "-qq", "-y", "--no-install-recommends"]).args(&missing))
        .with_context(|| by_hand.clone())?;
    for (program, package) in wanted {
        if !exists(program) {
            bail!(
                "{package} is installed but brings no {program}; on Ubuntu the browser is a snap: \
                 snap install chromium, which brings both"
            );
        }
    }
    Ok(())
}
