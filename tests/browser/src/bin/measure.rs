//! Measures in Chromium: `measure core` times the core as WebAssembly, `measure page` the
//! extension on pages, `measure clocks` the parts of an answer.

use anyhow::{Context as _, bail};

#[path = "measure/clocks.rs"]
mod clocks;
#[path = "measure/core.rs"]
mod core;
#[path = "measure/page.rs"]
mod page;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("core") => core::measure().await.context("the core was not measured"),
        Some("page") => page::measure().await.context("the page was not measured"),
        Some("clocks") => clocks::measure().await.context("the parts were not measured"),
        _ => bail!("say what to measure: core, page or clocks"),
    }
}

/// The lower quartile, the median and the upper one.
fn quartiles(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarter| values[(values.len() - 1) * quarter / 4])
}

fn shown([low, median, high]: [f64; 3]) -> String {
    format!("{median:.1} ({low:.1} – {high:.1})")
}
