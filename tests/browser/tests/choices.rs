//! What users choose, and what stays of it: exceptions, the log, reports, private windows, an administrator's word.

use anyhow::{Result, ensure};
use hullcheck_browser::{Click, Session, content, is_firefox, until};
use serde_json::{Value, json};
use std::fs;

const LURE: &str = "/r/terspurjoydei/photo-editor-2023-full";
const LINK: &str = ".overview a.DDSExternalLink-root";

/// On the page of a lure, with the warning about its link open.
async fn warned() -> Result<Session> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    Ok(session)
}

async fn stored(session: &Session, area: &str, key: &str) -> Result<Value> {
    let script = "const [area, key, done] = arguments; chrome.storage[area].get(key).then((found) => done(found[key] ?? null))";
    session.in_extension(script, vec![area.into(), key.into()]).await
}

/// Whether what is kept under `key` until the browser ends says `what`.
async fn knows(session: &Session, key: &str, what: &str) -> Result<bool> {
    Ok(stored(session, "session", key).await?.to_string().contains(what))
}

/// What only a private window shows.
const PRIVATE: &str = "https://www.docker.com/private";

async fn link_is(session: &Session, state: &str) -> Result<()> {
    let script = format!(
        "const link = document.querySelector({LINK:?}); return link?.hasAttribute('href') ? 'pass' : link?.dataset.hullcheck"
    );
    until(&format!("the link is {state}"), async || Ok((session.run(&script).await? == state).then_some(())))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_warning_takes_the_address_apart() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole("/r/prenonanil/usb-boot-windows").await?;
    session.banner().await?;
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    ensure!(session.text("#host").await? == "newhost-one[.]com");
    let way = session.run("return [...document.querySelectorAll('#way li')].map((hop) => [hop.querySelector('b').textContent, hop.textContent])").await?;
    ensure!(way[0][0] == "www.google.com" && way[1][0] == "newhost-one.com", "{way}");
    ensure!(session.text("#evidence").await?.contains("decorated-call"));
    ensure!(
        session.run("return document.querySelectorAll('a, img, iframe, link[rel*=pre]').length").await? == 0
    );
    session.browser.refresh().await?;
    session.warning().await?;
    ensure!(session.text("#host").await? == "newhost-one[.]com");
    ensure!(session.hub.reached().is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exception_holds_until_it_is_revoked() -> Result<()> {
    for (button, shown) in [
        ("#link", "hxxps://tinurll[.]com/2A0TbB, from"),
        ("#page", "All links of terspurjoydei/photo-editor-2023-full"),
    ] {
        let session = warned().await?;
        session.go_on(button).await?;
        session.browser.close_window().await?;
        session.first_tab().await?;
        // The page the link stands on learns of it by itself.
        link_is(&session, "pass").await?;
        ensure!(session.banner().await?.level == "danger");

        session.browser.switch_to_window(session.browser.new_tab().await?).await?;
        session.open_own("options/options.html").await?;
        until("the exception is listed", async || {
            Ok(session.text("#exceptions").await?.contains(shown).then_some(()))
        })
        .await?;
        session.element("#search").await?.send_keys("nothing of that name").await?;
        until("it is searched for", async || {
            Ok(session.element("#no-exceptions").await?.is_displayed().await?.then_some(()))
        })
        .await?;
        session.element("#search").await?.clear().await?;
        session.run("document.getElementById('search').dispatchEvent(new Event('input'))").await?;
        session.element("#exceptions button").await?.click().await?;
        until("it is revoked", async || {
            Ok(session.element("#no-exceptions").await?.is_displayed().await?.then_some(()))
        })
        .await?;
        session.browser.close_window().await?;
        session.first_tab().await?;
        link_is(&session, "block").await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn going_on_once_leaves_no_exception() -> Result<()> {
    let session = warned().await?;
    session.go_on("#once").await?;
    ensure!(session.hub.reached() == ["tinurll.com/2A0TbB"], "{:?}", session.hub.reached());
    ensure!(session.hub.referrers().is_empty(), "{:?}", session.hub.referrers());
    ensure!(stored(&session, "local", "exceptions").await?.is_null());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_says_what_was_stopped_and_can_be_cleared() -> Result<()> {
    let session = warned().await?;
    session.go_on("#once").await?;
    let log = until("both are noted", async || {
        let log = stored(&session, "local", "log").await?;
        Ok((log.as_array().map(Vec::len) == Some(2)).then_some(log))
    })
    .await?;
    ensure!(log[0]["outcome"] == "stopped" && log[1]["outcome"] == "once", "{log}");
    ensure!(log[0]["shown"] == "hxxps://tinurll[.]com/2A0TbB" && log[0]["rule"] == "known-host", "{log}");
    session.open_own("options/options.html").await?;
    until("the log is shown", async || Ok(session.text("#log").await?.contains("opened once").then_some(())))
        .await?;
    session.element("#clear-log").await?.click().await?;
    until("the log is empty", async || {
        Ok(session.element("#no-log").await?.is_displayed().await?.then_some(()))
    })
    .await?;
    ensure!(stored(&session, "local", "log").await?.is_null());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_drafted_and_never_sent() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    let asked = session.hub.asked().len();
    session.click_banner("Report").await?;
    session.own_page("report").await?;
    let value =
        async |css: &str| session.element(css).await?.prop("value").await.map_err(anyhow::Error::from);
    ensure!(value("#subject").await?.is_some_and(
        |text| text == "Malicious repository on Docker Hub: terspurjoydei/photo-editor-2023-full"
    ));
    let body = value("#body").await?.unwrap_or_default();
    ensure!(body.contains("hxxps://tinurll[.]com/2A0TbB") && !body.contains("https://tinurll"), "{body}");
    session.element("#subject").await?.send_keys("!").await?;
    let mail = session.element("#mail").await?.attr("href").await?.unwrap_or_default();
    ensure!(
        mail.starts_with("mailto:security@docker.com?subject=Malicious%20repository")
            && mail.contains("full!"),
        "{mail}"
    );
    let issue = session.element("#issue").await?.attr("href").await?.unwrap_or_default();
    ensure!(
        issue.starts_with("https://github.com/docker/hub-feedback/issues/new?title=") && issue.len() < 8000,
        "{issue}"
    );
    let downloads = session.downloads().await?;
    for (button, file) in [("#json", "hullcheck-report.json"), ("#stix", "hullcheck-report.stix.json")] {
        session.element(button).await?.click().await?;
        // Chromium keeps the name with an empty file until the download is there.
        let path = downloads.path().join(file);
        let saved: Value = until(file, async || {
            Ok(fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()))
        })
        .await?;
        ensure!(saved.to_string().contains("https://tinurll.com/2A0TbB"), "{saved}");
    }
    ensure!(session.hub.asked().len() == asked && session.hub.reached().is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_warning_is_disputed() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.click_banner("What we saw").await?;
    session.click_banner("This is wrong").await?;
    session.own_page("report").await?;
    ensure!(session.text("#headline").await? == "A report about a wrong warning");
    ensure!(!session.element("#issue").await?.is_displayed().await?);
    let mail = session.element("#mail").await?.attr("href").await?.unwrap_or_default();
    ensure!(mail.starts_with("mailto:?subject=Wrong%20warning"), "{mail}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn private_windows_leave_nothing_behind() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.allow_private_windows().await?;
    session.open_private(LURE).await?;
    session.banner().await?;
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    session.go_on("#page").await?;
    // In that window it holds.
    session.open_whole(LURE).await?;
    link_is(&session, "pass").await?;
    session
        .run(&format!("document.body.insertAdjacentHTML('beforeend', '<a href={PRIVATE}>Docker</a>')"))
        .await?;
    session.decided().await?;
    // Chromium's private windows have a background of their own, and what it keeps ends with it.
    ensure!(!is_firefox() || !knows(&session, "usual", PRIVATE).await?);
    for key in ["exceptions", "log"] {
        session.ordinary_window().await?;
        let left = stored(&session, "local", key).await?;
        ensure!(left.is_null(), "{key}: {left}");
    }
    session.open_whole(LURE).await?;
    link_is(&session, "block").await?;
    if !is_firefox() {
        // Chromium ends the background of private windows with the last of them.
        return Ok(());
    }
    // Nor does it wait in memory for the next private window.
    let ordinary = session.browser.window().await?;
    for window in session.browser.windows().await?.into_iter().filter(|window| *window != ordinary) {
        session.browser.switch_to_window(window).await?;
        session.browser.close_window().await?;
    }
    session.browser.switch_to_window(ordinary).await?;
    until("what was private is gone", async || {
        Ok(stored(&session, "session", "exceptions").await?.is_null().then_some(()))
    })
    .await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_can_forbid_exceptions_and_going_on() -> Result<()> {
    for (policy, once, always) in [
        (json!({ "exceptionsAllowed": false }), true, false),
        (json!({ "goingOnAllowed": false }), false, false),
    ] {
        let Some((session, _policy)) = Session::with_policy(content()?, &policy).await? else {
            println!("skipped: policies are read from /etc/chromium, which takes root");
            return Ok(());
        };
        session.open_whole(LURE).await?;
        session.banner().await?;
        session.click(LINK, Click::Left).await?;
        session.warning().await?;
        session.element("summary").await?.click().await?;
        ensure!(session.element("#once").await?.is_displayed().await? == once, "{policy}");
        ensure!(session.element("#page").await?.is_displayed().await? == always, "{policy}");
        ensure!(session.element("#forbidden").await?.is_displayed().await?, "{policy}");
        // Whatever the page shows, the background refuses.
        let send = "const done = arguments[0]; chrome.runtime.sendMessage({ type: 'goOn', token: location.hash.slice(1), scope: 'page' }).then(done)";
        let answer = session.browser.execute_async(send, vec![]).await?;
        ensure!(
            answer.json()["error"].as_str().is_some_and(|error| error.contains("administrator")),
            "{}",
            answer.json()
        );
        ensure!(session.hub.reached().is_empty());
    }
    Ok(())
}
