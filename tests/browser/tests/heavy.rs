//! More of everything than any page of Docker Hub has: nothing is lost, nothing let through.

use anyhow::{Result, ensure};
use hullcheck_browser::{Click, Session, content, is_firefox, until};
use hullcheck_hub::{Content, Repository};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fmt::Write as _, time::Instant};

/// What a stopped link of the Downloader campaign looks like.
const LURE: &str = "**DOWNLOAD ✵ [https://fresh1.site/2A0TbB](https://fresh1.site/2A0TbB)**\n\n";

/// How many times as long as other tests these wait.
const PATIENCE: usize = 4;

/// A site with one repository, `heavy/one`, that says `overview`.
fn one(overview: &str) -> Result<Content> {
    let line = json!({ "namespace": "heavy", "name": "one", "tags": 1, "full_description": overview });
    Ok(Content { repositories: vec![Repository::read(line)?], ..Content::default() })
}

/// Waits until every link is decided: more than any page has takes longer than any page may, on a
/// machine that does much else.
async fn decided(session: &Session) -> Result<()> {
    for _ in 1..PATIENCE {
        if session.decided().await.is_ok() {
            return Ok(());
        }
    }
    session.decided().await
}

/// Opens `heavy/one`, waits until every link is decided, and says how long that took.
async fn opened(overview: &str) -> Result<Session> {
    let session = Session::start(one(overview)?).await?;
    let start = Instant::now();
    session.open_whole("/r/heavy/one").await?;
    decided(&session).await?;
    println!("{} KB: {} ms", overview.len() / 1000, start.elapsed().as_millis());
    Ok(session)
}

/// How many outside links of the page are stopped, asked about, and open as they are.
async fn links(session: &Session) -> Result<Value> {
    let script = "const count = (css) => document.querySelectorAll(css).length; \
                  return [count('.overview [data-hullcheck=block]'), count('.overview [data-hullcheck=ask]'), count('.overview a[href^=\"https:\"]')]";
    session.run(script).await
}

