//! The extension's scripts, from many small files to one for each place where they run: a browser
//! fetches each file by itself, and the background is started again and again.

use crate::{
    root,
    run::{command, run},
    tools,
};
use std::path::Path;

/// Where the scripts of pages and of the background begin. Browsers run them as modules.
const MODULES: [&str; 5] = [
    "background/background.js",
    "options/options.js",
    "popup/popup.js",
    "report/report.js",
    "warning/warning.js",
];

/// Where the content script begins, which is no module to browsers.
const CONTENT: &str = "content/page.js";

/// Writes the scripts of `sources` to `dist`, without comments, spaces and long names.
pub fn bundle(sources: &Path, dist: &Path) -> anyhow::Result<()> {
    let esbuild = tools::esbuild()?.to_string_lossy().into_owned();
    let bundle = |entry: &str, form: &[&str]| {
        let arguments =
            ["--bundle", "--charset=utf8", "--minify", "--legal-comments=none", "--log-level=warning"];
        run(command(&esbuild, &arguments)
            .args(form)
            .arg(sources.join(entry))
            // What wasm-bindgen wrote beside the core.
            .arg(format!("--alias:hullcheck={}", root().join("target/core/hullcheck.js").display()))
            .arg(format!("--outfile={}", dist.join(entry).display())))
    };
    for entry in MODULES {
        bundle(entry, &["--format=esm"])?;
    }
    bundle(CONTENT, &["--format=iife", "--banner:js=\"use strict\";"])
}
