//! What axe-core (<https://github.com/dequelabs/axe-core>) finds on every page of
//! the extension and on the banner, in both themes, and what can be done without a mouse.
//!
//! `HULLCHECK_AXE` names the file `axe.min.js`; `cargo xtask test` fetches it.

use anyhow::{Context as _, Result, ensure};
use hullcheck_browser::{Banner, Session, changed_extension, content, until};
use std::{env, fs};
use thirtyfour::Key;

const PAGES: [&str; 5] = [
    "/r/terspurjoydei/photo-editor-2023-full",
    "/r/prenonanil/usb-boot-windows",
    "/r/harborworks/moved",
    "/r/harborworks/nothing-there",
    "/search?q=photo",
];
const LURE: &str = PAGES[0];

/// What is wrong within `scope`, in words.
async fn axe(session: &Session, scope: &str) -> Result<Vec<String>> {
    let file = env::var("HULLCHECK_AXE").context("HULLCHECK_AXE is not set: run cargo xtask test")?;
    let axe = fs::read_to_string(&file).with_context(|| file)?;
    let script = format!(
        "{axe}; const done = arguments[arguments.length - 1]; \
         axe.run({scope}, {{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }}).then(({{ violations }}) => \
         done(violations.flatMap(({{ id, nodes }}) => nodes.map((node) => `${{id}}: ${{node.html}} ${{node.failureSummary}}`))), (error) => done([String(error)]))"
    );
    let found = session.browser.execute_async(script, vec![]).await?;
    Ok(serde_json::from_value(found.json().clone())?)
}

async fn check(session: &Session, what: &str, scope: &str) -> Result<()> {
    for dark in [false, true] {
        session.theme(dark).await?;
        let found = axe(session, scope).await?;
        ensure!(found.is_empty(), "{what}, dark: {dark}: {found:#?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_our_pages() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.click_banner("Report").await?;
    session.own_page("report").await?;
    check(&session, "report", "document").await?;
    let find = "const done = arguments[0]; chrome.tabs.query({ url: 'https://hub.docker.com/*' }).then(([tab]) => done(tab.id))";
    let tab = session.in_extension(find, vec![]).await?;
    session.open_own(&format!("popup/popup.html?tab={tab}")).await?;
    session.element("#seen li").await?;
    check(&session, "popup", "document").await?;
    session.open_own("options/options.html").await?;
    session.element("main:not([hidden])").await?;
    check(&session, "settings", "document").await?;
    for page in [LURE, PAGES[1]] {
        session.open_whole(page).await?;
        session.banner().await?;
        session.decided().await?;
        session.click(".overview a.DDSExternalLink-root", hullcheck_browser::Click::Left).await?;
        session.warning().await?;
        check(&session, "warning", "document").await?;
        session.element("summary").await?.click().await?;
        check(&session, "warning, opened", "document").await?;
    }
    Ok(())
}

/// A copy of the extension whose banner axe can look into: all else is the same.
#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_the_banner() -> Result<()> {
    let extension = changed_extension(|_| {})?;
    let file = extension.path().join("content/page.js");
    let closed = fs::read_to_string(&file)?;
    let open = closed.replace("mode:\"closed\"", "mode:\"open\"");
    ensure!(open != closed);
    fs::write(&file, open)?;
    let session = Session::with_extension(extension.path(), content()?).await?;
    let mut seen = 0;
    for page in PAGES {
        session.open_whole(page).await?;
        session.decided().await?;
        if Banner::find(&session.browser).await?.is_none() {
            continue;
        }
        seen += 1;
        check(&session, page, "document.querySelector('[popover]')").await?;
        let banner = session.banner().await?;
        if let Some(more) =
            banner.buttons.iter().find(|button| ["What we saw", "More"].contains(&button.as_str()))
        {
            session.click_banner(more).await?;
            check(&session, &format!("{page}, opened"), "document.querySelector('[popover]')").await?;
        }
    }
    ensure!(seen >= 3, "only {seen} banners");
    Ok(())
}

/// At twice the size a window of 1280 pixels has room for 640.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_cut_off_at_twice_the_size() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.window_size(640, 900).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.click_banner("Report").await?;
    session.own_page("report").await?;
    fits(&session, "report").await?;
    session.open_whole(LURE).await?;
    session.decided().await?;
    session.element(".overview a.DDSExternalLink-root").await?.send_keys(Key::Enter).await?;
    session.warning().await?;
    session.element("summary").await?.click().await?;
    fits(&session, "warning").await?;
    for language in ["en", "de", "ru"] {
        let set = format!(
            "const done = arguments[0]; chrome.storage.local.set({{ language: '{language}' }}).then(done)"
        );
        session.in_extension(&set, vec![]).await?;
        for page in ["options/options.html", "popup/popup.html"] {
            session.open_own(page).await?;
            session.element("main:not([hidden])").await?;
            fits(&session, &format!("{page}, {language}")).await?;
        }
    }
    Ok(())
}

async fn fits(session: &Session, what: &str) -> Result<()> {
    let wide =
        "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth";
    let wide = session.run(wide).await?;
    ensure!(wide == 0, "{what} is {wide} pixels too wide");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_is_announced_once() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    ensure!(session.banner().await?.announced);
    session.decided().await?;
    // Another link changes the list in the banner, and nothing of what was said.
    let add = "const link = document.createElement('a'); link.href = 'https://another.site/2A0TbB'; link.append('x'); \
               document.querySelector('.overview').append(link)";
    session.run(add).await?;
    until("the banner was painted anew", async || Ok((!session.banner().await?.announced).then_some(())))
        .await?;
    ensure!(session.banner().await?.level == "danger");
    session.open_whole(PAGES[1]).await?;
    ensure!(session.banner().await?.announced);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_warning_and_the_settings_work_with_the_keyboard_alone() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.decided().await?;
    session.element(".overview a.DDSExternalLink-root").await?.send_keys(Key::Enter).await?;
    session.warning().await?;
    ensure!(session.run("return document.activeElement.id").await? == "back");
    session.element("#back").await?.send_keys(Key::Tab).await?;
    ensure!(session.run("return document.activeElement.localName").await? == "summary");
    session.open_own("options/options.html").await?;
    session.element("main:not([hidden])").await?;
    // Every control is reached, in the order of the page, and shows that it is.
    let wanted = "return [...document.querySelectorAll('input, button, select, code')].filter((one) => one.checkVisibility() && !one.disabled \
                  && (one.type !== 'radio' || one.checked)).map((one) => one.id || one.name || one.textContent)";
    let wanted: Vec<String> = serde_json::from_value(session.run(wanted).await?)?;
    let mut reached = Vec::new();
    for _ in &wanted {
        session.browser.action_chain().send_keys(Key::Tab).perform().await?;
        let now = session.run("const one = document.activeElement; return [one.id || one.name || one.textContent, one.matches(':focus-visible') && getComputedStyle(one).outlineStyle !== 'none']").await?;
        ensure!(now[1] == true, "{now} does not show that it has the focus");
        reached.push(now[0].as_str().unwrap_or_default().to_owned());
    }
    ensure!(reached == wanted, "{reached:?} {wanted:?}");
    Ok(())
}
