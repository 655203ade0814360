//! Where the time goes until a page is judged, in the copy of the extension with clocks in its code
//! that `HULLCHECK_CLOCKED` is the folder of.

use super::{quartiles, shown};
use anyhow::Context as _;
use hullcheck_browser::{Session, until};
use hullcheck_hub::{Content, Repository};
use serde_json::{Value, json};
use std::{env, path::PathBuf};

/// How often each is measured.
const TIMES: usize = 20;

/// The parts of a start, each from one clock to the next.
const PARTS: [(&str, &str, &str); 6] = [
    ("the browser starts the background", "asks", "origin"),
    ("it fetches its script", "origin", "begins"),
    ("the core is fetched and compiled, the script is run meanwhile", "begins", "compiled"),
    ("the question arrives, what to ask is known", "compiled", "asked"),
    ("Docker Hub answers, the rules are read meanwhile", "asked", "answered"),
    ("the page is judged, by a core that never judged before", "answered", "judged"),
];

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

/// The folder of the extension with clocks.
pub fn copy() -> anyhow::Result<PathBuf> {
    let folder =
        env::var_os("HULLCHECK_CLOCKED").context("no copy with clocks: cargo xtask bench makes it")?;
    Ok(PathBuf::from(folder))
}

/// Prints the tables.
pub async fn measure() -> anyhow::Result<()> {
    let copy = copy()?;
    let between = |clocks: &Value, from: &str, to: &str| {
        let at = |name: &str| clocks[name].as_f64().with_context(|| format!("no clock {name}: {clocks}"));
        Ok::<_, anyhow::Error>(at(to)? - at(from)?)
    };
    let session = Session::with_extension(&copy, content()?).await?;
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
    let session = Session::with_extension(&copy, content()?).await?;
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
