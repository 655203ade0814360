//! The extension on a page: beside one that does nothing, in a second browser, in turn.

use super::{clocks, quartiles, shown};
use anyhow::Context as _;
use hullcheck_browser::{Session, until};
use serde_json::{Value, json};
use std::{fs, path::Path};
use tempfile::TempDir;

/// How often the browser is started.
const STARTS: usize = 5;
/// How often each browser loads the page.
const LOADS: usize = 100;
/// How often each asks its background, warm and stopped.
const ASKED: usize = 20;
/// How many pages are gone to without loading one.
const NAVIGATIONS: usize = 1000;

/// A page with an overview, tables and links, and a lure.
const HONEST: &str = "/r/harborworks/tidewatch";
const LURE: &str = "/r/terspurjoydei/photo-editor-2023-full";

/// Runs in every page before anything of its own, when extensions ask their backgrounds. Notes that time, when a link
/// first waits for an answer, and when none does any more.
const OBSERVER: &str = "
    globalThis.seen = { shift: 0, long: 0, asked: performance.now(), waiting: null, answered: null };
    const note = () => {
      const waiting = document.querySelector('[data-hullcheck=checking], [data-nothing=waiting]');
      const answered = document.querySelector('[data-hullcheck=ask], [data-hullcheck=block], [data-nothing=answered]');
      if (waiting) seen.waiting ??= performance.now();
      if (answered && !waiting) seen.answered ??= performance.now();
    };
    new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.long += entry.duration;
    }).observe({ type: 'longtask', buffered: true });
";

/// An extension that asks its background when ours does, which does nothing and answers, and that does something
/// to the page when there is a link.
fn nothing() -> anyhow::Result<TempDir> {
    let folder = TempDir::new()?;
    let manifest = json!({
        "manifest_version": 3, "name": "Nothing", "version": "1", "host_permissions": ["https://hub.docker.com/*"],
        "background": { "service_worker": "background.js" },
        "content_scripts": [{ "matches": ["https://hub.docker.com/*"], "js": ["content.js"], "run_at": "document_start" }],
    });
    let content = "
        const answer = chrome.runtime.sendMessage({ url: location.href });
        new MutationObserver(async (_, watcher) => {
            if (!document.querySelector('a[href^=\"https:\"]')) return;
            watcher.disconnect();
            document.documentElement.dataset.nothing = 'waiting';
            await answer;
            document.documentElement.dataset.nothing = 'answered';
        }).observe(document, { subtree: true, childList: true });
    ";
    let background = "chrome.runtime.onMessage.addListener((message, sender, answer) => { answer({}); });";
    let files = [
        ("manifest.json", manifest.to_string()),
        ("content.js", content.into()),
        ("background.js", background.into()),
    ];
    for (name, text) in files {
        fs::write(folder.path().join(name), text)?;
    }
    Ok(folder)
}

/// What one load showed, in milliseconds.
struct Load {
    event: f64,
    script: f64,
    heap: f64,
    shift: f64,
    long: f64,
    /// How long it took from the question until the links were as they are to be.
    answer: Option<f64>,
    /// How long links waited.
    wait: f64,
}

/// Prints the tables.
pub async fn measure() -> anyhow::Result<()> {
    let nothing = nothing()?;
    let without = start(nothing.path()).await?;
    let with = start(&hullcheck_browser::extension()?).await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // The first loads fill the browser's own caches.
    for round in 0..LOADS + 3 {
        let pair = (load(&without, HONEST, false).await?, load(&with, HONEST, false).await?);
        if round >= 3 {
            theirs.push(pair.0);
            ours.push(pair.1);
        }
    }
    println!("\n{LOADS} loads each, in turn: medians (and the middle half) without and with Hullcheck\n");
    println!("| | without | with | ratio |\n| --- | --: | --: | --: |");
    row("load event, ms", &theirs, &ours, |load| load.event);
    row("script time, ms", &theirs, &ours, |load| load.script);
    row("memory of the page, MB", &theirs, &ours, |load| load.heap / 1e6);
    row("layout shift", &theirs, &ours, |load| load.shift);
    row("long tasks, ms", &theirs, &ours, |load| load.long);
    let mut table = Vec::new();
    for stopped in [false, true] {
        let mut times = [Vec::new(), Vec::new()];
        let mut waits = Vec::new();
        for _ in 0..ASKED {
            for (session, times) in [&without, &with].into_iter().zip(&mut times) {
                let load = load(session, LURE, stopped).await?;
                times.push(load.answer.context("no answer was seen")?);
                waits.push(load.wait);
            }
        }
        let [theirs, ours] = times.map(quartiles);
        let waits = quartiles(waits.into_iter().skip(1).step_by(2).collect());
        table.push((if stopped { "stopped" } else { "warm" }, theirs, ours, waits));
    }
    println!("\n{ASKED} questions each, in turn: ms from the question to the links as they are to be\n");
    println!(
        "| background | does nothing | Hullcheck | more | links wait |\n| --- | --: | --: | --: | --: |"
    );
    for (name, theirs, ours, waits) in table {
        println!(
            "| {name} | {} | {} | {:.1} | {} |",
            shown(theirs),
            shown(ours),
            ours[1] - theirs[1],
            shown(waits)
        );
    }
    println!(
        "\n{ASKED} loads: ms that the guard takes, before anything of the page runs: {}",
        shown(guard().await?)
    );
    let (first, later) = first_pages().await?;
    println!(
        "\nms from going to the first page after the browser was started to its links as they are to be:"
    );
    println!("for a new user {first:.1}, in {STARTS} starts after that {}", shown(later));
    println!("\n{NAVIGATIONS} pages without a load: memory of the page after a collection\n");
    println!("| after | without, MB | with, MB | listeners |\n| --: | --: | --: | --: |");
    navigations(&without, &with).await
}

