//! What a page may try against the extension: the table in `spoof.toml`.

use anyhow::{Result, ensure};
use hullcheck_browser::{Click, Session, changed_extension, content, until};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;

const LURE: &str = "/r/terspurjoydei/photo-editor-2023-full";
const LINK: &str = ".overview a.DDSExternalLink-root";

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    page: Option<String>,
    script: String,
    then: Option<String>,
    expect: Expected,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Expected {
    Guarded,
    Held,
    Warned,
    Quiet,
}

impl Row {
    async fn check(&self) -> Result<()> {
        let session = Session::start(content()?).await?;
        session.open_whole(self.page.as_deref().unwrap_or(LURE)).await?;
        if self.expect != Expected::Quiet {
            session.banner().await?;
        }
        session.decided().await?;
        let own = session.own_origin().await?;
        let script = format!(
            "const own = {own:?}; const evil = 'https://tinurll.com/2A0TbB'; const link = document.querySelector({LINK:?}); \
             const host = document.querySelector('[popover]'); {}",
            self.script
        );
        session.run(&script).await?;
        if self.then.as_deref() == Some("click") {
            session.click(LINK, Click::Left).await?;
        }
        match self.expect {
            Expected::Guarded => {
                until("the banner lies on top", async || {
                    let on_top = "const host = [...document.querySelectorAll('[popover]')].at(-1); if (!host) return false; \
                                  const { x, y, width, height } = host.getBoundingClientRect(); \
                                  return height > 20 && document.elementFromPoint(x + width / 2, y + height / 2) === host";
                    Ok((session.run(on_top).await? == true).then_some(()))
                })
                .await?;
                ensure!(session.banner().await?.level == "danger");
                self.held(&session).await?;
            }
            Expected::Held => self.held(&session).await?,
            Expected::Warned => {
                session.warning().await?;
                ensure!(session.text("#host").await? == "tinurll[.]com");
                ensure!(session.run("return document.activeElement.id").await? == "back");
            }
            Expected::Quiet => {
                session.decided().await?;
                until("the icon says so", async || {
                    Ok(session.icon().await?.contains("found nothing").then_some(()))
                })
                .await?;
                ensure!(!session.has_banner().await?);
                ensure!(session.element(LINK).await?.attr("href").await?.is_some());
            }
        }
        ensure!(session.hub.reached().is_empty(), "{:?}", session.hub.reached());
        Ok(())
    }

    async fn held(&self, session: &Session) -> Result<()> {
        let link = format!(
            "const link = document.querySelector({LINK:?}); return [link.hasAttribute('href'), link.dataset.hullcheck]"
        );
        ensure!(session.run(&link).await? == json!([false, "block"]));
        ensure!(session.run("return document.title").await? != "found");
        for tab in session.browser.windows().await? {
            session.browser.switch_to_window(tab).await?;
            let url = session.url().await?;
            ensure!(
                !url.contains("/warning/")
                    || session
                        .run("return document.body?.innerText")
                        .await?
                        .as_str()
                        .is_none_or(|text| !text.contains("tinurll")),
                "{url}"
            );
        }
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_the_page_tries_the_guard_stays() -> Result<()> {
    let table: Table = toml::from_str(include_str!("spoof.toml"))?;
    let mut wrong = Vec::new();
    for row in &table.row {
        if let Err(error) = row.check().await {
            wrong.push(format!("{}: {error:#}", row.name));
        }
    }
    println!("{} attempts", table.row.len());
    ensure!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), table.row.len(), wrong.join("\n"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_warning_page_may_go_on_and_only_to_what_was_stopped() -> Result<()> {
    let session = Session::start(content()?).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    let token = session.url().await?.split_once('#').map(|(_, token)| token.to_owned()).unwrap_or_default();
    let send = "const [message, done] = arguments; chrome.runtime.sendMessage(message).then((answer) => done(answer ?? null), () => done('refused'))";
    // Another page of ours, with the right token.
    let answer =
        session.in_extension(send, vec![json!({ "type": "goOn", "token": token, "scope": "once" })]).await?;
    ensure!(answer.is_null() || answer == "refused", "{answer}");
    // The warning page, with a wrong one.
    let answer = session
        .browser
        .execute_async(send, vec![json!({ "type": "goOn", "token": "forged", "scope": "once" })])
        .await?;
    ensure!(answer.json()["error"].is_string(), "{}", answer.json());
    ensure!(session.hub.reached().is_empty(), "{:?}", session.hub.reached());
    Ok(())
}

/// What may be sent, by whom: a script of ours in a page, as a compromised page process could use it, and a page
/// of ours that has nothing to ask.
#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_right_to_an_answer_gets_none() -> Result<()> {
    let refused = json!([
        { "type": "goOn", "token": "x", "scope": "once" },
        { "type": "look", "tabId": 1 },
        { "type": "pause", "tabId": 1, "paused": true },
        { "type": "reportTab", "tabId": 1 },
        { "type": "judge", "text": "https://tinurll.com/2A0TbB" },
        { "type": "feed", "wish": "look" },
        { "type": "feed", "wish": "use", "source": null },
        { "type": "inspect", "url": "https://evil.site/", "anchors": [], "cards": [], "witness": null },
        { "type": "open", "url": "https://evil.site/", "href": "https://evil.site/", "where": "here", "known": null, "anchors": [], "cards": [], "witness": null },
        { "type": "inspect" }, { "type": "unknown", "url": "https://hub.docker.com/" }, {}, null, 5, "inspect",
    ]);
    let send = format!(
        "Promise.all({refused}.map((message) => chrome.runtime.sendMessage(message).then((answer) => answer ?? null, () => null)))"
    );
    let extension = changed_extension(|manifest| {
        if let Some(scripts) = manifest["content_scripts"][0]["js"].as_array_mut() {
            scripts.push("asks.js".into());
        }
    })?;
    // What it may ask is answered.
    let may = "chrome.runtime.sendMessage({ type: 'inspect', url: location.href, anchors: [], cards: [], witness: null })";
    let asks = format!(
        "Promise.all([{send}, {may}]).then(([answers, own]) => {{ if (own.links) document.documentElement.dataset.answers = JSON.stringify(answers) }})"
    );
    fs::write(extension.path().join("asks.js"), asks)?;
    let session = Session::with_extension(extension.path(), content()?).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    let given = until("its answers", async || {
        Ok(session
            .run("return document.documentElement.dataset.answers ?? null")
            .await?
            .as_str()
            .map(str::to_owned))
    })
    .await?;
    let given: Value = serde_json::from_str(&given)?;
    let page = session.in_extension(&format!("const done = arguments[0]; {send}.then(done)"), vec![]).await?;
    for (who, answers) in [("our script in a page", given), ("a page of ours", page)] {
        for (message, answer) in
            refused.as_array().into_iter().flatten().zip(answers.as_array().into_iter().flatten())
        {
            ensure!(answer.is_null(), "{who} got {answer} for {message}");
        }
        ensure!(answers.as_array().map(Vec::len) == refused.as_array().map(Vec::len), "{answers}");
    }
    ensure!(session.hub.reached().is_empty(), "{:?}", session.hub.reached());
    Ok(())
}
