//! The settings page: how much is stopped, rules by feed, the language, what this is made of, and an administrator's word.

use anyhow::{Result, ensure};
use ed25519_compact::{KeyPair, Seed};
use hullcheck::rules::feed::{FIRST_LINE, signed};
use hullcheck_browser::{Banner, Click, Session, content, extension, in_changed_browser, until};
use hullcheck_hub::{Content, FEED, Repository};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::fs;
use thirtyfour::{WindowHandle, components::SelectElement};

const LINK: &str = ".overview a.DDSExternalLink-root";
const LURE: &str = "/r/terspurjoydei/photo-editor-2023-full";

/// A repository whose readme is `readme`.
fn page(readme: &str) -> Result<(Content, String)> {
    let line = json!({ "namespace": "someone", "name": "thing", "tags": 3, "full_description": readme });
    let repository = Repository::read(line)?;
    let path = repository.path();
    Ok((Content { repositories: vec![repository], ..Content::default() }, path))
}

async fn settings(session: &Session) -> Result<WindowHandle> {
    let tab = session.browser.new_tab().await?;
    session.browser.switch_to_window(tab.clone()).await?;
    session.open_own("options/options.html").await?;
    session.element("main:not([hidden])").await?;
    Ok(tab)
}

async fn link_is(session: &Session, state: &str) -> Result<()> {
    let script = format!(
        "const link = document.querySelector({LINK:?}); return link?.hasAttribute('href') ? 'pass' : link?.dataset.hullcheck"
    );
    until(&format!("the link is {state}"), async || Ok((session.run(&script).await? == state).then_some(())))
        .await
}

