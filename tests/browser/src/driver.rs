//! chromedriver, and Chromium with the extension.

use crate::firefox;
use anyhow::Context as _;
use hullcheck_hub::Hub;
use serde_json::Value;
use std::{path::Path, process::Stdio, sync::Arc, time::Duration};
use tempfile::TempDir;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities as _, WebDriver, prelude::*};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};

/// A running driver; it stops, and its browser with it, when it is dropped.
pub struct Driver {
    process: Child,
    /// Where the browser writes in its user's name.
    pub home: Arc<TempDir>,
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(group) = self.process.id() {
            // Fails where all have ended by themselves, which is as good.
            let _ = std::process::Command::new("kill").args(["-KILL", "--", &format!("-{group}")]).status();
        }
    }
}

/// How often a browser is started before that counts as a failure.
const STARTS: usize = 4;

/// How long a browser that started may take to answer: a hundred times what it does.
const STARTED: Duration = Duration::from_secs(5);

/// Whether the tests are to run in Firefox: `HULLCHECK_BROWSER=firefox`.
pub fn is_firefox() -> bool {
    std::env::var("HULLCHECK_BROWSER").is_ok_and(|browser| browser == "firefox")
}

/// Hosts that Chromium calls by itself.
const BROWSERS_OWN: [&str; 4] = ["*.googleapis.com", "accounts.google.com", "*.gvt1.com", "*.duckduckgo.com"];

/// What Chromium is told: to load the extension into a fresh profile, and that
/// this machine is all the world there is, unless it shall see the real one.
pub fn arguments(extension: &Path, hub: Option<&Hub>, profile: &Path) -> Vec<String> {
    let mut arguments: Vec<String> = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Keeps the browser from warning of the flags above.
        "--test-type",
        "--force-device-scale-factor=1",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    arguments.push(format!("--disable-extensions-except={}", extension.display()));
    arguments.push(format!("--load-extension={}", extension.display()));
    if is_root() {
        // Chromium's sandbox refuses to run as root.
        arguments.push("--no-sandbox".to_owned());
    }
    let Some(port) = hub.map(|hub| hub.address.port()) else { return arguments };
    arguments.push("--ignore-certificate-errors".to_owned());
    // Docker Hub and everything else is the local server, but for what the
    // browser itself would call; only the ports of the web are mapped, or the
    // driver's own connection would be too.
    let mut rules: Vec<String> = BROWSERS_OWN.iter().map(|host| format!("MAP {host} ~NOTFOUND")).collect();
    rules.extend([443, 80].map(|web| format!("MAP *:{web} 127.0.0.1:{port}")));
    arguments.push(format!("--host-resolver-rules={}", rules.join(", ")));
    arguments
}

fn is_root() -> bool {
    std::process::Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n")
}

impl Driver {
    /// Starts a driver and a browser that sees `hub` as Docker Hub, or the real one without.
    ///
    /// A browser that starts together with another one now and then never
    /// answers its driver, and a driver that has a port of IPv4 may find the
    /// same one of IPv6 taken, and end: whatever goes wrong is tried anew.
    /// What is written in the user's name goes to `home`, and is gone with it.
    pub async fn start(
        extension: &Path,
        hub: Option<&Hub>,
        home: Arc<TempDir>,
    ) -> anyhow::Result<(Self, WebDriver)> {
        if let (true, Some(hub)) = (is_firefox(), hub) {
            let (process, browser) = firefox::start(extension, hub, home.path()).await?;
            return Ok((Self { process, home }, browser));
        }
        let mut tried = 1;
        loop {
            match Self::start_once(extension, hub, Arc::clone(&home)).await {
                Err(_) if tried < STARTS => tried += 1,
                last => return last,
            }
        }
    }

    async fn start_once(
        extension: &Path,
        hub: Option<&Hub>,
        home: Arc<TempDir>,
    ) -> anyhow::Result<(Self, WebDriver)> {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // Its browser belongs to the same group, so that both can be ended.
            .process_group(0)
            .spawn()
            .context("cannot start chromedriver: install chromium-driver")?;
        let port = port(&mut process).await?;
        let driver = Self { process, home };
        let mut capabilities: ChromeCapabilities = DesiredCapabilities::chrome();
        for argument in arguments(extension, hub, driver.home.path()) {
            capabilities.add_arg(&argument)?;
        }
        capabilities.add_arg("--headless=new")?;
        capabilities.add_arg("--window-size=1280,900")?;
        capabilities.accept_insecure_certs(true)?;
        capabilities.set_browser_log_level(thirtyfour::LoggingPrefsLogLevel::Severe)?;
        // Lets the driver see tabs that show the extension's own pages.
        capabilities.add_experimental_option("enableExtensionTargets", true)?;
        let browser = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await?;
        let answers = devtools(&browser, "Target.getTargets", serde_json::json!({}));
        if !tokio::time::timeout(STARTED, answers).await.is_ok_and(|answer| answer.is_ok()) {
            // First the driver, or the browser would wait to be told to quit.
            drop(driver);
            drop(browser);
            anyhow::bail!("the browser does not answer its driver");
        }
        Ok((driver, browser))
    }
}

/// The port the driver says it listens on.
async fn port(process: &mut Child) -> anyhow::Result<u16> {
    let output = process.stdout.take().context("chromedriver has no output")?;
    let mut lines = BufReader::new(output).lines();
    let mut last = String::new();
    while let Some(line) = lines.next_line().await? {
        if let Some((_, rest)) = line.split_once("started successfully on port ") {
            return Ok(rest.trim_end_matches('.').parse()?);
        }
        last = line;
    }
    anyhow::bail!("chromedriver ended before it listened: {last}")
}

/// Calls a method of the DevTools protocol.
pub async fn devtools(browser: &WebDriver, method: &str, parameters: Value) -> anyhow::Result<Value> {
    browser.cdp().send_raw(method, parameters).await.with_context(|| method.to_owned())
}