/// How long the guard takes, in milliseconds, with what it needs.
async fn guard() -> anyhow::Result<[f64; 3]> {
    let session = Session::with_extension(&clocks::copy()?, hullcheck_browser::content()?).await?;
    let mut times = Vec::new();
    for _ in 0..ASKED {
        session.open_whole(HONEST).await?;
        let time = session.run("return Number(document.documentElement.dataset.guard)").await?;
        times.push(time.as_f64().context("the clock was not read")?);
    }
    Ok(quartiles(times))
}

/// How long the first page waits after the browser was started, in milliseconds: for a new user, and from then on.
async fn first_pages() -> anyhow::Result<(f64, [f64; 3])> {
    let extension = hullcheck_browser::extension()?;
    let mut session = start(&extension).await?;
    let first = first_page(&session).await?;
    let mut later = Vec::new();
    for _ in 0..STARTS {
        session = session.restarted(&extension, hullcheck_browser::content()?).await?;
        prepare(&session).await?;
        later.push(first_page(&session).await?);
    }
    Ok((first, quartiles(later)))
}

async fn first_page(session: &Session) -> anyhow::Result<f64> {
    session.open_whole(LURE).await?;
    let answered = "return globalThis.seen.answered";
    until("an answer", async || Ok(session.run(answered).await?.as_f64())).await
}

async fn start(extension: &Path) -> anyhow::Result<Session> {
    let session = Session::with_extension(extension, hullcheck_browser::content()?).await?;
    prepare(&session).await?;
    Ok(session)
}

/// Lets every page tell what it shows when.
async fn prepare(session: &Session) -> anyhow::Result<()> {
    session.devtools("Page.enable", json!({})).await?;
    session.devtools("Performance.enable", json!({})).await?;
    session.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": OBSERVER })).await?;
    Ok(())
}

async fn load(session: &Session, path: &str, stopped: bool) -> anyhow::Result<Load> {
    session.open("/").await?;
    if stopped {
        session.stop_background().await?;
    }
    session.open_whole(path).await?;
    let whole = "const { seen } = globalThis; const [times] = performance.getEntriesByType('navigation'); \
                 return times.loadEventEnd > 0 && seen.answered !== null || document.querySelector('[data-hullcheck]') === \
                 null && !document.documentElement.dataset.nothing ? { load: times.loadEventEnd, ...seen } : null";
    let seen = until("an answer", async || {
        let seen = session.run(whole).await?;
        Ok((!seen.is_null() && seen["load"].as_f64() > Some(0.0)).then_some(seen))
    })
    .await?;
    let metrics = session.devtools("Performance.getMetrics", json!({})).await?;
    let metric = |name: &str| {
        let all = metrics["metrics"].as_array().into_iter().flatten();
        all.filter(|metric| metric["name"] == name)
            .find_map(|metric| metric["value"].as_f64())
            .unwrap_or_default()
    };
    let number = |value: &Value| value.as_f64();
    Ok(Load {
        event: number(&seen["load"]).unwrap_or_default(),
        script: metric("ScriptDuration") * 1e3,
        heap: metric("JSHeapUsedSize"),
        shift: number(&seen["shift"]).unwrap_or_default(),
        long: number(&seen["long"]).unwrap_or_default(),
        answer: number(&seen["answered"])
            .zip(number(&seen["asked"]))
            .map(|(answered, asked)| answered - asked),
        wait: number(&seen["answered"])
            .zip(number(&seen["waiting"]))
            .map_or(0.0, |(answered, waiting)| answered - waiting),
    })
}

fn row(name: &str, theirs: &[Load], ours: &[Load], of: fn(&Load) -> f64) {
    let [theirs, ours] = [theirs, ours].map(|loads| quartiles(loads.iter().map(of).collect()));
    let ratio = if theirs[1] > 0.0 { format!("{:.3}", ours[1] / theirs[1]) } else { "-".to_owned() };
    println!("| {name} | {} | {} | {ratio} |", shown(theirs), shown(ours));
}

/// Whether memory stays flat while a client moves from page to page without loading one.
async fn navigations(without: &Session, with: &Session) -> anyhow::Result<()> {
    without.open_whole(HONEST).await?;
    with.open_whole(HONEST).await?;
    for moved in 0..=NAVIGATIONS {
        if moved % (NAVIGATIONS / 5) == 0
            && let (Some(theirs), Some(ours)) = (without.footprint().await?, with.footprint().await?)
        {
            let (theirs, listeners, ours) = (theirs.heap_bytes / 1e6, ours.listeners, ours.heap_bytes / 1e6);
            println!("| {moved} | {theirs:.2} | {ours:.2} | {listeners} |");
        }
        for session in [without, with] {
            session.go(if moved % 2 == 0 { LURE } else { HONEST }).await?;
        }
    }
    Ok(())
}
