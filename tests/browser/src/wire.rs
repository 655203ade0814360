//! Parts of WebDriver's protocol that the client library does not name.

use serde_json::{Value, json};
use thirtyfour::{RequestData, SessionId, WebDriver, common::command::FormatRequestData};

/// A request to one of a session's endpoints.
#[derive(Debug)]
struct Post {
    path: &'static str,
    body: Value,
}

impl FormatRequestData for Post {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(http::Method::POST, format!("/session/{session}/{}", self.path))
            .add_body(self.body.clone())
    }
}

/// Performs sequences of input `actions`, one a device.
pub(crate) async fn perform(browser: &WebDriver, actions: &[Value]) -> anyhow::Result<()> {
    browser.handle().cmd(Post { path: "actions", body: json!({ "actions": actions }) }).await?;
    Ok(())
}