/// The held link at `css` leads to the warning.
async fn warns(session: &Session, css: &str) -> Result<()> {
    session.click(css, Click::Left).await?;
    session.warning().await?;
    ensure!(session.text("#host").await?.contains("[.]site"));
    ensure!(session.hub.reached().is_empty(), "{:?}", session.hub.reached());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_links() -> Result<()> {
    let mut overview = String::from("# Tools\n\n");
    for number in 1..10_000 {
        writeln!(overview, "- [tool {number}](https://github.com/heavy/tool{number})")?;
    }
    let session = opened(&overview).await?;
    ensure!(links(&session).await? == json!([0, 0, 9999]), "{}", links(&session).await?);
    ensure!(!session.has_banner().await?);
    // One lure among them, and none of them opens by itself.
    let session = opened(&format!("{overview}\n{LURE}")).await?;
    ensure!(links(&session).await? == json!([1, 9999, 0]), "{}", links(&session).await?);
    ensure!(session.banner().await?.level == "danger");
    warns(&session, "[data-hullcheck=block]").await
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_lures() -> Result<()> {
    let mut overview = String::new();
    for number in (1..=10_000).rev() {
        write!(overview, "**DOWNLOAD ✵ [here](https://fresh{number}.site/2A0TbB)**\n\n")?;
    }
    let session = opened(&overview).await?;
    ensure!(links(&session).await? == json!([0, 10_000, 0]), "{}", links(&session).await?);
    session.click_banner("What we saw").await?;
    session.click_banner("–").await?;
    session.run("[...document.querySelectorAll('.overview [data-hullcheck]')].at(-1).id = 'last'").await?;
    warns(&session, "#last").await
}

#[tokio::test(flavor = "multi_thread")]
async fn five_megabytes() -> Result<()> {
    let mut overview = "A tool in a container, with a manual that does not end. ".repeat(90_000);
    write!(overview, "\n\n{LURE}")?;
    let session = opened(&overview).await?;
    ensure!(session.banner().await?.level == "danger");
    warns(&session, "[data-hullcheck=block]").await
}

#[tokio::test(flavor = "multi_thread")]
async fn deep_nesting() -> Result<()> {
    let session = opened(&format!("{}{LURE}", "> ".repeat(2_000))).await?;
    ensure!(session.banner().await?.level == "danger");
    // A parser stops at some hundred elements; scripts do not.
    let deeper = "let at = document.querySelector('.overview'); for (let depth = 0; depth < 1500; depth++) { const inner = document.createElement('div'); at.prepend(inner); at = inner } \
                  at.innerHTML = '<a id=deep href=https://fresh2.site/2A0TbB>download</a>'";
    session.run(deeper).await?;
    until("the deepest link is stopped", async || {
        let held = session.element("#deep").await?.attr("data-hullcheck").await?;
        Ok((held.as_deref() == Some("block")).then_some(()))
    })
    .await?;
    // Firefox does not draw what is nested as deep as that, so nobody can click it.
    if is_firefox() { Ok(()) } else { warns(&session, "#deep").await }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_cards() -> Result<()> {
    let mut repositories = Vec::new();
    for number in 0..10_000 {
        let short = if number % 100 == 0 {
            format!("Download here: https://fresh{number}.site/2A0TbB")
        } else {
            "A tool".to_owned()
        };
        repositories.push(Repository::read(
            json!({ "namespace": "heavy", "name": format!("tool{number}"), "tags": 1, "description": short }),
        )?);
    }
    let session = Session::start(Content { repositories, ..Content::default() }).await?;
    let start = Instant::now();
    session.open_whole("/u/heavy").await?;
    until("every lure is marked, and nothing else", async || {
        let marks = session.run("return document.querySelectorAll('[data-hullcheck-card]').length").await?;
        Ok((marks == 100).then_some(()))
    })
    .await?;
    println!("10,000 cards: {} ms", start.elapsed().as_millis());
    ensure!(session.hub.asked().len() <= 3, "{:?}", session.hub.asked());
    Ok(())
}

/// A page that changes without end is still judged, and asks Docker Hub for nothing more.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_changes_without_end() -> Result<()> {
    let session = opened(LURE).await?;
    let flood = "const overview = document.querySelector('.overview'); let number = 0; \
                 const more = () => { const many = document.createElement('p'); \
                 for (let at = 0; at < 100; at++) { const link = document.createElement('a'); link.href = `https://github.com/heavy/tool${number++ % 3000}`; link.textContent = 'tool'; many.append(link, ' ') } \
                 overview.append(many); if (overview.children.length > 40) overview.children[5].remove(); window.times = (window.times ?? 0) + 1; window.flooding = requestAnimationFrame(more) }; more()";
    session.run(flood).await?;
    until("it changed a hundred times", async || {
        Ok((session.run("return window.times > 100").await? == true).then_some(()))
    })
    .await?;
    // In the midst of it a new lure comes, and is stopped.
    session.run("document.querySelector('.overview').firstElementChild.insertAdjacentHTML('beforeend', '<a id=late href=https://fresh3.site/2A0TbB>download</a>')").await?;
    until("the new link is stopped", async || {
        let held = session.element("#late").await?.attr("data-hullcheck").await?;
        Ok((held.as_deref() == Some("block")).then_some(()))
    })
    .await?;
    session.run("cancelAnimationFrame(window.flooding)").await?;
    decided(&session).await?;
    ensure!(session.banner().await?.level == "danger");
    let asked: BTreeSet<String> = session.hub.asked().into_iter().collect();
    ensure!(asked.len() <= 4, "{asked:?}");
    let errors = session.errors().await?;
    ensure!(errors.is_empty(), "{errors:?}");
    Ok(())
}

/// Two hundred pages at once, each with a script of ours that asks.
#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_pages_at_once() -> Result<()> {
    let mut content = content()?;
    for number in 0..200 {
        content.repositories.push(Repository::read(
            json!({ "namespace": "heavy", "name": format!("tool{number}"), "tags": 1, "full_description": LURE }),
        )?);
    }
    let session = Session::start(content).await?;
    session.hub.set_policy(false);
    session.open_whole("/r/harborworks/tidewatch").await?;
    let start = Instant::now();
    let frames = "for (let number = 0; number < 200; number++) { const frame = document.createElement('iframe'); frame.src = `/r/heavy/tool${number}`; frame.width = 300; document.body.append(frame) }";
    session.run(frames).await?;
    let counted = "const links = [...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument?.querySelector('.overview a.DDSExternalLink-root')); \
                   return [links.filter((link) => link && !link.hasAttribute('href') && ['ask', 'block'].includes(link.dataset.hullcheck)).length, links.filter((link) => link?.hasAttribute('href')).length]";
    // Until they are loaded, no script gets a turn; only then does the waiting begin.
    session.run(counted).await?;
    for most in [50, 100, 150, 200] {
        until("each of them is answered", async || {
            let found = session.run(counted).await?;
            ensure!(found[1] == 0, "{found}");
            Ok((found[0].as_u64() >= Some(most)).then_some(()))
        })
        .await?;
    }
    println!("200 pages: {} ms, {} requests", start.elapsed().as_millis(), session.hub.asked().len());
    // As many requests as a guest makes, and those earned meanwhile.
    let most = 60 + usize::try_from(start.elapsed().as_secs())? + 10;
    ensure!(session.hub.asked().len() <= most, "{}", session.hub.asked().len());
    ensure!(session.hub.reached().is_empty(), "{:?}", session.hub.reached());
    Ok(())
}
