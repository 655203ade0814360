//! What is kept has bounds, and at them nothing is lost but the oldest; and whatever the clock says, nothing
//! holds for longer than it should.

use anyhow::{Result, ensure};
use hullcheck_browser::{Click, Session, content, until};
use serde_json::{Value, json};

const LURE: &str = "/r/terspurjoydei/photo-editor-2023-full";
const HONEST: &str = "/r/harborworks/tidewatch";
const LINK: &str = ".overview a.DDSExternalLink-root";

/// Runs an asynchronous function of the extension.
async fn within(session: &Session, function: &str) -> Result<Value> {
    let script = format!(
        "const done = arguments[0]; ({function})().then((value) => done(value ?? null), (error) => done(String(error)))"
    );
    session.in_extension(&script, vec![]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn full_lists_lose_their_oldest_entries() -> Result<()> {
    let session = Session::start(content()?).await?;
    let fill = "async () => { const now = Date.now(); const many = (made) => Array.from({ length: 500 }, (_, at) => made(at)); \
                const old = { href: null, fingerprint: 'x', shown: '', private: false }; \
                await chrome.storage.local.set({ \
                  log: many((at) => ({ page: `old/${at}`, shown: `hxxps://old${at}[.]site`, action: 'block', rule: null, outcome: 'stopped', at: now - 1e6 + at })), \
                  exceptions: many((at) => ({ ...old, page: `old/${at}`, given: now - 1e6 + at })) }); \
                await chrome.storage.session.set(Object.fromEntries(many((at) => [`warning:${at}`, { ...old, at: now - 1e6 + at }]))) }";
    within(&session, fill).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    session.go_on("#link").await?;
    let kept = "async () => { const { log, exceptions } = await chrome.storage.local.get(null); \
                const warnings = Object.keys(await chrome.storage.session.get(null)).filter((key) => key.startsWith('warning:')); \
                return [log.length, log[0].page, log.at(-1).outcome, exceptions.length, exceptions[0].page, exceptions.at(-1).page, warnings.length, warnings.includes('warning:499')] }";
    let expected =
        json!([500, "old/2", "link", 500, "old/1", "terspurjoydei/photo-editor-2023-full", 50, true]);
    until("all is kept but the oldest", async || {
        Ok((within(&session, kept).await? == expected).then_some(()))
    })
    .await?;
    session.open_own("options/options.html").await?;
    until("all is listed", async || {
        let rows = "return [document.querySelectorAll('#log > *').length, document.querySelectorAll('#exceptions > *').length]";
        Ok((session.run(rows).await? == json!([500, 500])).then_some(()))
    })
    .await?;
    // And the exception that was given holds.
    session.open_whole(LURE).await?;
    until("the link opens", async || Ok(session.element(LINK).await?.attr("href").await?)).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exception_of_a_time_to_come_does_not_hold() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    session.go_on("#page").await?;
    session.open_whole(LURE).await?;
    until("the link opens", async || Ok(session.element(LINK).await?.attr("href").await?)).await?;
    for days in [1, -31] {
        let moved = format!(
            "async () => {{ const {{ exceptions }} = await chrome.storage.local.get('exceptions'); \
             await chrome.storage.local.set({{ exceptions: exceptions.map((one) => ({{ ...one, given: Date.now() + {days} * 86400000 }})) }}) }}"
        );
        within(&session, &moved).await?;
        session.open_whole(LURE).await?;
        until("the link is stopped", async || {
            let held = session.element(LINK).await?.attr("data-hullcheck").await?;
            Ok((held.as_deref() == Some("block")).then_some(()))
        })
        .await?;
        session.open_own("options/options.html").await?;
        until("none is listed", async || {
            Ok(session.element("#no-exceptions").await?.is_displayed().await?.then_some(()))
        })
        .await?;
    }
    Ok(())
}

/// Two answers, the account of what was asked, and what the site shows around every page.
const STORED: usize = 4;

/// What was stored while the clock was ahead: an answer that stands for a year, and an account that is settled
/// until then.
#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_was_set_back_neither_keeps_answers_nor_silences() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(HONEST).await?;
    session.decided().await?;
    let asked = session.hub.asked().len();
    let ahead = "async () => { const year = 365 * 86400000; const all = await chrome.storage.session.get(null); \
                 for (const [key, value] of Object.entries(all)) { \
                   if (key.startsWith('https:')) { value.until += year; value.outcome.body = '{}' } \
                   if (key === 'guest') { value.account.reckoned += year; value.account.allowance = 0 } } \
                 await chrome.storage.session.set(all); return Object.keys(all).length }";
    until("its answers are stored", async || {
        Ok((within(&session, "async () => Object.keys(await chrome.storage.session.get(null)).length")
            .await?
            == STORED)
            .then_some(()))
    })
    .await?;
    ensure!(within(&session, ahead).await? == STORED);
    session.stop_background().await?;
    session.open_whole(HONEST).await?;
    session.decided().await?;
    until("it is asked again, and judged", async || {
        Ok(session.icon().await?.contains("found nothing").then_some(()))
    })
    .await?;
    ensure!(session.hub.asked().len() == 2 * asked, "{:?}", session.hub.asked());
    Ok(())
}
