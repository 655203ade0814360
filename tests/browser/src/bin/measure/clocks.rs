//! Where the time goes until a page is judged: a copy of the extension with clocks in its code.

use super::{quartiles, shown};
use anyhow::{Context as _, ensure};
use hullcheck_browser::{Session, changed_extension, until};
use hullcheck_hub::{Content, Repository};
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

/// How often each is measured.
const TIMES: usize = 20;

/// The time of all clocks: of the page's and the background's own, milliseconds since 1970.
const NOW: &str = "performance.timeOrigin + performance.now()";

/// What is put into the code: a file, the line behind which it stands, and it; NOW is the time.
const CLOCKS: [(&str, &str, &str); 8] = [
    ("content/wake.js", "'use strict';", "globalThis.asks = NOW;"),
    (
        "background/core.js",
        "async function start() {",
        "globalThis.clocks = { origin: performance.timeOrigin, begins: NOW };",
    ),
    (
        "background/core.js",
        "hullcheck_bg.wasm') }).then(async () =>",
        "(globalThis.clocks.compiled = NOW, false) ||",
    ),
    ("background/core.js", "takeUpFeed(loaded).catch(() => {})]);", "globalThis.clocks.ready = NOW;"),
    ("background/hub.js", "await fetched(url);", "globalThis.clocks.answered = NOW;"),
    (
        "background/background.js",
        "if (sender.id !== chrome.runtime.id) return false;",
        "globalThis.clocks.heard ??= NOW;",
    ),
    (
        "background/background.js",
        "advice = await inspect(message, { again: message.again === true, tab });",
        "advice.clocks = { ...globalThis.clocks, judged: NOW };",
    ),
    (
        "content/page.js",
        "    treatAll();\n    clearTimeout(waiting);",
        "document.documentElement.dataset.clocks ??= JSON.stringify({ ...advice.clocks, asks: globalThis.asks, applied: NOW }); \
         if (advice.links.length > 0) { const { clocks } = advice; clocks.applied = NOW; requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); \
         port1.onmessage = () => { document.documentElement.dataset.last ??= JSON.stringify({ ...clocks, drawn: NOW }) }; port2.postMessage(0) }) }",
    ),
];

/// The parts of a start, each from one clock to the next.
const PARTS: [(&str, &str, &str); 5] = [
    ("the browser starts the background", "asks", "origin"),
    ("it fetches its scripts and runs them", "origin", "begins"),
    ("the core is fetched and compiled, what was known before is read", "begins", "compiled"),
    ("the rules are fetched and looked at", "compiled", "ready"),
    ("the question is judged, and Docker Hub asked", "ready", "judged"),
];

fn clocked() -> anyhow::Result<TempDir> {
    let copy = changed_extension(|_| {})?;
    for (file, behind, clock) in CLOCKS {
        let path = copy.path().join(file);
        let text = fs::read_to_string(&path)?;
        ensure!(text.matches(behind).count() == 1, "{file} has no place for a clock behind {behind:?}");
        fs::write(path, text.replace(behind, &format!("{behind} {}", clock.replace("NOW", NOW))))?;
    }
    Ok(copy)
}

/// Honest repositories, so many that each page asks Docker Hub anew.
fn content() -> anyhow::Result<Content> {
    let made = (0..2 * TIMES).map(|number| {
        let overview = "A tool in a container. [Source](https://github.com/browse/tool)";
        let line = json!({ "namespace": "browse", "name": format!("page{number}"), "tags": 2, "full_description": overview });
        Repository::read(line)
    });
    Ok(Content { repositories: made.collect::<Result<_, _>>()?, ..Content::default() })
}

/// What the page's clocks show under `name`, once they do.
async fn read(session: &Session, name: &str) -> anyhow::Result<Value> {
    let script = format!("return document.documentElement.dataset.{name} ?? null");
    let text =
        until("the clocks", async || Ok(session.run(&script).await?.as_str().map(str::to_owned))).await?;
    Ok(serde_json::from_str(&text)?)
}

/// Prints the tables.
pub async fn measure() -> anyhow::Result<()> {
    let copy = clocked()?;
    let between = |clocks: &Value, from: &str, to: &str| {
        let at = |name: &str| clocks[name].as_f64().with_context(|| format!("no clock {name}: {clocks}"));
        Ok::<_, anyhow::Error>(at(to)? - at(from)?)
    };
    let session = Session::with_extension(copy.path(), content()?).await?;
    let mut parts = PARTS.map(|_| Vec::new());
    let mut whole = Vec::new();
    for number in 0..TIMES {
        session.open("/").await?;
        session.stop_background().await?;
        session.open_whole(&format!("/r/browse/page{number}")).await?;
        let clocks = read(&session, "clocks").await?;
        for ((_, from, to), times) in PARTS.iter().zip(&mut parts) {
            times.push(between(&clocks, from, to)?);
        }
        whole.push(between(&clocks, "asks", "applied")?);
    }
    println!(
        "\n{TIMES} starts of a stopped background, a part of each in ms\n\n| part | ms |\n| --- | --: |"
    );
    for ((name, ..), times) in PARTS.iter().zip(parts) {
        println!("| {name} | {} |", shown(quartiles(times)));
    }
    println!("| from the page's question to its links | {} |", shown(quartiles(whole)));

    // A guest may ask so often again.
    let session = Session::with_extension(copy.path(), content()?).await?;
    let (mut applied, mut drawn) = (Vec::new(), Vec::new());
    for number in TIMES..2 * TIMES {
        session.open_whole(&format!("/r/browse/page{number}")).await?;
        let clocks = read(&session, "last").await?;
        applied.push(between(&clocks, "answered", "applied")?);
        drawn.push(between(&clocks, "answered", "drawn")?);
    }
    println!("\n{TIMES} pages: ms from Docker Hub's last answer\n\n| to | ms |\n| --- | --: |");
    println!("| the links as they are to be | {} |", shown(quartiles(applied)));
    println!("| the frame that shows them | {} |", shown(quartiles(drawn)));
    Ok(())
}
