//! Looks into the banner. Its shadow root is closed to the page, and so to
//! WebDriver; the DevTools protocol sees it.

use crate::{driver::devtools, is_firefox, wire::in_shadow};
use anyhow::Context as _;
use serde_json::{Value, json};
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
    /// What its buttons say.
    pub buttons: Vec<String>,
}

/// What is read from the banner's element, all at once.
const READ: &str = "const [bar] = arguments; const text = (css) => bar.querySelector(css)?.textContent ?? ''; \
                    return [bar.dataset.level, text('.headline'), text('.detail'), [...bar.querySelectorAll('button')].map((button) => button.textContent)]";

/// Where one of its buttons is.
const PLACE: &str = "const [shell, wanted] = arguments; \
                     const button = [...shell.getRootNode().querySelectorAll('button')].find((button) => button.textContent === wanted); \
                     if (!button) return null; button.scrollIntoView({ block: 'nearest' }); \
                     const { x, y, width, height } = button.getBoundingClientRect(); return [x + width / 2, y + height / 2]";

impl Banner {
    /// The banner of the current page, if it has one.
    pub async fn find(browser: &WebDriver) -> anyhow::Result<Option<Self>> {
        if is_firefox() {
            return Self::find_by_webdriver(browser).await;
        }
        let document = document(browser).await?;
        let Some(bar) = find(&document, &|node| attribute(node, "class") == Some("bar")) else {
            return Ok(None);
        };
        let of_class = |class: &str| find(bar, &|node| attribute(node, "class") == Some(class)).map(text);
        let mut buttons = Vec::new();
        collect(bar, &|node| node["localName"] == "button", &mut buttons);
        Ok(Some(Self {
            level: attribute(bar, "data-level").unwrap_or_default().to_owned(),
            headline: of_class("headline").unwrap_or_default(),
            detail: of_class("detail").unwrap_or_default(),
            buttons: buttons.into_iter().map(text).collect(),
        }))
    }

    /// The same without DevTools: Firefox shows closed shadow trees to its driver
    /// (<https://www.w3.org/TR/webdriver2/#get-element-shadow-root>), Chromium does not.
    async fn find_by_webdriver(browser: &WebDriver) -> anyhow::Result<Option<Self>> {
        let Some(bar) = within(browser, ".bar").await? else { return Ok(None) };
        // It may be painted anew meanwhile: then there is another to be found.
        let Ok(read) = browser.execute(READ, vec![bar.to_json()?]).await else { return Ok(None) };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let read = read.json();
        Ok(Some(Self {
            level: text(&read[0]),
            headline: text(&read[1]),
            detail: text(&read[2]),
            buttons: read[3].as_array().into_iter().flatten().map(text).collect(),
        }))
    }

    /// Where the button that says `wanted` is, in the window.
    pub async fn button(browser: &WebDriver, wanted: &str) -> anyhow::Result<(f64, f64)> {
        if is_firefox() {
            let shell = within(browser, ":is(.bar, .chip)").await?.context("there is no banner")?;
            let place = browser.execute(PLACE, vec![shell.to_json()?, wanted.into()]).await?.json().clone();
            let coordinate = |at: usize| {
                place[at].as_f64().with_context(|| format!("the banner has no button {wanted:?}"))
            };
            return Ok((coordinate(0)?, coordinate(1)?));
        }
        let document = document(browser).await?;
        let button = find(&document, &|node| node["localName"] == "button" && text(node) == wanted)
            .with_context(|| format!("the banner has no button {wanted:?}"))?;
        let node = json!({ "backendNodeId": button["backendNodeId"] });
        devtools(browser, "DOM.scrollIntoViewIfNeeded", node).await?;
        let quads =
            devtools(browser, "DOM.getContentQuads", json!({ "backendNodeId": button["backendNodeId"] }))
                .await?;
        let corner = |at: usize| quads["quads"][0][at].as_f64().unwrap_or_default();
        Ok((f64::midpoint(corner(0), corner(4)), f64::midpoint(corner(1), corner(5))))
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

async fn document(browser: &WebDriver) -> anyhow::Result<Value> {
    devtools(browser, "DOM.getDocument", json!({ "depth": -1, "pierce": true })).await
}

fn children(node: &Value) -> impl Iterator<Item = &Value> {
    let list = |key: &str| node[key].as_array().map(Vec::as_slice).unwrap_or_default();
    let root = node.get("root");
    root.into_iter().chain(list("shadowRoots")).chain(list("children"))
}

fn find<'a>(node: &'a Value, wanted: &dyn Fn(&Value) -> bool) -> Option<&'a Value> {
    if wanted(node) {
        return Some(node);
    }
    children(node).find_map(|child| find(child, wanted))
}

fn collect<'a>(node: &'a Value, wanted: &dyn Fn(&Value) -> bool, found: &mut Vec<&'a Value>) {
    if wanted(node) {
        found.push(node);
    }
    for child in children(node) {
        collect(child, wanted, found);
    }
}

fn attribute<'a>(node: &'a Value, name: &str) -> Option<&'a str> {
    let attributes = node["attributes"].as_array()?;
    attributes.chunks_exact(2).find(|pair| pair[0] == name)?[1].as_str()
}

fn text(node: &Value) -> String {
    if node["nodeType"] == 3 {
        return node["nodeValue"].as_str().unwrap_or_default().to_owned();
    }
    children(node).map(text).collect()
}
