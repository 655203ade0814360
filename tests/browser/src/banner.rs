//! Looks into the banner. Its shadow root is closed to the page, and so to
//! WebDriver; the DevTools protocol sees it.

use crate::driver::devtools;
use anyhow::Context as _;
use serde_json::{Value, json};
use thirtyfour::WebDriver;

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

impl Banner {
    /// The banner of the current page, if it has one.
    pub async fn find(browser: &WebDriver) -> anyhow::Result<Option<Self>> {
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

    /// Where the button that says `wanted` is, in the window.
    pub async fn button(browser: &WebDriver, wanted: &str) -> anyhow::Result<(f64, f64)> {
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
