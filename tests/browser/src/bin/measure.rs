//! Measures in Chromium: `measure core` times the core as WebAssembly, `measure page` the
//! extension on pages.

use anyhow::{Context as _, bail};

#[path = "measure/core.rs"]
mod core;
#[path = "measure/page.rs"]
mod page;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("core") => core::measure().await.context("the core was not measured"),
        Some("page") => page::measure().await.context("the page was not measured"),
        _ => bail!("say what to measure: core or page"),
    }
}
