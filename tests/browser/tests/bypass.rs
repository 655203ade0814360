//! Every way to open a stopped link: the table in `bypass.toml`.

use anyhow::{Context as _, Result, bail, ensure};
use hullcheck_browser::{Click, Held, Session, content, is_firefox, until, with_second_net};
use hullcheck_hub::Repository;
use serde::Deserialize;
use serde_json::json;
use std::path::Path;
use thirtyfour::Key;

const LURE: &str = "/r/terspurjoydei/photo-editor-2023-full";
const LINK: &str = ".overview a.DDSExternalLink-root";
const EVIL: &str = "https://tinurll.com/2A0TbB";
const EVIL_HOST: &str = "tinurll.com";

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    page: Option<String>,
    /// `stop` stops the background; anything else runs in the page.
    #[serde(default)]
    script: String,
    act: Option<String>,
    on: Option<String>,
    expect: Expected,
    /// Why it is a gap.
    why: Option<String>,
    net: Option<Expected>,
    firefox: Option<Expected>,
    /// `open` if it takes a site without a Content-Security-Policy.
    policy: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Expected {
    Warning,
    Nothing,
    Gap,
}

impl Row {
    async fn check(&self, extension: &Path, expected: Expected) -> Result<()> {
        let mut content = content()?;
        content.repositories.push(Repository::read(json!({
            "namespace": "harborworks", "name": "bounce", "tags": 1,
            "full_description": format!("A tool in a container. [Source](https://bounce.site/to?{EVIL})"),
        }))?);
        let session = Session::with_extension(extension, content).await?;
        session.hub.set_policy(self.policy.as_deref() != Some("open"));
        session.open_whole(self.page.as_deref().unwrap_or(LURE)).await?;
        if self.page.is_none() {
            session.banner().await?;
        }
        session.decided().await?;
        if self.script == "stop" {
            session.stop_background().await?;
        } else if !self.script.is_empty() {
            let prelude = format!(
                "const evil = {EVIL:?}; const overview = document.querySelector('.overview'); \
                 const link = document.querySelector({LINK:?}); \
                 const add = (html) => {{ overview.insertAdjacentHTML('afterbegin', html); return overview.firstElementChild }}; \
                 const frame = (html) => {{ const made = document.createElement('iframe'); made.srcdoc = html; overview.prepend(made) }};"
            );
            session.run(&format!("{prelude} {}", self.script)).await?;
        }
        if let Some(act) = &self.act {
            self.act(&session, act).await.with_context(|| act.clone())?;
        }
        self.outcome(&session, expected).await
    }

    async fn act(&self, session: &Session, act: &str) -> Result<()> {
        let on = self.on.as_deref().unwrap_or(LINK);
        if on == "iframe" {
            until("the frame's link is held", async || {
                let held = "return !!document.querySelector('iframe').contentDocument?.querySelector('[data-hullcheck]')";
                Ok((session.run(held).await? == true).then_some(()))
            })
            .await?;
            return session.click_within_frame("iframe", "#evil").await;
        }
        let with = |key: Key| key + Key::Enter;
        match act {
            "left" => session.click(on, Click::Left).await,
            "middle" => session.click(on, Click::Middle).await,
            "control" => session.click(on, Click::With(Held::Control)).await,
            "shift" => session.click(on, Click::With(Held::Shift)).await,
            "alt" => session.click(on, Click::With(Held::Alt)).await,
            "meta" => session.click(on, Click::With(Held::Meta)).await,
            "touch" => session.touch(on).await,
            "enter" => Ok(session.element(on).await?.send_keys(Key::Enter + "").await?),
            "control-enter" => Ok(session.element(on).await?.send_keys(with(Key::Control)).await?),
            "shift-enter" => Ok(session.element(on).await?.send_keys(with(Key::Shift)).await?),
            "drag" => session.drag(on).await,
            "menu" => session.click(on, Click::Right).await,
            other => bail!("no such act: {other}"),
        }
    }

    async fn outcome(&self, session: &Session, expected: Expected) -> Result<()> {
        let reached = || session.hub.reached().iter().any(|address| address.starts_with(EVIL_HOST));
        match expected {
            Expected::Warning => {
                session.warning().await?;
                until("it says what it stopped", async || {
                    let shown = session.text("#host").await?;
                    Ok(shown.contains("tinurll[.]com").then_some(()))
                })
                .await?;
                ensure!(!reached(), "{:?}", session.hub.reached());
            }
            Expected::Nothing => {
                let on = self.on.as_deref().unwrap_or(LINK);
                let script = format!(
                    "const link = document.querySelector({on:?}); \
                     return !link.matches(':any-link') && !link.hasAttribute('xlink:href') && !window.dragged"
                );
                ensure!(session.run(&script).await? == true, "the link has an address");
                ensure!(session.browser.windows().await?.len() == 1, "something opened");
                ensure!(session.hub.reached().is_empty(), "{:?}", session.hub.reached());
            }
            Expected::Gap => until("it opens, as is known", async || Ok(reached().then_some(()))).await?,
        }
        Ok(())
    }
}

async fn check_all(extension: &Path, expected: impl Fn(&Row) -> Option<Expected>) -> Result<()> {
    let table: Table = toml::from_str(include_str!("bypass.toml"))?;
    let mut rows = Vec::new();
    for row in table.row {
        ensure!(row.why.is_some() == (row.expect == Expected::Gap), "{}: a gap says why", row.name);
        if let Some(expected) = expected(&row) {
            rows.push((row, expected));
        }
    }
    // Two browsers at a time.
    let share = async |first: usize| {
        let mut wrong = Vec::new();
        for (row, expected) in rows.iter().skip(first).step_by(2) {
            if let Err(error) = row.check(extension, *expected).await {
                wrong.push(format!("{}: {error:#}", row.name));
            }
        }
        wrong
    };
    let (mut wrong, others) = tokio::join!(share(0), share(1));
    wrong.extend(others);
    let gaps = rows.iter().filter(|(_, expected)| *expected == Expected::Gap).count();
    println!("{} ways to open a link, {gaps} known gaps", rows.len());
    ensure!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn however_a_link_is_opened_the_warning_comes_first() -> Result<()> {
    let expected = |row: &Row| row.firefox.filter(|_| is_firefox()).unwrap_or(row.expect);
    check_all(&hullcheck_browser::extension()?, |row| Some(expected(row))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_net_closes_the_gaps() -> Result<()> {
    let extension = with_second_net()?;
    check_all(extension.path(), |row| row.net).await
}
