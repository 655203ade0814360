//! Hullcheck as a guest: how often Docker Hub is asked, and what stays behind.

use anyhow::{Result, ensure};
use hullcheck_browser::{Session, content, in_changed_browser, until};
use hullcheck_hub::{Content, Fault, Question, Repository};
use serde_json::json;
use std::{env, fs, time::Instant};

const HONEST: &str = "/r/harborworks/tidewatch";
const LURE: &str = "/r/terspurjoydei/photo-editor-2023-full";

/// How many repositories are browsed.
const PAGES: usize = 500;

/// As `src/hub/guest.rs` has it.
const BURST: usize = 60;
/// As `src/hub/guest.rs` has it.
const PER_MINUTE: usize = 60;

#[tokio::test(flavor = "multi_thread")]
async fn tabs_share_what_was_asked() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(HONEST).await?;
    session.decided().await?;
    let asked = session.hub.asked();
    ensure!(asked.len() == 2, "{asked:?}");
    for _ in 0..3 {
        let tab = session.browser.new_tab().await?;
        session.browser.switch_to_window(tab).await?;
        session.open_whole(HONEST).await?;
        session.decided().await?;
    }
    session.browser.refresh().await?;
    session.rendered().await?;
    session.decided().await?;
    ensure!(session.hub.asked() == asked, "{:?}", session.hub.asked());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_outlives_the_background() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    let asked = session.hub.asked();
    session.stop_background().await?;
    session.browser.refresh().await?;
    session.rendered().await?;
    ensure!(session.banner().await?.level == "danger");
    session.decided().await?;
    ensure!(session.hub.asked() == asked, "{:?}", session.hub.asked());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_told_to_wait_waits_and_comes_back_by_itself() -> Result<()> {
    let session = Session::start(content()?).await?;
    // Long enough for the next page to be asked about meanwhile, on a slow machine too.
    session.hub.break_down("harborworks/tidewatch", Question::Repository, Fault::Limited(8));
    session.open_whole(HONEST).await?;
    session.banner().await?;
    session.hub.heal();
    let asked = session.hub.asked().len();
    // Everything waits, not only what was refused.
    session.open_whole("/r/harborworks/moved").await?;
    let banner = session.banner().await?;
    ensure!(banner.detail.contains("asks again in"), "{banner:?}");
    ensure!(session.hub.asked().len() == asked, "{:?}", session.hub.asked());
    until("it asks again by itself", async || {
        Ok((session.banner().await?.headline == "This repository has no image.").then_some(()))
    })
    .await?;
    Ok(())
}

/// Notes each question of a page.
const NOTED: &str = "chrome.runtime.onMessage.addListener((message) => { if (message.type === 'inspect') \
                     chrome.storage.session.set({ [`noted:${message.url}:${crypto.randomUUID()}`]: true }) });";

/// What the site shows around everything is known from the first page on.
#[tokio::test(flavor = "multi_thread")]
async fn most_pages_ask_once() -> Result<()> {
    let extension = in_changed_browser(NOTED)?;
    let made = |number| {
        let overview = format!("A tool in a container. [Source](https://github.com/a/tool{number})");
        let line = json!({ "namespace": "browse", "name": format!("page{number}"), "tags": 2, "full_description": overview });
        Repository::read(line)
    };
    let repositories = (0..4).map(made).collect::<Result<Vec<_>, _>>()?;
    let pages: Vec<String> = repositories.iter().map(Repository::path).collect();
    let session =
        Session::with_extension(extension.path(), Content { repositories, ..Content::default() }).await?;
    for (number, page) in pages.iter().enumerate() {
        if number == 3 {
            session.stop_background().await?;
        }
        session.open_whole(page).await?;
        session.decided().await?;
    }
    let script =
        "const [done] = arguments; chrome.storage.session.get(null).then((all) => done(Object.keys(all)))";
    let keys = session.in_extension(script, vec![]).await?;
    let keys: Vec<&str> = keys.as_array().into_iter().flatten().filter_map(|key| key.as_str()).collect();
    let asked = |page: &String| keys.iter().filter(|key| key.contains(&format!("{page}:"))).count();
    let asked: Vec<usize> = pages.iter().map(asked).collect();
    ensure!(asked[0] > 1 && asked[1..] == [1, 1, 1], "{asked:?}: {keys:?}");
    Ok(())
}

/// Five hundred repositories of our own making, or the first of the file that
/// `HULLCHECK_REPOS` names: one JSON object a line, with Docker Hub's field names.
fn five_hundred() -> Result<Vec<Repository>> {
    if let Some(path) = env::var_os("HULLCHECK_REPOS") {
        let mut named: Vec<Repository> = Content::read(&fs::read_to_string(path)?)?.repositories;
        named.dedup_by_key(|repository| repository.path());
        named.truncate(PAGES);
        return Ok(named);
    }
    let mut made = Vec::new();
    for number in 0..PAGES {
        let lure = number % 10 == 0;
        let readme = if lure {
            format!("**DOWNLOAD ✵ [https://fresh{number}.site/2A0TbB](https://fresh{number}.site/2A0TbB)**")
        } else {
            format!("# Tool {number}\n\nA tool in a container. [Source](https://github.com/a/tool{number})")
        };
        let line = json!({ "namespace": "browse", "name": format!("page{number}"), "tags": 2, "full_description": readme });
        made.push(Repository::read(line)?);
    }
    Ok(made)
}

/// Five hundred repositories in one tab, faster than anybody reads.
#[tokio::test(flavor = "multi_thread")]
async fn browsing_five_hundred_repositories_leaves_nothing_behind() -> Result<()> {
    let mut repositories = five_hundred()?;
    // The last one is honest.
    let last = json!({ "namespace": "browse", "name": "last", "tags": 1, "full_description": "A tool in a container." });
    repositories.push(Repository::read(last)?);
    let pages: Vec<String> = repositories.iter().map(Repository::path).collect();
    let session = Session::start(Content { repositories, ..Content::default() }).await?;
    let start = Instant::now();
    session.open_whole(&pages[0]).await?;
    session.decided().await?;
    let mut early = None;
    // Nobody waits for a verdict here: what is asked for pages left behind must not pile up.
    for (number, page) in pages.iter().enumerate().skip(1) {
        session.go(page).await?;
        // By then everything that is made once is made.
        if number == pages.len() * 2 / 5 {
            early = session.footprint().await?;
        }
    }
    let late = session.footprint().await?;
    // It is judged in the end.
    session.decided().await?;
    until("the last page is judged", async || Ok((!session.has_banner().await?).then_some(()))).await?;
    let asked = session.hub.asked();
    let seconds = usize::try_from(start.elapsed().as_secs())?;
    println!(
        "{} pages, {seconds} s, {} requests; at two fifths {early:?}, at the end {late:?}",
        pages.len(),
        asked.len()
    );
    ensure!(asked.len() <= BURST + seconds * PER_MINUTE / 60 + 10, "{} requests in {seconds} s", asked.len());
    ensure!(asked.len() >= BURST, "{} requests in {seconds} s", asked.len());
    if let (Some(early), Some(late)) = (early, late) {
        ensure!(late.listeners <= early.listeners, "{early:?} {late:?}");
        ensure!(late.heap_bytes < early.heap_bytes * 1.1, "{early:?} {late:?}");
    }
    let errors = session.errors().await?;
    ensure!(errors.is_empty(), "{errors:?}");
    Ok(())
}
