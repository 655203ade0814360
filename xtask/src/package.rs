//! What is handed to the stores, and how large it is.

use crate::{
    build, root,
    run::{cargo, command, path_with, run, say, step},
    tools,
};
use anyhow::{Context as _, bail};
use flate2::{Compression, write::GzEncoder};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// The sizes that were recorded: what a change may add to without anybody having to say so.
const RECORD: &str = "docs/sizes.json";

/// How much larger than recorded something may be, in percent.
const MOST_PERCENT: u64 = 5;

/// What to do besides.
#[derive(clap::Args)]
pub struct Options {
    /// Record the sizes as those that later changes are compared with.
    #[arg(long)]
    record: bool,
}

/// Bytes by what they are of.
#[derive(Debug, Deserialize, Serialize)]
struct Sizes(BTreeMap<String, u64>);

/// Makes everything a release consists of in `dist`: a zip for each store, the
/// sources, and the list of what the core is made of.
pub fn package(options: &Options) -> anyhow::Result<()> {
    build::build()?;
    let version = env!("CARGO_PKG_VERSION");
    let manifest: Value = serde_json::from_str(&fs::read_to_string(dist("chrome/manifest.json"))?)?;
    if manifest["version"] != version {
        bail!("manifest.json says version {}, Cargo.toml {version}: make them agree", manifest["version"]);
    }
    step("making the zips", || {
        for browser in ["chrome", "firefox"] {
            fs::write(dist(&format!("hullcheck-{version}-{browser}.zip")), zipped(&dist(browser))?)?;
        }
        Ok(())
    })?;
    let mut made = vec!["chrome.zip", "firefox.zip"];
    if build::commit().is_some() {
        step("packing the sources", || {
            let out = format!("dist/hullcheck-{version}-source.zip");
            run(&mut command("git", &["archive", "--format=zip", "--output", &out, "HEAD"]))
        })?;
        made.push("source.zip");
    } else {
        say("no sources are packed: this is no checkout of the project");
    }
    let cyclonedx = tools::cargo_cyclonedx()?;
    step("listing what the core is made of", || bill_of_materials(&cyclonedx))?;
    lint()?;
    let sizes = sizes()?;
    if options.record {
        fs::write(root().join(RECORD), format!("{}\n", serde_json::to_string_pretty(&sizes)?))?;
    }
    compare(&sizes)?;
    for name in made {
        let file = dist(&format!("hullcheck-{version}-{name}"));
        println!("{}  {}", build::digest(&fs::read(&file)?), file.strip_prefix(root())?.display());
    }
    Ok(())
}

/// Checks what was built as the stores would, and that it has not grown unnoticed.
pub fn check() -> anyhow::Result<()> {
    lint()?;
    step("sizes", || compare(&sizes()?))
}

fn lint() -> anyhow::Result<()> {
    let web_ext = tools::web_ext()?;
    step("Mozilla's linter", || {
        let arguments =
            ["lint", "--source-dir", "dist/firefox", "--no-config-discovery", "--warnings-as-errors"];
        run(&mut command(&web_ext.to_string_lossy(), &arguments))
    })
}

fn dist(name: &str) -> PathBuf {
    root().join("dist").join(name)
}

/// The files of `folder` in one archive: the same bytes whenever and wherever it is made.
fn zipped(folder: &Path) -> anyhow::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    // No time of day, and the best compression: zopfli's.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(24))
        .unix_permissions(0o644);
    for file in files(folder)? {
        let name = file.strip_prefix(folder)?.to_str().context("a file's name is no text")?;
        zip.start_file(name, options)?;
        zip.write_all(&fs::read(&file)?)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// All files below `folder`, sorted.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Writes `dist/sbom.cdx.json`, in CycloneDX.
fn bill_of_materials(cyclonedx: &Path) -> anyhow::Result<()> {
    const NAME: &str = "sbom.cdx";
    let time = command("git", &["log", "-1", "--format=%ct"]).output()?.stdout;
    let arguments = ["cyclonedx", "--quiet", "--format", "json", "--target", "wasm32-unknown-unknown"];
    run(cargo(&arguments)
        .args(["--no-default-features", "--override-filename", NAME])
        .env("SOURCE_DATE_EPOCH", String::from_utf8_lossy(&time).trim())
        .env("PATH", path_with(&[cyclonedx.to_path_buf()])?))?;
    let own = root().join(format!("{NAME}.json"));
    // Where the sources lie on this machine is nobody's affair.
    let text = fs::read_to_string(&own)?.replace(&root().display().to_string(), "hullcheck");
    fs::write(dist(&format!("{NAME}.json")), text)?;
    // It writes one for each package of the workspace.
    let metadata = cargo(&["metadata", "--format-version", "1", "--no-deps", "--locked"]).output()?.stdout;
    let metadata: Value = serde_json::from_slice(&metadata)?;
    let members = metadata["packages"].as_array().into_iter().flatten();
    for manifest in members.filter_map(|member| member["manifest_path"].as_str()) {
        let written = Path::new(manifest).with_file_name(format!("{NAME}.json"));
        if written.exists() {
            fs::remove_file(written)?;
        }
    }
    Ok(())
}

fn sizes() -> anyhow::Result<Sizes> {
    let core = fs::read(dist("chrome/core/hullcheck_bg.wasm"))?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&core)?;
    let size = |bytes: &[u8]| bytes.len() as u64;
    let mut sizes = BTreeMap::from([
        ("core".to_owned(), size(&core)),
        ("core, gzipped".to_owned(), size(&gzip.finish()?)),
        ("rules".to_owned(), fs::metadata(dist("chrome/core/rules.bin"))?.len()),
    ]);
    for browser in ["chrome", "firefox"] {
        sizes.insert(format!("{browser} zip"), size(&zipped(&dist(browser))?));
    }
    Ok(Sizes(sizes))
}

fn compare(sizes: &Sizes) -> anyhow::Result<()> {
    let record = fs::read_to_string(root().join(RECORD)).with_context(|| RECORD)?;
    let Sizes(recorded) = serde_json::from_str(&record).with_context(|| RECORD)?;
    let mut grown = Vec::new();
    for (name, size) in &sizes.0 {
        let known = recorded.get(name).copied().unwrap_or_default();
        println!("  {name:14} {size:>8} bytes, recorded {known}");
        if *size > known + known * MOST_PERCENT / 100 {
            grown.push(name.as_str());
        }
    }
    if !grown.is_empty() {
        bail!(
            "more than {MOST_PERCENT} % larger than recorded: {}; make it smaller, or say so with cargo xtask package --record",
            grown.join(", ")
        );
    }
    Ok(())
}
