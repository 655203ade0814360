//! The whole path: from a Docker Hub page to a stopped click, in a real browser.
//! Each test is one sentence a user would say.

use anyhow::{Result, bail};
use hullcheck_browser::{Click, Held, Session, content, until};
use hullcheck_hub::{Fault, Question, Repository};
use thirtyfour::Key;
use tokio::sync::watch;

const LURE: &str = "/r/terspurjoydei/photo-editor-2023-full";
const HONEST: &str = "/r/harborworks/tidewatch";
const QUIET: &str = "/r/harborworks/moved";
/// The first outside link of an overview.
const LINK: &str = ".overview a.DDSExternalLink-root";

async fn start() -> Result<Session> {
    Session::start(content()?).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lure_is_warned_about_and_its_link_shows_that_it_is_stopped() -> Result<()> {
    let session = start().await?;
    session.open_whole(LURE).await?;
    let banner = session.banner().await?;
    assert_eq!(banner.level, "danger");
    assert_eq!(banner.headline, "This page leads to malware infrastructure.");
    assert!(banner.detail.contains("tinurll[.]com") && banner.detail.contains("JFrog"), "{}", banner.detail);
    session.decided().await?;
    let link = session.element(LINK).await?;
    assert_eq!(link.attr("href").await?, None);
    assert_eq!(link.attr("data-hullcheck").await?.as_deref(), Some("block"));
    let name = link.attr("aria-label").await?.unwrap_or_default();
    assert!(name.starts_with("Stopped: leads to tinurll[.]com"), "{name}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn however_a_stopped_link_is_opened_the_warning_comes_first() -> Result<()> {
    for click in [
        Some(Click::Left),
        Some(Click::Middle),
        Some(Click::With(Held::Control)),
        Some(Click::With(Held::Shift)),
        None,
    ] {
        let session = start().await?;
        session.open_whole(LURE).await?;
        session.banner().await?;
        session.decided().await?;
        match click {
            Some(click) => session.click(LINK, click).await?,
            None => session.element(LINK).await?.send_keys(Key::Enter + "").await?,
        }
        session.warning().await?;
        assert_eq!(session.text("#headline").await?, "Hullcheck stopped this link.", "{click:?}");
        assert_eq!(session.text("#host").await?, "tinurll[.]com");
        assert_eq!(session.text("#back").await?, "Back to safety");
        assert!(session.text("#evidence").await?.contains("fake link shortener"));
        assert!(session.text("#from").await?.contains("terspurjoydei/photo-editor-2023-full"));
        let focused = session.run("return document.activeElement.id").await?;
        assert_eq!(focused, "back", "{click:?}");
        assert_eq!(session.hub.reached(), [""; 0], "{click:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn back_to_safety_goes_back_and_going_on_takes_a_second_step() -> Result<()> {
    let session = start().await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    let onwards = session.element("#once").await?;
    assert!(!onwards.is_displayed().await?);
    session.element("#back").await?.click().await?;
    // The link opens in a tab of its own, so the warning's tab closes.
    session.first_tab().await?;
    assert!(session.url().await?.ends_with(LURE));

    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    session.element("summary").await?.click().await?;
    session.element("#once").await?.click().await?;
    until("the site itself", async || Ok((!session.hub.reached().is_empty()).then_some(()))).await?;
    assert_eq!(session.hub.reached(), ["tinurll.com/2A0TbB"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn on_an_honest_page_nothing_happens() -> Result<()> {
    let session = start().await?;
    session.open_whole(HONEST).await?;
    session.decided().await?;
    assert!(!session.has_banner().await?);
    let link = session.element(LINK).await?;
    assert_eq!(link.attr("href").await?.as_deref(), Some("https://github.com/harborworks/tidewatch"));
    for trace in ["data-hullcheck", "role", "tabindex", "aria-label"] {
        assert_eq!(link.attr(trace).await?, None, "{trace}");
    }
    session.click(LINK, Click::Left).await?;
    until("the site itself", async || Ok((!session.hub.reached().is_empty()).then_some(()))).await?;
    assert_eq!(session.hub.reached(), ["github.com/harborworks/tidewatch"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repository_without_an_image_gets_one_quiet_line() -> Result<()> {
    let session = start().await?;
    for (path, detail) in [
        (QUIET, "All its tags were deleted."),
        ("/r/harborworks/first-steps", "Nothing has been pushed yet."),
    ] {
        session.open_whole(path).await?;
        let banner = session.banner().await?;
        assert_eq!(
            (banner.level.as_str(), banner.headline.as_str()),
            ("notice", "This repository has no image.")
        );
        assert!(banner.detail.starts_with(detail), "{}", banner.detail);
    }
    session.open_whole(QUIET).await?;
    session.decided().await?;
    assert!(session.element(LINK).await?.attr("href").await?.is_some());
    session.banner().await?;
    session.click_banner("×").await?;
    assert!(!session.has_banner().await?);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn moving_between_pages_without_loading_them_moves_the_verdict() -> Result<()> {
    let session = start().await?;
    session.open_whole("/search?q=").await?;
    session.follow(&format!("a[href='{HONEST}']")).await?;
    session.decided().await?;
    assert!(!session.has_banner().await?);
    session.browser.back().await?;
    session.element("#searchResults").await?;
    session.follow(&format!("a[href='{LURE}']")).await?;
    assert_eq!(session.banner().await?.level, "danger");
    session.browser.back().await?;
    session.element("#searchResults").await?;
    until("no banner", async || Ok((!session.has_banner().await?).then_some(()))).await?;
    session.browser.forward().await?;
    assert_eq!(session.banner().await?.level, "danger");
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    assert_eq!(session.hub.reached(), [""; 0]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_inspected_says_so_and_asks_first() -> Result<()> {
    let (_never, wait) = watch::channel(false);
    let cases = [
        (Question::Repository, Fault::Status(404), "(404)"),
        (Question::Repository, Fault::Status(500), "(500)"),
        (Question::Repository, Fault::Page, "something other than data"),
        (Question::Repository, Fault::Wait(wait), "in time"),
        (Question::Tags, Fault::Status(500), "(500)"),
        // The last, because whoever is told to wait waits with everything.
        (Question::Repository, Fault::Limited(60), "(429)"),
    ];
    // A repository each: what was answered a moment ago is not asked again.
    let mut content = content()?;
    let honest = content.repositories.iter().find(|repository| repository.path() == HONEST).cloned().unwrap();
    let named = |number: usize| Repository { name: format!("honest-{number}"), ..honest.clone() };
    content.repositories.extend((0..cases.len()).map(named));
    let session = Session::start(content).await?;
    for (number, (question, fault, detail)) in cases.into_iter().enumerate() {
        let case = format!("{question:?} {fault:?}");
        let repository = named(number);
        session.hub.break_down(&repository.full_name(), question, fault);
        session.open_whole(&repository.path()).await?;
        let banner = session.banner().await?;
        assert_eq!(banner.headline, "Hullcheck could not inspect this repository.", "{case}");
        assert!(banner.detail.contains(detail), "{case}: {}", banner.detail);
        session.decided().await?;
        let link = session.element(LINK).await?;
        assert_eq!(link.attr("data-hullcheck").await?.as_deref(), Some("ask"), "{case}");
        assert_eq!(link.attr("href").await?, None, "{case}");
        let own = session.element("footer a").await?;
        assert_eq!(own.attr("href").await?.as_deref(), Some("https://www.docker.com/"), "{case}");
    }
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    assert_eq!(session.text("#headline").await?, "Do you want to open this link?");
    assert!(session.element("#once").await?.is_displayed().await?);
    assert_eq!(session.hub.reached(), [""; 0]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn trying_again_inspects_again() -> Result<()> {
    let session = start().await?;
    session.hub.break_down("harborworks/tidewatch", Question::Repository, Fault::Status(500));
    session.open_whole(HONEST).await?;
    session.banner().await?;
    session.hub.heal();
    session.click_banner("Try again").await?;
    until("no banner", async || Ok((!session.has_banner().await?).then_some(()))).await?;
    session.decided().await?;
    assert!(session.element(LINK).await?.attr("href").await?.is_some());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_before_the_verdict_is_held_and_then_decided() -> Result<()> {
    for (path, name, outside) in [
        (HONEST, "harborworks/tidewatch", vec!["github.com/harborworks/tidewatch"]),
        (LURE, "terspurjoydei/photo-editor-2023-full", vec![]),
    ] {
        let session = start().await?;
        let (go, wait) = watch::channel(false);
        session.hub.break_down(name, Question::Repository, Fault::Wait(wait));
        session.open_whole(path).await?;
        assert_eq!(session.element(LINK).await?.attr("data-hullcheck").await?.as_deref(), Some("checking"));
        session.click(LINK, Click::Left).await?;
        assert_eq!(session.hub.reached(), [""; 0], "{path}");
        go.send(true)?;
        let opened = until("the link is decided", async || {
            let tabs = session.browser.windows().await?;
            Ok(tabs.get(1).cloned())
        })
        .await?;
        session.browser.switch_to_window(opened).await?;
        if outside.is_empty() {
            session.warning().await?;
        } else {
            until("the site itself", async || Ok((!session.hub.reached().is_empty()).then_some(()))).await?;
        }
        assert_eq!(session.hub.reached(), outside, "{path}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_click_without_a_verdict_becomes_a_question() -> Result<()> {
    let session = start().await?;
    let (_never, wait) = watch::channel(false);
    session.hub.break_down("harborworks/tidewatch", Question::Repository, Fault::Wait(wait));
    session.open_whole(HONEST).await?;
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    assert_eq!(session.text("#headline").await?, "Do you want to open this link?");
    assert_eq!(session.hub.reached(), [""; 0]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn scripts_of_the_page_cannot_undo_the_block() -> Result<()> {
    // Each with whether it opens the link, which must lead to the warning.
    for (opens, script) in [
        // Give the address back and click at once.
        (true, "link.href = evil; link.click()"),
        // Take our marks away.
        (
            false,
            "for (const name of [...link.getAttributeNames()]) if (name !== 'class') link.removeAttribute(name); link.href = evil",
        ),
        // Put a fresh copy in its place, as a framework does when it renders again.
        (
            true,
            "const copy = document.createElement('a'); copy.className = link.className; copy.href = evil; \
             copy.append('again'); link.replaceWith(copy); copy.click()",
        ),
        // Click where a listener keeps the click from going on.
        (
            true,
            "link.addEventListener('click', (event) => event.stopImmediatePropagation(), true); link.href = evil; \
             link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))",
        ),
        // A link that never was in the text.
        (
            true,
            "const other = document.createElement('a'); other.href = 'https://tinurll.com/2A0Tcu'; other.append('x'); \
             document.body.append(other); other.click(); other.remove()",
        ),
    ] {
        let session = start().await?;
        session.open_whole(LURE).await?;
        session.banner().await?;
        session.decided().await?;
        let prelude = format!(
            "const link = document.querySelector({LINK:?}); const evil = 'https://tinurll.com/2A0TbB';"
        );
        session.run(&format!("{prelude} {script}")).await?;
        if opens {
            session.warning().await.map_err(|error| error.context(script))?;
        } else {
            until("the link is held", async || {
                let links =
                    session.run(&format!("return document.querySelectorAll('{LINK}[href]').length")).await?;
                Ok((links == 0).then_some(()))
            })
            .await?;
        }
        assert_eq!(session.hub.reached(), [""; 0], "{script}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_asks_on_the_page_asks_when_it_is_opened() -> Result<()> {
    let session = start().await?;
    session.open_whole(LURE).await?;
    let script = "const link = document.createElement('a'); link.href = 'https://github.com/some/thing'; link.className = 'added'; \
                  link.append('more'); document.querySelector('footer').append(link)";
    session.run(script).await?;
    session.banner().await?;
    session.decided().await?;
    let unknown = session.element(".added").await?;
    assert_eq!(unknown.attr("data-hullcheck").await?.as_deref(), Some("ask"));
    session.click(".added", Click::Left).await?;
    session.warning().await?;
    assert_eq!(session.text("#headline").await?, "Do you want to open this link?");
    assert_eq!(session.hub.reached(), [""; 0]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_the_page_writes_anew_is_the_one_that_counts() -> Result<()> {
    let session = start().await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.decided().await?;
    for address in ["/r/harborworks/tidewatch", "https://docs.docker.com/"] {
        session.run(&format!("document.querySelector({LINK:?}).href = {address:?}")).await?;
        session.decided().await?;
        let link = session.element(LINK).await?;
        assert_eq!(link.attr("href").await?.as_deref(), Some(address));
        for trace in ["data-hullcheck", "role", "tabindex", "aria-label"] {
            assert_eq!(link.attr(trace).await?.as_deref(), None, "{trace}");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_warning_shows_nothing_and_leads_nowhere() -> Result<()> {
    let session = start().await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    let genuine = session.url().await?;
    let (page, _) = genuine.split_once('#').unwrap_or_default();
    session.browser.goto(format!("{page}?forged#https://evil.example/")).await?;
    session.warning().await?;
    assert_eq!(session.text("#headline").await?, "There is nothing to show here.");
    if session.element("#once").await?.is_displayed().await? {
        bail!("a forged warning offers to go on");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_comes_back_is_guarded_again() -> Result<()> {
    let session = start().await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.decided().await?;
    // Back to a page the browser kept as it was.
    session.browser.goto("https://elsewhere.site/").await?;
    session.browser.back().await?;
    assert_eq!(session.banner().await?.level, "danger");
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    session.element("#back").await?.click().await?;
    session.first_tab().await?;
    assert_eq!(session.hub.reached().len(), 1, "{:?}", session.hub.reached());
    Ok(())
}

/// A browser that keeps the page may lose an answer that comes meanwhile; whether this one kept it, it does not say.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_left_before_it_was_judged_is_judged_when_it_comes_back() -> Result<()> {
    let session = start().await?;
    let (answer, held_back) = watch::channel(false);
    session.hub.break_down(
        "terspurjoydei/photo-editor-2023-full",
        Question::Repository,
        Fault::Wait(held_back),
    );
    session.open_whole(LURE).await?;
    session.browser.goto("https://elsewhere.site/").await?;
    answer.send(true)?;
    session.browser.back().await?;
    assert_eq!(session.banner().await?.level, "danger");
    session.decided().await
}
