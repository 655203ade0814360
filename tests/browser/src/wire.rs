//! Parts of WebDriver's protocol that the client library does not name.

use anyhow::Context as _;
use serde_json::{Value, json};
use std::path::Path;
use thirtyfour::{RequestData, SessionId, WebDriver, WebElement, common::command::FormatRequestData};

/// A request to one of a session's endpoints, with a body or none.
#[derive(Debug)]
struct To {
    path: String,
    body: Option<Value>,
}

impl FormatRequestData for To {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let url = format!("/session/{session}/{}", self.path);
        match &self.body {
            Some(body) => RequestData::new(http::Method::POST, url).add_body(body.clone()),
            None => RequestData::new(http::Method::GET, url),
        }
    }
}

async fn ask(browser: &WebDriver, path: String, body: Option<Value>) -> anyhow::Result<Value> {
    Ok(browser.handle().cmd(To { path, body }).await?.value()?)
}

/// The element at `css` in the shadow tree of `host`, closed or not
/// (<https://www.w3.org/TR/webdriver2/#get-element-shadow-root>).
pub(crate) async fn in_shadow(
    browser: &WebDriver,
    host: &WebElement,
    css: &str,
) -> anyhow::Result<WebElement> {
    let id = |reference: &Value| {
        let named = reference.as_object().and_then(|named| named.values().next());
        named.and_then(Value::as_str).map(str::to_owned).context("no reference")
    };
    let element = id(&host.to_json()?)?;
    let root = id(&ask(browser, format!("element/{element}/shadow"), None).await?)?;
    let body = json!({ "using": "css selector", "value": css });
    let found = ask(browser, format!("shadow/{root}/element"), Some(body)).await?;
    Ok(WebElement::from_json(found, browser.handle().clone())?)
}

/// Lets Firefox load the extension in a folder.
pub(crate) async fn install(browser: &WebDriver, extension: &Path) -> anyhow::Result<()> {
    let body = json!({ "path": extension, "temporary": true });
    ask(browser, "moz/addon/install".to_owned(), Some(body)).await.map(drop)
}

/// Lets scripts run in the page, `content`, or with the rights of Firefox itself, `chrome`.
pub(crate) async fn context(browser: &WebDriver, context: &str) -> anyhow::Result<()> {
    ask(browser, "moz/context".to_owned(), Some(json!({ "context": context }))).await.map(drop)
}

/// Performs sequences of input `actions`, one a device.
pub(crate) async fn perform(browser: &WebDriver, actions: &[Value]) -> anyhow::Result<()> {
    ask(browser, "actions".to_owned(), Some(json!({ "actions": actions }))).await.map(drop)
}
