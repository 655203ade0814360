//! Looks into the banner. Its shadow tree is closed to the page, but not to WebDriver.

use crate::wire::in_shadow;
use anyhow::Context as _;
use serde_json::Value;
use thirtyfour::{WebDriver, prelude::*};

/// What the banner shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banner {
    /// `notice`, `suspicious`, `danger` or `not-inspected`.
    pub level: String,
    /// The first line.
    pub headline: String,
    /// The second line.
    pub detail: String,
    /// Whether a screen reader is told of it now.
    pub announced: bool,
    /// What its buttons say, those that are hidden too.
    pub buttons: Vec<String>,
}

/// What is read from the banner's element, all at once.
const READ: &str = "const [bar] = arguments; const text = (css) => bar.querySelector(css)?.textContent ?? ''; \
                    return [bar.dataset.level, text('.headline'), text('.detail'), [...bar.querySelectorAll('button')].map((button) => button.textContent), bar.querySelector('.words[role]') !== null]";

/// Where one of its buttons is.
const PLACE: &str = "const [shell, wanted] = arguments; \
                     const button = [...shell.getRootNode().querySelectorAll('button')].find((button) => button.textContent === wanted); \
                     if (!button) return null; button.scrollIntoView({ block: 'nearest' }); \
                     const { x, y, width, height } = button.getBoundingClientRect(); return [x + width / 2, y + height / 2]";

impl Banner {
    /// The banner of the current page, if it has one.
    pub async fn find(browser: &WebDriver) -> anyhow::Result<Option<Self>> {
        let Some(bar) = within(browser, ".bar").await? else { return Ok(None) };
        // It may be painted anew meanwhile: then there is another to be found.
        let Ok(read) = browser.execute(READ, vec![bar.to_json()?]).await else { return Ok(None) };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let read = read.json();
        Ok(Some(Self {
            level: text(&read[0]),
            headline: text(&read[1]),
            detail: text(&read[2]),
            announced: read[4] == true,
            buttons: read[3].as_array().into_iter().flatten().map(text).collect(),
        }))
    }

    /// Where the button that says `wanted` is, in the window.
    pub async fn button(browser: &WebDriver, wanted: &str) -> anyhow::Result<(f64, f64)> {
        let shell = within(browser, ":is(.bar, .chip)").await?.context("there is no banner")?;
        let place = browser.execute(PLACE, vec![shell.to_json()?, wanted.into()]).await?.json().clone();
        let coordinate =
            |at: usize| place[at].as_f64().with_context(|| format!("the banner has no button {wanted:?}"));
        Ok((coordinate(0)?, coordinate(1)?))
    }
}

/// The element at `css` in the banner's shadow tree.
async fn within(browser: &WebDriver, css: &str) -> anyhow::Result<Option<WebElement>> {
    for host in browser.find_all(By::Css("[popover]")).await? {
        if let Ok(found) = in_shadow(browser, &host, css).await {
            return Ok(Some(found));
        }
    }
    Ok(None)
}