async fn says(session: &Session, css: &str, wanted: &str) -> Result<()> {
    until(wanted, async || Ok(session.text(css).await?.contains(wanted).then_some(()))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_level_of_protection_counts_at_once() -> Result<()> {
    let (content, path) = page("Honest words about a container, with [a link](https://bit.ly/3Abc).")?;
    let session = Session::start(content).await?;
    session.open_whole(&path).await?;
    let page = session.browser.window().await?;
    link_is(&session, "pass").await?;
    let own = settings(&session).await?;
    for (level, state) in [("strict", "ask"), ("relaxed", "pass")] {
        session.browser.switch_to_window(own.clone()).await?;
        session.element(&format!("#protection input[value={level}]")).await?.click().await?;
        session.browser.switch_to_window(page.clone()).await?;
        session.browser.refresh().await?;
        session.rendered().await?;
        link_is(&session, state).await?;
    }
    Ok(())
}

/// A feed's text: `host` as a landing page, signed by the holder of `seed`.
fn feed(version: u64, host: &str, seed: u8) -> String {
    let payload = json!({
        "scope": "docker-hub-lures", "channel": "tests", "version": version, "issued": "2026-01-01",
        "expires": "2999-01-01", "hosts": [format!("{host}\tlanding\tebook\t2026\t2026\t2026-01-01\tan analyst")],
    })
    .to_string();
    let pair = KeyPair::from_seed(Seed::new([seed; 32]));
    let signature = pair.sk.sign(signed(&payload), None);
    format!("{FIRST_LINE}{} {}\n\n{payload}", hex(&*pair.pk), hex(&*signature))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_stops_a_new_host_without_loading_anything_anew() -> Result<()> {
    let (content, path) = page("Honest words about a container, with [a link](https://new-host.site/x).")?;
    let session = Session::start(content).await?;
    session.open_whole(&path).await?;
    let page = session.browser.window().await?;
    link_is(&session, "pass").await?;
    let own = settings(&session).await?;
    says(&session, "#feed-says", "No feed is used.").await?;
    says(&session, "#packaged", "known hosts").await?;

    session.element("#feed-address").await?.send_keys(FEED).await?;
    session.element("#feed-key").await?.send_keys("no key").await?;
    session.element("#feed-use").await?.click().await?;
    says(&session, "#feed-wrong", "This is no public key.").await?;

    session.hub.serve_feed(feed(1, "new-host.site", 1));
    session.element("#feed-key").await?.clear().await?;
    let key = hex(&*KeyPair::from_seed(Seed::new([1; 32])).pk);
    session.element("#feed-key").await?.send_keys(&key).await?;
    session.element("#feed-use").await?.click().await?;
    says(&session, "#feed-says", "version 1 of “tests”, issued on Jan 1, 2026. It adds 1 rules.").await?;

    // The page that is open learns of it when it is looked at again.
    session.browser.switch_to_window(page.clone()).await?;
    session.browser.refresh().await?;
    link_is(&session, "block").await?;
    ensure!(session.banner().await?.detail.contains("Listed on 2026-01-01 by this source: an analyst."));
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    ensure!(session.text("#evidence").await?.contains("an analyst"));
    session.element("#back").await?.click().await?;

    // Whatever comes next and is refused changes nothing.
    for (text, says_why) in [
        (feed(2, "other-host.site", 2), "No key you trust has signed it."),
        (feed(0, "other-host.site", 1), "It is older than what is held."),
        ("<!doctype html>".to_owned(), "It is no feed, or a damaged one."),
        ("x".repeat(1_000_001), "It is larger than a feed may be."),
    ] {
        session.hub.serve_feed(text);
        session.browser.switch_to_window(own.clone()).await?;
        session.element("#feed-fetch").await?.click().await?;
        says(&session, "#feed-says", says_why).await?;
        says(&session, "#feed-says", "version 1 of “tests”").await?;
    }
    // It outlives the background.
    session.stop_background().await?;
    session.browser.switch_to_window(page.clone()).await?;
    session.open_whole(&path).await?;
    link_is(&session, "block").await?;

    session.browser.switch_to_window(own).await?;
    session.element("#feed-stop").await?.click().await?;
    says(&session, "#feed-says", "No feed is used.").await?;
    session.browser.switch_to_window(page).await?;
    session.browser.refresh().await?;
    link_is(&session, "pass").await?;
    ensure!(session.hub.reached().is_empty(), "{:?}", session.hub.reached());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_was_damaged_here_costs_nothing_but_the_feed() -> Result<()> {
    let session = Session::start(content()?).await?;
    let key = hex(&*KeyPair::from_seed(Seed::new([1; 32])).pk);
    let source = json!({ "url": FEED, "key": key });
    let text = feed(1, "new-host.site", 1).replace("new-host", "bad-host");
    for kept in [
        json!("junk"),
        json!({ "source": source, "held": "junk", "asked": 1, "refused": null }),
        json!({ "source": source, "held": { "text": text, "keys": [key] }, "asked": 1, "refused": null }),
    ] {
        let set = "const [feed, feedKept, done] = arguments; chrome.storage.local.set({ feed, feedKept }).then(() => done())";
        session.in_extension(set, vec![source.clone(), kept.clone()]).await?;
        session.stop_background().await?;
        session.open_whole(LURE).await?;
        ensure!(session.banner().await?.level == "danger", "{kept}");
        settings(&session).await?;
        session.hub.serve_feed(feed(2, "new-host.site", 1));
        session.element("#feed-fetch").await?.click().await?;
        says(&session, "#feed-says", "version 2 of “tests”").await?;
        session.browser.close_window().await?;
        session.first_tab().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn another_language_is_spoken_everywhere() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    let page = session.browser.window().await?;
    settings(&session).await?;
    let list = SelectElement::new(&session.element("#language").await?).await?;
    list.select_by_value("de").await?;
    says(&session, "#about-title", "Über").await?;
    ensure!(session.run("return document.documentElement.lang").await? == "de");
    session.browser.close_window().await?;
    session.browser.switch_to_window(page).await?;
    session.browser.refresh().await?;
    session.rendered().await?;
    until("the banner is German", async || {
        let banner = Banner::find(&session.browser).await?;
        Ok(banner
            .is_some_and(|banner| {
                banner.detail.contains("Kampagne") || banner.headline.contains("Schadsoftware")
            })
            .then_some(()))
    })
    .await?;
    ensure!(session.banner().await?.detail.contains("2024-04-30"), "{:?}", session.banner().await?);
    session.decided().await?;
    let label = session.element(LINK).await?.attr("aria-label").await?.unwrap_or_default();
    ensure!(!label.starts_with("Stopped"), "{label}");
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    ensure!(session.text("#back").await? != "Back to safety");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_what_it_is_made_of() -> Result<()> {
    let session = Session::start(content()?).await?;
    settings(&session).await?;
    let core = fs::read(extension()?.join("core/hullcheck_bg.wasm"))?;
    ensure!(session.text("#hash").await? == hex(&Sha256::digest(core)));
    let build: Value = serde_json::from_str(&fs::read_to_string(extension()?.join("build.json"))?)?;
    let commit = build["commit"].as_str().unwrap_or_default();
    ensure!(session.text("#version").await?.contains(commit) && !commit.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_decides_before_the_user() -> Result<()> {
    let (content, path) = page("Honest words about a container, with [a link](https://denied.site/x).")?;
    let key = hex(&*KeyPair::from_seed(Seed::new([1; 32])).pk);
    let policy = json!({
        "protection": "strict", "deniedHosts": ["denied.site"], "contactLine": "Ask the security desk, room 7.",
        "logExportAllowed": false, "goingOnAllowed": true, "feed": { "url": FEED, "key": key },
    });
    let Some((session, _policy)) = Session::with_policy(content, &policy).await? else {
        println!("skipped: policies are read from /etc/chromium, which takes root");
        return Ok(());
    };
    session.hub.serve_feed(feed(1, "new-host.site", 1));
    session.open_whole(&path).await?;
    link_is(&session, "block").await?;
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    ensure!(session.text("#evidence").await?.contains("Your administrator stops links to denied[.]site."));
    ensure!(session.text("#contact").await?.contains("Ask the security desk, room 7."));
    session.element("summary").await?.click().await?;
    ensure!(!session.element("#once").await?.is_displayed().await?);
    settings(&session).await?;
    ensure!(session.element("#protection input[value=strict]").await?.is_selected().await?);
    ensure!(!session.element("#protection input[value=relaxed]").await?.is_enabled().await?);
    ensure!(!session.element("#export-log").await?.is_displayed().await?);
    ensure!(!session.element("#feed-use").await?.is_displayed().await?);
    session.element("#feed-fetch").await?.click().await?;
    says(&session, "#feed-says", "version 1 of “tests”").await?;
    Ok(())
}

/// A browser that says what an administrator set once that is written in the extension's storage. A page asks
/// anew whenever it is shown again: so that it has to be told, the browser's word comes a second later.
const LATE: &str = "chrome.storage.managed.get = () => new Promise((resolve) => { const { local } = chrome.storage; \
                    const say = (said) => said && setTimeout(resolve, 1000, said); \
                    local.get('said').then(({ said }) => say(said)); \
                    local.onChanged.addListener(({ said }) => say(said?.newValue)); });";

/// Chromium needs seconds after its start to say what an administrator set: so long, what was set
/// the last time holds, and who never heard anything lets nothing pass.
#[tokio::test(flavor = "multi_thread")]
async fn an_administrators_word_is_kept_for_the_next_start() -> Result<()> {
    let (content, path) = page("Honest words about a container, with [a link](https://first.site/x).")?;
    let extension = in_changed_browser(LATE)?;
    let session = Session::with_extension(extension.path(), content).await?;
    let keep = "const [records, done] = arguments; chrome.storage.local.set(records).then(() => done())";
    session.open_whole(&path).await?;
    link_is(&session, "checking").await?;
    session.in_extension(keep, vec![json!({ "said": { "deniedHosts": ["first.site"] } })]).await?;
    link_is(&session, "block").await?;
    // The next start, at which the browser has not said anything yet.
    let forget = "const [done] = arguments; chrome.storage.local.remove('said').then(() => done())";
    session.in_extension(forget, vec![]).await?;
    session.stop_background().await?;
    session.browser.refresh().await?;
    session.rendered().await?;
    link_is(&session, "block").await?;
    // Of two links that only the page has, and that still pass, one is in a frame, and one is taken out again.
    let add = "const overview = document.querySelector('.overview'); const link = '<a href=https://other.site/y>y</a>'; \
               window.frame = document.createElement('iframe'); frame.srcdoc = link; overview.append(frame); \
               overview.insertAdjacentHTML('beforeend', link); window.apart = overview.lastElementChild";
    session.run(add).await?;
    let pass = "const inner = frame.contentDocument?.querySelector('a'); \
                return [apart, inner].every((link) => link?.hasAttribute('href') && !link.dataset.hullcheck)";
    until("both links pass", async || Ok((session.run(pass).await? == true).then_some(()))).await?;
    session.run("apart.remove()").await?;
    // Meanwhile the administrator thought of another one: the page needs no reload.
    session.in_extension(keep, vec![json!({ "said": { "deniedHosts": ["other.site"] } })]).await?;
    link_is(&session, "pass").await?;
    session.run("document.querySelector('.overview').append(apart)").await?;
    let stopped = "const inner = frame.contentDocument.querySelector('a'); \
                   return [apart, inner].every((link) => link.dataset.hullcheck === 'block')";
    until("both links are stopped", async || Ok((session.run(stopped).await? == true).then_some(()))).await
}
