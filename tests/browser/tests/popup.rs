//! The popup: what Hullcheck sees on a tab, and what is pasted into it.

use anyhow::{Result, ensure};
use hullcheck_browser::{Session, content, until};

const LURE: &str = "/r/terspurjoydei/photo-editor-2023-full";
const HONEST: &str = "/r/harborworks/tidewatch";
const LINK: &str = ".overview a.DDSExternalLink-root";

/// Opens the popup in a tab of its own, about the page in the current tab.
async fn popup(session: &Session) -> Result<()> {
    let script = "const done = arguments[0]; chrome.tabs.query({ url: 'https://hub.docker.com/*' }).then(([tab]) => done(tab?.id ?? -1))";
    let tab = session.in_extension(script, vec![]).await?;
    session.browser.switch_to_window(session.browser.new_tab().await?).await?;
    session.open_own(&format!("popup/popup.html?tab={tab}")).await?;
    session.element("main:not([hidden])").await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_why_nothing_is_said() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(HONEST).await?;
    session.decided().await?;
    popup(&session).await?;
    ensure!(session.text("#headline").await? == "Looked at this, found nothing.");
    let facts = session.text("#facts").await?;
    for part in ["There is an image: 12 tags.", "Pulled 48,211 times.", "Outside links looked at: "] {
        ensure!(facts.contains(part), "{facts}");
    }
    ensure!(
        session.text("#links").await?.contains("github[.]com opens"),
        "{}",
        session.text("#links").await?
    );
    ensure!(!session.element("#report").await?.is_displayed().await?);
    Ok(())
}

/// What other pages showed is known, and is no news of this one.
#[tokio::test(flavor = "multi_thread")]
async fn it_lists_the_links_of_its_page_alone() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    let add =
        "document.body.insertAdjacentHTML('beforeend', '<a href=https://elsewhere.docker.com/>Docker</a>')";
    session.run(add).await?;
    let known = "const done = arguments[0]; chrome.storage.session.get('usual').then((found) => done(JSON.stringify(found)))";
    until("the link is known", async || {
        let known = session.in_extension(known, vec![]).await?.to_string();
        Ok(known.contains("elsewhere.docker.com").then_some(()))
    })
    .await?;
    session.open_whole(HONEST).await?;
    session.decided().await?;
    popup(&session).await?;
    let listed = session.text("#links").await?;
    ensure!(listed.contains("github[.]com") && !listed.contains("elsewhere"), "{listed}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_what_was_seen_and_can_leave_a_tab_alone() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    let page = session.browser.window().await?;
    popup(&session).await?;
    let own = session.browser.window().await?;
    ensure!(session.text("#headline").await? == "This page leads to malware infrastructure.");
    ensure!(session.text("#seen").await?.contains("fake link shortener"));
    ensure!(session.text("#links").await?.contains("tinurll[.]com is stopped"));
    ensure!(session.element("#report").await?.is_displayed().await?);
    for (paused, says) in [(true, "Resume on this tab"), (false, "Pause on this tab")] {
        session.browser.switch_to_window(own.clone()).await?;
        session.element("#pause").await?.click().await?;
        until("the button says the opposite", async || {
            Ok((session.text("#pause").await? == says).then_some(()))
        })
        .await?;
        session.browser.switch_to_window(page.clone()).await?;
        until("the page follows", async || {
            let open = session.element(LINK).await?.attr("href").await?.is_some();
            Ok((open == paused && session.has_banner().await? != paused).then_some(()))
        })
        .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_pasted_is_judged_on_the_spot() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole("/billing").await?;
    popup(&session).await?;
    for (pasted, verdict) in [
        (
            "https://www.google.com/url?q=https%3A%2F%2Ftinurll.com%2F2A0TbB",
            "This leads to dangerous places.",
        ),
        ("A tool in a container.", "Looked at this, found nothing."),
        (
            "**DOWNLOAD ✵ [https://fresh.site/2A0TbB](https://fresh.site/2A0TbB)**",
            "This leads to dangerous places.",
        ),
    ] {
        let script = format!("document.getElementById('pasted').value = {pasted:?}");
        session.run(&script).await?;
        session.element("#judge button").await?.click().await?;
        until(verdict, async || Ok(session.text("#judged").await?.starts_with(verdict).then_some(())))
            .await?;
    }
    ensure!(session.hub.reached().is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn on_other_sites_it_says_that_it_does_not_look() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.browser.goto("https://elsewhere.site/").await?;
    popup(&session).await?;
    ensure!(
        session.text("#headline").await?.contains("This is none."),
        "{}",
        session.text("#headline").await?
    );
    ensure!(!session.element("#pause").await?.is_displayed().await?);
    Ok(())
}
