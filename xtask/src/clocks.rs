//! The extension with clocks in its code, to see where the time goes.

use crate::{build, root, scripts};
use anyhow::ensure;
use std::{fs, path::PathBuf};

/// The time of all clocks: of the page's and the background's own, milliseconds since 1970.
const NOW: &str = "performance.timeOrigin + performance.now()";

/// What is put into the code: a file, the line behind which it stands, and it; NOW is the time.
const CLOCKS: [(&str, &str, &str); 10] = [
    ("content/wake.js", "// @ts-check\n", "globalThis.asks = NOW;\n"),
    ("content/wake.js", "first.catch(() => {});", "globalThis.asked = performance.now();"),
    (
        "content/guard.js",
        "  behind.open(url.href, 'here');\n});",
        "document.documentElement.dataset.guard = String(performance.now() - globalThis.asked);",
    ),
    (
        "background/parts.js",
        "// @ts-check\n",
        "globalThis.clocks = { origin: performance.timeOrigin, begins: NOW };\n",
    ),
    (
        "background/core.js",
        "init({ module_or_path: parts.wasm })",
        ".then((core) => { globalThis.clocks.compiled = NOW; return core; })",
    ),
    ("background/core.js", "const first = plan(observation);", "globalThis.clocks.asked ??= NOW;"),
    ("background/hub.js", "await fetched(url);", "globalThis.clocks.answered = NOW;"),
    (
        "background/background.js",
        "if (sender.id !== chrome.runtime.id) return false;",
        "globalThis.clocks.heard ??= NOW;",
    ),
    (
        "background/background.js",
        "    advice = told;",
        "told.clocks = { ...globalThis.clocks, judged: NOW };",
    ),
    (
        "content/page.js",
        "  treatAll();\n  cards.follow(advice.cards);",
        "document.documentElement.dataset.clocks ??= JSON.stringify({ ...advice.clocks, asks: globalThis.asks, applied: NOW }); \
         if (advice.links.length > 0) { const { clocks } = advice; clocks.applied = NOW; requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); \
         port1.onmessage = () => { document.documentElement.dataset.last ??= JSON.stringify({ ...clocks, drawn: NOW }) }; port2.postMessage(0) }) }",
    ),
];

/// Makes a copy of what was built for Chromium, with clocks: its folder.
pub fn put_in() -> anyhow::Result<PathBuf> {
    let (sources, copy) = (root().join("target/clocked/extension"), root().join("target/clocked/chrome"));
    for (from, to) in [("extension", &sources), ("dist/chrome", &copy)] {
        build::copy(&root().join(from), to, |_| true)?;
    }
    for (file, behind, clock) in CLOCKS {
        let text = fs::read_to_string(root().join("extension").join(file))?;
        ensure!(text.matches(behind).count() == 1, "{file} has no place for a clock behind {behind:?}");
        let path = sources.join(file);
        let text = fs::read_to_string(&path)?;
        fs::write(path, text.replace(behind, &format!("{behind} {}", clock.replace("NOW", NOW))))?;
    }
    scripts::bundle(&sources, &copy)?;
    Ok(copy)
}
