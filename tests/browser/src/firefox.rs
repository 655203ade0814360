//! geckodriver, and Firefox with the extension.

use crate::wire::install;
use anyhow::Context as _;
use hullcheck_hub::Hub;
use serde_json::json;
use std::{path::Path, process::Stdio};
use thirtyfour::{Capabilities, WebDriver};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};

/// The extension's identifier, as its manifest for Firefox has it.
const ID: &str = "hullcheck@hullcheck.invalid";

/// Where its pages are: Firefox makes an address up for each profile unless it is told one.
pub(crate) const HOST: &str = "11111111-2222-4333-8444-555555555555";

/// Starts a driver and a browser that sees `hub` as Docker Hub and every other site.
pub(crate) async fn start(extension: &Path, hub: &Hub) -> anyhow::Result<(Child, WebDriver)> {
    let mut process = Command::new("geckodriver")
        // Without it Firefox refuses to show pages of an extension to its driver.
        .args(["--port", "0", "--allow-system-access"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .context("cannot start geckodriver: cargo install geckodriver")?;
    let output = process.stdout.take().context("geckodriver has no output")?;
    let mut lines = BufReader::new(output).lines();
    let address = loop {
        let line = lines.next_line().await?.context("geckodriver ended before it listened")?;
        if let Some((_, address)) = line.split_once("Listening on ") {
            break address.trim().to_owned();
        }
    };
    // Somebody has to read on, or the driver waits.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    let preferences = json!({
        "network.dns.forceResolve": "127.0.0.1",
        "network.socket.forcePort": format!("443={}", hub.address.port()),
        "extensions.webextensions.uuids": json!({ ID: HOST }).to_string(),
        "ui.prefersReducedMotion": 1,
    });
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", "firefox")?;
    capabilities.set("acceptInsecureCerts", true)?;
    capabilities.set(
        "moz:firefoxOptions",
        json!({ "binary": "/usr/bin/firefox-esr", "args": ["-headless", "--width=1280", "--height=900"], "prefs": preferences }),
    )?;
    let browser = WebDriver::new(format!("http://{address}"), capabilities).await?;
    install(&browser, extension).await?;
    Ok((process, browser))
}
