//! The extension, from its sources to a folder a browser loads.

use crate::{
    firefox, locales, root,
    run::{cargo, command, path_with, run, step},
    tools,
};
use anyhow::Context as _;
use serde_json::{Value, json};
use std::{fs, path::Path};

/// Builds the extension into `dist/chrome` and `dist/firefox`.
pub fn build() -> anyhow::Result<()> {
    let tools = tools::wasm()?;
    step("building the core as WebAssembly (half a minute the first time)", || {
        let arguments = [
            "build",
            "--mode",
            "no-install",
            "--release",
            "--target",
            "web",
            "--no-typescript",
            "--no-pack",
            "--out-dir",
            "target/core",
            "--out-name",
            "hullcheck",
            ".",
            "--",
            "--locked",
            "--no-default-features",
        ];
        run(command("wasm-pack", &arguments).env("PATH", path_with(&tools)?).env("RUST_LOG", "error"))
    })?;
    step("compiling the rules", || {
        let hullcheck = ["run", "--quiet", "--locked", "--bin", "hullcheck", "--"];
        run(cargo(&hullcheck).args(["rules", "build", "rules", "target/core/rules.bin"]))
    })?;
    step("putting the extension together in dist/chrome and dist/firefox", || {
        let manifest: Value = serde_json::from_str(&fs::read_to_string(root().join("manifest.json"))?)?;
        assemble("dist/chrome", &manifest)?;
        assemble("dist/firefox", &firefox::manifest(&manifest))
    })
}

fn assemble(folder: &str, manifest: &Value) -> anyhow::Result<()> {
    let dist = root().join(folder);
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    copy(&root().join("extension"), &dist)?;
    locales::write(&root().join("extension/_locales"), &dist.join("_locales"))?;
    fs::create_dir_all(dist.join("core"))?;
    for file in ["hullcheck.js", "hullcheck_bg.wasm", "rules.bin"] {
        fs::copy(root().join("target/core").join(file), dist.join("core").join(file))
            .with_context(|| format!("there is no {file}"))?;
    }
    fs::write(dist.join("build.json"), format!("{}\n", json!({ "commit": commit() })))?;
    fs::write(dist.join("manifest.json"), format!("{}\n", serde_json::to_string_pretty(manifest)?))?;
    Ok(())
}

/// The commit this is built from, marked if something was changed since; `unknown` outside of a repository.
fn commit() -> String {
    let described =
        command("git", &["describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]).output();
    let described =
        described.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    if described.is_empty() { "unknown".to_owned() } else { described }
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
