//! The extension, from its sources to a folder a browser loads.

use crate::{
    firefox, locales, parser, root,
    run::{cargo, command, path_with, run, step},
    scripts, tools,
};
use anyhow::Context as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Builds the extension into `dist/chrome` and `dist/firefox`.
pub fn build() -> anyhow::Result<()> {
    step("building the core as WebAssembly (half a minute the first time)", || {
        wasm(".", "target/core", "hullcheck", &["--no-default-features"])
    })?;
    step("compiling the rules", || {
        let hullcheck = ["run", "--quiet", "--locked", "--bin", "hullcheck", "--"];
        run(cargo(&hullcheck).args(["rules", "build", "rules", "target/core/rules.bin"]))
    })?;
    step("putting the extension together in dist/chrome and dist/firefox", || {
        let manifest: Value = serde_json::from_str(&fs::read_to_string(root().join("manifest.json"))?)?;
        assemble("dist/chrome", &manifest)?;
        assemble("dist/firefox", &firefox::manifest(&manifest))
    })?;
    // What the settings page shows, to be compared with.
    for file in ["hullcheck_bg.wasm", "rules.bin"] {
        let bytes = fs::read(root().join("dist/chrome/core").join(file))?;
        println!("{}  {file}", digest(&bytes));
    }
    Ok(())
}

/// Builds the package in `folder` as WebAssembly, for size, into `out`.
pub fn wasm(folder: &str, out: &str, name: &str, features: &[&str]) -> anyhow::Result<()> {
    let tools = tools::wasm()?;
    let out = root().join(out).to_string_lossy().into_owned();
    let mut wasm_pack = command(
        "wasm-pack",
        &[
            "build",
            "--mode",
            "no-install",
            "--release",
            "--target",
            "web",
            "--no-typescript",
            "--no-pack",
            "--out-dir",
            &out,
            "--out-name",
            name,
            folder,
            "--",
            "--locked",
            // The standard library made for size, without words for panics that nobody reads: a
            // sixth less. Stable Rust does this only where it is told that it may.
            "-Zbuild-std=std,panic_abort",
            "-Zbuild-std-features=optimize_for_size",
        ],
    );
    wasm_pack.arg(parser::packed()?).args(features);
    wasm_pack.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z").env("CARGO_PROFILE_RELEASE_PANIC", "abort");
    wasm_pack.env("PATH", path_with(&tools)?).env("RUST_LOG", "error").env("RUSTC_BOOTSTRAP", "1");
    run(wasm_pack.env("RUSTFLAGS", flags()?))
}

/// What the compiler is told for the core. Where sources lie on this machine must not show in
/// it, or nobody else could make the same file.
fn flags() -> anyhow::Result<String> {
    let home = |name: &str, below: &str| {
        let set = std::env::var_os(name).map(PathBuf::from);
        set.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(below)))
    };
    let cargo = home("CARGO_HOME", ".cargo").context("neither CARGO_HOME nor HOME is set: set one")?;
    let sysroot = command("rustc", &["--print", "sysroot"]).output()?.stdout;
    let sysroot = String::from_utf8_lossy(&sysroot).trim().to_owned();
    let small = "-Zlocation-detail=none -Zfmt-debug=none -Zunstable-options -Cpanic=immediate-abort";
    let nowhere = [
        format!("--remap-path-prefix={}=cargo", cargo.display()),
        format!("--remap-path-prefix={sysroot}=rust"),
        format!("--remap-path-prefix={}=hullcheck", root().display()),
    ];
    Ok(format!("{small} {}", nowhere.join(" ")))
}

/// The SHA-256 of `bytes`, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

fn assemble(folder: &str, manifest: &Value) -> anyhow::Result<()> {
    let dist = root().join(folder);
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    copy(&root().join("extension"), &dist, |file| {
        file.extension().is_none_or(|extension| extension != "js")
    })?;
    locales::write(&root().join("extension/_locales"), &dist.join("_locales"))?;
    fs::create_dir_all(dist.join("core"))?;
    for file in ["hullcheck_bg.wasm", "rules.bin"] {
        fs::copy(root().join("target/core").join(file), dist.join("core").join(file))
            .with_context(|| format!("there is no {file}"))?;
    }
    scripts::bundle(&root().join("extension"), &dist)?;
    fs::write(
        dist.join("build.json"),
        format!(
            "{}\n",
            json!({ "commit": commit().unwrap_or_else(|| "unknown".to_owned()), "rust": rust()? })
        ),
    )?;
    fs::write(dist.join("manifest.json"), format!("{}\n", serde_json::to_string_pretty(manifest)?))?;
    Ok(())
}

/// Copies the files below `from` that are wanted.
pub fn copy(from: &Path, to: &Path, wanted: fn(&Path) -> bool) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target, wanted)?;
        } else if wanted(&target) {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// The commit this is built from, marked if something was changed since; nothing
/// outside of a repository of the project's own.
pub fn commit() -> Option<String> {
    let git = |arguments: &[&str]| {
        let output = command("git", arguments).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let top = PathBuf::from(git(&["rev-parse", "--show-toplevel"])?);
    let own = top.canonicalize().ok()? == root().canonicalize().ok()?;
    own.then(|| git(&["describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]))?
}

/// The version of Rust that this is built with: another makes another file.
fn rust() -> anyhow::Result<String> {
    let version = command("rustc", &["--version"]).output()?.stdout;
    let version = String::from_utf8_lossy(&version);
    Ok(version.split_whitespace().nth(1).unwrap_or_default().to_owned())
}
