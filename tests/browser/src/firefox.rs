//! geckodriver, and Firefox with the extension: all that is otherwise than in Chromium.

use crate::wire::{context, install};
use anyhow::Context as _;
use hullcheck_hub::Hub;
use serde_json::{Value, json};
use std::{path::Path, process::Stdio};
use tempfile::TempDir;
use thirtyfour::{Capabilities, WebDriver};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};

/// The extension's identifier, as its manifest for Firefox has it.
pub(crate) const ID: &str = "hullcheck@hullcheck.invalid";

/// Where its pages are: Firefox makes an address up for each profile unless it is told one.
pub(crate) const HOST: &str = "11111111-2222-4333-8444-555555555555";

/// Starts a driver and a browser that sees `hub` as Docker Hub and every other
/// site, for a user whose folder is `home`.
pub(crate) async fn start(extension: &Path, hub: &Hub, home: &Path) -> anyhow::Result<(Child, WebDriver)> {
    let mut process = Command::new("geckodriver")
        // Without it Firefox refuses to show pages of an extension to its driver.
        .args(["--port", "0", "--allow-system-access"])
        .env("HOME", home)
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

/// Runs an asynchronous script with the rights of Firefox itself; what it returns.
async fn privileged(browser: &WebDriver, script: &str, arguments: Vec<Value>) -> anyhow::Result<Value> {
    context(browser, "chrome").await?;
    let script = format!(
        "const done = arguments[arguments.length - 1]; const given = [...arguments]; \
         (async () => {{ {script} }})().then((value) => done([value ?? null]), (error) => done(String(error)))"
    );
    let answer = browser.execute_async(script, arguments).await.map(|answer| answer.json().clone());
    context(browser, "content").await?;
    let answer = answer?;
    answer.get(0).cloned().with_context(|| format!("Firefox: {answer}"))
}

/// Loads the extension anew, as an update does under open tabs.
pub(crate) async fn reload_extension(browser: &WebDriver) -> anyhow::Result<()> {
    let script = "await (await AddonManager.getAddonByID(given[0])).reload()";
    privileged(browser, script, vec![ID.into()]).await.map(drop)
}

/// Turns the extension off, as its user does on the browser's page for that.
pub(crate) async fn disable_extension(browser: &WebDriver) -> anyhow::Result<()> {
    let script = "await (await AddonManager.getAddonByID(given[0])).disable()";
    privileged(browser, script, vec![ID.into()]).await.map(drop)
}

/// Stops the background, as Firefox does when nothing needs it.
pub(crate) async fn stop_background(browser: &WebDriver) -> anyhow::Result<()> {
    let script = "await WebExtensionPolicy.getByID(given[0]).extension.terminateBackground()";
    privileged(browser, script, vec![ID.into()]).await.map(drop)
}

/// Lets the extension run in private windows.
pub(crate) async fn allow_private_windows(browser: &WebDriver) -> anyhow::Result<()> {
    let script = "const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs'); \
                  const { extension } = WebExtensionPolicy.getByID(given[0]); \
                  await ExtensionPermissions.add(given[0], { permissions: ['internal:privateBrowsingAllowed'], origins: [] }, extension); \
                  await (await AddonManager.getAddonByID(given[0])).reload()";
    privileged(browser, script, vec![ID.into()]).await.map(drop)
}

/// What scripts of the extension and of the page reported as errors.
pub(crate) async fn errors(browser: &WebDriver) -> anyhow::Result<Vec<String>> {
    let script = "const errors = Services.console.getMessageArray().filter((message) => message instanceof Ci.nsIScriptError \
                  && !(message.flags & Ci.nsIScriptError.warningFlag) && /^(moz-extension|https):/.test(message.sourceName) \
                  && /javascript/.test(message.category)); \
                  return errors.map((error) => `${error.sourceName}: ${error.errorMessage}`)";
    let errors = privileged(browser, script, vec![]).await?;
    Ok(serde_json::from_value(errors)?)
}

/// Lets Firefox save files to `folder` without asking.
pub(crate) async fn save_to(browser: &WebDriver, folder: &TempDir) -> anyhow::Result<()> {
    let script = "Services.prefs.setIntPref('browser.download.folderList', 2); \
                  Services.prefs.setStringPref('browser.download.dir', given[0]); \
                  Services.prefs.setBoolPref('browser.download.alwaysOpenPanel', false)";
    privileged(browser, script, vec![folder.path().to_string_lossy().into()]).await.map(drop)
}

/// Shows pages in the dark or the light theme.
pub(crate) async fn theme(browser: &WebDriver, dark: bool) -> anyhow::Result<()> {
    let script =
        "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', given[0] ? 0 : 1)";
    privileged(browser, script, vec![dark.into()]).await.map(drop)
}
