//! The extension's scripts, from many small files to one for each place where they run: a browser
//! fetches each file by itself, and the background is started again and again.

use crate::{
    root,
    run::{command, run},
    tools,
};
use std::path::Path;

/// Where scripts begin, and how a browser runs them: the pages and the background are modules.
const ENTRIES: [(&str, &str); 6] = [
    ("background/background.js", "esm"),
    ("content/page.js", "iife"),
    ("options/options.js", "esm"),
    ("popup/popup.js", "esm"),
    ("report/report.js", "esm"),
    ("warning/warning.js", "esm"),
];

/// Writes the scripts of `sources` to `dist`, without comments, spaces and long names.
pub fn bundle(sources: &Path, dist: &Path) -> anyhow::Result<()> {
    let esbuild = tools::esbuild()?.to_string_lossy().into_owned();
    for (entry, format) in ENTRIES {
        let arguments =
            ["--bundle", "--charset=utf8", "--minify", "--legal-comments=none", "--log-level=warning"];
        run(command(&esbuild, &arguments)
            .arg(sources.join(entry))
            .arg(format!("--format={format}"))
            // What wasm-bindgen wrote beside the core.
            .arg(format!("--alias:hullcheck={}", root().join("target/core/hullcheck.js").display()))
            .arg(format!("--outfile={}", dist.join(entry).display())))?;
    }
    Ok(())
}
