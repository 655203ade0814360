//! When something of ours is broken, links stay held, and the page says why.

use anyhow::{Result, ensure};
use hullcheck_browser::{Click, Session, changed_extension, content, in_changed_browser, is_firefox, until};
use std::fs;

const LURE: &str = "/r/terspurjoydei/photo-editor-2023-full";
const HONEST: &str = "/r/harborworks/tidewatch";
const LINK: &str = ".overview a.DDSExternalLink-root";

/// The banner says that the extension does not answer, and a click opens nothing.
async fn holds(session: &Session) -> Result<()> {
    session.click(LINK, Click::Left).await?;
    until("the banner says so", async || {
        let banner = session.banner().await?;
        Ok(banner.detail.contains("The extension itself does not answer").then_some(()))
    })
    .await?;
    ensure!(session.element(LINK).await?.attr("href").await?.is_none());
    ensure!(session.hub.reached().is_empty(), "{:?}", session.hub.reached());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_core_holds_every_link() -> Result<()> {
    for broken in ["hullcheck_bg.wasm", "rules.bin"] {
        let extension = changed_extension(|_| {})?;
        let file = extension.path().join("core").join(broken);
        let whole = fs::read(&file)?;
        fs::write(&file, &whole[..whole.len() / 2])?;
        let session = Session::with_extension(extension.path(), content()?).await?;
        for page in [HONEST, LURE] {
            session.open_whole(page).await?;
            holds(&session).await?;
        }
        // Firefox reads an extension from the archive it was installed from, which cannot be mended.
        if !is_firefox() {
            fs::write(&file, &whole)?;
            session.stop_background().await?;
            until("the page asks once more by itself", async || {
                Ok((session.banner().await?.level == "danger").then_some(()))
            })
            .await?;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_under_an_open_tab_holds_its_links() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.decided().await?;
    session.reload_extension().await?;
    if is_firefox() {
        // Firefox ends the old scripts, and runs the new ones in open tabs: what
        // was held stays closed, and what comes is held.
        ensure!(session.element(LINK).await?.attr("href").await?.is_none());
        let add = "const link = document.createElement('a'); link.href = 'https://tinurll.com/2A0TbB'; \
                   link.textContent = 'again'; link.id = 'again'; document.querySelector('.overview').prepend(link)";
        session.run(add).await?;
        until("a new link is held", async || {
            let held = session.element("#again").await?.attr("data-hullcheck").await?;
            Ok((held.as_deref() == Some("block")).then_some(()))
        })
        .await?;
        session.click("#again", Click::Left).await?;
        session.warning().await?;
        ensure!(session.hub.reached().is_empty(), "{:?}", session.hub.reached());
        return Ok(());
    }
    holds(&session).await?;
    session.extension_id().await?;
    session.browser.refresh().await?;
    session.rendered().await?;
    until("all is well again", async || Ok((session.banner().await?.level == "danger").then_some(())))
        .await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn turned_off_under_an_open_tab_it_opens_nothing() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.decided().await?;
    session.disable_extension().await?;
    if is_firefox() {
        // Firefox ends the scripts; what they held has no address.
        session.click(LINK, Click::Left).await?;
        ensure!(session.element(LINK).await?.attr("href").await?.is_none());
        ensure!(session.hub.reached().is_empty(), "{:?}", session.hub.reached());
        return Ok(());
    }
    holds(&session).await?;
    // A link that comes now finds nobody to ask, and the page goes on.
    session.run("const link = document.createElement('a'); link.href = 'https://new.example/'; link.id = 'new'; document.querySelector('.overview').prepend(link)").await?;
    until("a new link is held", async || {
        let held = session.element("#new").await?.attr("data-hullcheck").await?;
        Ok((held.as_deref() == Some("checking")).then_some(()))
    })
    .await
}

/// Whatever is stored, pages are judged, links are stopped, and the settings can be looked at.
#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_storage_is_no_excuse() -> Result<()> {
    for damage in ["null", "5", "'x'", "[null, 5, {}]", "{ account: 7, stored: [null, { url: 3 }] }"] {
        let session = Session::start(content()?).await?;
        let script = format!(
            "const done = arguments[0]; const damage = {damage}; \
             Promise.all([chrome.storage.local.set({{ exceptions: damage, log: damage, protection: damage, feed: damage, feedKept: damage, language: damage, policy: damage }}), \
             chrome.storage.session.set({{ exceptions: damage, paused: damage, guest: damage, 'https://hub.docker.com/v2/': damage }})]).then(() => done())"
        );
        session.in_extension(&script, vec![]).await?;
        session.stop_background().await?;
        session.open_whole(LURE).await?;
        ensure!(session.banner().await?.level == "danger", "{damage}");
        // The answers that were stored meanwhile, and warnings of before.
        let script = format!(
            "const done = arguments[0]; const damage = {damage}; (async () => {{ const all = await chrome.storage.session.get(null); \
             for (const key of Object.keys(all)) if (key.startsWith('https:')) all[key] = {{ outcome: damage, until: Date.now() + 60000 }}; \
             await chrome.storage.session.set({{ ...all, usual: damage, 'warning:1': damage, 'warning:2': damage, 'report:1': damage }}) }})().then(() => done())"
        );
        session.in_extension(&script, vec![]).await?;
        session.stop_background().await?;
        session.open_whole(LURE).await?;
        ensure!(session.banner().await?.level == "danger", "{damage}");
        session.click(LINK, Click::Left).await?;
        session.warning().await?;
        // An exception can still be given, and is kept.
        session.go_on("#link").await?;
        session.open_own("options/options.html").await?;
        for (list, says) in [("#exceptions", "hxxps://tinurll[.]com"), ("#log", "hxxps://tinurll[.]com")] {
            until(list, async || Ok(session.text(list).await?.contains(says).then_some(()))).await?;
        }
    }
    Ok(())
}

/// Nothing has to be written down for a page to be judged.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_no_excuse() -> Result<()> {
    let full = "chrome.storage.local.set = async () => { await chrome.storage.session.set({ refused: true }); \
                throw new Error('the disk is full') };";
    let extension = in_changed_browser(full)?;
    let session = Session::with_extension(extension.path(), content()?).await?;
    session.open_whole(LURE).await?;
    ensure!(session.banner().await?.level == "danger");
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    let refused = "const [done] = arguments; chrome.storage.session.get('refused').then(({ refused }) => done(refused ?? false))";
    until("something was to be written", async || {
        Ok((session.in_extension(refused, vec![]).await? == true).then_some(()))
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_storage_opens_nothing() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.decided().await?;
    let fill = "const done = arguments[0]; (async () => { for (let size = 2 ** 23, at = 0; size > 64; size = size / 2) { \
                for (;;) { try { await chrome.storage.session.set({ ['junk' + at++]: 'x'.repeat(size) }) } catch { break } } } })().then(done)";
    session.in_extension(fill, vec![]).await?;
    if is_firefox() {
        // Firefox lets the last records go that we can do without, and that is enough room for a warning.
        session.click(LINK, Click::Left).await?;
        session.warning().await?;
        ensure!(session.hub.reached().is_empty(), "{:?}", session.hub.reached());
        return Ok(());
    }
    holds(&session).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_background_that_was_stopped_comes_back() -> Result<()> {
    let session = Session::start(content()?).await?;
    for _ in 0..3 {
        session.open_whole(LURE).await?;
        session.stop_background().await?;
        session.click(LINK, Click::Left).await?;
        session.warning().await?;
        ensure!(session.text("#host").await? == "tinurll[.]com");
        session.element("#back").await?.click().await?;
        session.first_tab().await?;
    }
    ensure!(session.hub.reached().is_empty());
    Ok(())
}
