//! Every kind of page × what is there × what the API answers: the table in `places.toml`.

use anyhow::{Context as _, Result, ensure};
use hullcheck_browser::{Session, until};
use hullcheck_hub::{Account, Content, Fault, Question, Repository};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tokio::sync::watch;

/// How many rows a browser sees: few enough to stay below what may be asked at once.
const ROWS_A_BROWSER: usize = 12;

/// The first outside link of the content, as the page or the profile shows it.
const LINK: &str = "#mainContainer a.DDSExternalLink-root";

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    path: String,
    #[serde(default)]
    repositories: Vec<Value>,
    #[serde(default)]
    accounts: Vec<Value>,
    /// How many empty repositories with made-up names the account has.
    #[serde(default)]
    farm: usize,
    fault: Option<ExpectedFault>,
    /// `open` opens the banner; anything else runs in the page.
    script: Option<String>,
    banner: Option<ExpectedBanner>,
    buttons: Option<Vec<String>>,
    mark: String,
    link: Option<String>,
    cards: Option<BTreeMap<String, String>>,
    requests: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFault {
    question: String,
    about: String,
    how: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedBanner {
    level: String,
    headline: String,
    detail: String,
}

impl Row {
    /// Its content, in a namespace of its own.
    fn content(&self, own: &str) -> Result<Content> {
        let mut content = Content::default();
        let empty = |number| json!({ "name": format!("free-photo-editor-{number}"), "tags": 0, "status": 1 });
        for mut line in self.repositories.iter().cloned().chain((0..self.farm).map(empty)) {
            line["namespace"] = line.get("namespace").cloned().unwrap_or_else(|| own.into());
            content.repositories.push(Repository::read(line)?);
        }
        for mut line in self.accounts.iter().cloned() {
            line["account"] = own.into();
            content.accounts.push(serde_json::from_value::<Account>(line)?);
        }
        Ok(content)
    }

    async fn check(&self, session: &Session, own: &str) -> Result<()> {
        let named = |text: &str| text.replace('@', own);
        let (_never, wait) = watch::channel(false);
        if let Some(fault) = &self.fault {
            session.hub.break_down(&named(&fault.about), question(&fault.question)?, how(&fault.how, wait)?);
        }
        let before = session.hub.asked().len();
        session.open_whole(&named(&self.path)).await?;
        if let Some(script) = self.script.as_deref().filter(|script| *script != "open") {
            session.run(script).await?;
        }
        session.decided().await?;
        // The icon is set once the page is judged.
        let mark = |title: String| {
            if self.mark == "Hullcheck" { title == self.mark } else { title.contains(&self.mark) }
        };
        until(
            &format!("the icon says {}", self.mark),
            async || Ok(mark(session.icon().await?).then_some(())),
        )
        .await?;
        self.check_banner(session).await?;
        if let Some(expected) = &self.link {
            let script = format!(
                "const link = document.querySelector({LINK:?}); \
                 return !link ? 'none' : link.hasAttribute('href') ? 'pass' : link.getAttribute('data-hullcheck')"
            );
            until(&format!("the link is {expected}"), async || {
                Ok((session.run(&script).await? == json!(expected)).then_some(()))
            })
            .await?;
        }
        if let Some(cards) = &self.cards {
            let expected: BTreeMap<String, &String> =
                cards.iter().map(|(path, level)| (named(path), level)).collect();
            let script = "return Object.fromEntries([...document.querySelectorAll('[data-hullcheck-card]')] \
                          .filter((card) => card.pathname.includes(arguments[0])) \
                          .map((card) => [card.pathname, card.getAttribute('aria-description') && card.dataset.hullcheckCard]))";
            until("the cards are marked", async || {
                let marked = session.browser.execute(script, vec![own.into()]).await?.json().clone();
                Ok((marked == json!(expected)).then_some(()))
            })
            .await?;
        }
        if let Some(requests) = self.requests {
            let asked = session.hub.asked().split_off(before);
            ensure!(asked.len() == requests, "asked {asked:?}");
        }
        Ok(())
    }

    async fn check_banner(&self, session: &Session) -> Result<()> {
        let Some(expected) = &self.banner else {
            ensure!(!session.has_banner().await?, "{:?}", session.banner().await?);
            return Ok(());
        };
        let banner = until(&format!("the banner says {}", expected.headline), async || {
            let banner = session.banner().await?;
            Ok((banner.headline == expected.headline).then_some(banner))
        })
        .await?;
        ensure!(banner.level == expected.level, "{banner:?}");
        ensure!(banner.detail.contains(&expected.detail), "{banner:?}");
        if self.script.as_deref() == Some("open") {
            session.click_banner("What we saw").await?;
        }
        if let Some(buttons) = &self.buttons {
            let mut offered = session.banner().await?.buttons;
            offered.retain(|button| buttons.contains(button) || self.script.as_deref() != Some("open"));
            offered.dedup();
            ensure!(buttons.iter().all(|button| offered.contains(button)), "{offered:?}");
        }
        Ok(())
    }
}

fn question(name: &str) -> Result<Question> {
    Ok(match name {
        "Repository" => Question::Repository,
        "Tags" => Question::Tags,
        "Siblings" => Question::Siblings,
        "Account" => Question::Account,
        "Search" => Question::Search,
        other => anyhow::bail!("no such question: {other}"),
    })
}

fn how(how: &Value, wait: watch::Receiver<bool>) -> Result<Fault> {
    Ok(match how {
        Value::Number(status) => Fault::Status(u16::try_from(status.as_u64().unwrap_or_default())?),
        Value::String(word) if word == "page" => Fault::Page,
        Value::String(word) if word == "never" => Fault::Wait(wait),
        other => anyhow::bail!("no such fault: {other}"),
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_shows_what_it_must() -> Result<()> {
    let table: Table = toml::from_str(include_str!("places.toml"))?;
    let mut wrong = Vec::new();
    for (sheet, rows) in table.row.chunks(ROWS_A_BROWSER).enumerate() {
        let own = |at: usize| format!("row{}", sheet * ROWS_A_BROWSER + at);
        let mut content = Content::default();
        for (at, row) in rows.iter().enumerate() {
            let of_row = row.content(&own(at)).with_context(|| row.name.clone())?;
            content.repositories.extend(of_row.repositories);
            content.accounts.extend(of_row.accounts);
        }
        let session = Session::start(content).await?;
        for (at, row) in rows.iter().enumerate() {
            if let Err(error) = row.check(&session, &own(at)).await {
                wrong.push(format!("{}: {error:#}", row.name));
            }
        }
    }
    println!("{} rows", table.row.len());
    ensure!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), table.row.len(), wrong.join("\n"));
    Ok(())
}
