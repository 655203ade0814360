//! The extension's own side: its icon, its pages, its rights, its life.

use crate::{Policy, Session, changed_extension, driver::devtools, firefox, is_firefox, until};
use anyhow::Context as _;
use hullcheck_hub::Content;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::By;

/// What a page holds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Footprint {
    /// How many event listeners.
    pub listeners: f64,
    /// How much of its scripts' memory is in use, in bytes.
    pub heap_bytes: f64,
}

impl Session {
    /// What the toolbar's icon says of the page in the current tab.
    pub async fn icon(&self) -> anyhow::Result<String> {
        let page = self.url().await?;
        let script = "const [page, done] = arguments; (async () => { \
                      const tabs = await chrome.tabs.query({ url: 'https://hub.docker.com/*' }); \
                      const tab = tabs.find(({ url }) => url === page); \
                      return chrome.action.getTitle({ tabId: tab.id }) })().then(done, (error) => done(String(error)))";
        Ok(self.in_extension(script, vec![page.into()]).await?.as_str().unwrap_or_default().to_owned())
    }

    /// Runs an asynchronous script in a page of the extension, in a tab of its
    /// own, with the rights the extension has; its last argument takes the result.
    pub async fn in_extension(&self, script: &str, arguments: Vec<Value>) -> anyhow::Result<Value> {
        let before = self.browser.window().await?;
        self.browser.new_tab().await.map(drop)?;
        let tabs = self.browser.windows().await?;
        let tab = tabs.last().context("no new tab")?.clone();
        self.browser.switch_to_window(tab).await?;
        self.open_own("report/report.html").await?;
        let result = self.browser.execute_async(script, arguments).await.map(|found| found.json().clone());
        self.browser.close_window().await?;
        self.browser.switch_to_window(before).await?;
        Ok(result?)
    }

    /// The identifier the browser gave the extension.
    pub async fn extension_id(&self) -> anyhow::Result<String> {
        if is_firefox() {
            return Ok(firefox::HOST.to_owned());
        }
        until("the extension's background", async || {
            let targets = devtools(&self.browser, "Target.getTargets", json!({})).await?;
            let urls = targets["targetInfos"].as_array().into_iter().flatten();
            let ours = urls.filter_map(|target| target["url"].as_str());
            let id = ours
                .filter_map(|url| url.strip_prefix("chrome-extension://"))
                .find_map(|rest| rest.strip_suffix("/background/background.js"));
            Ok(id.map(str::to_owned))
        })
        .await
    }

    /// Lets the extension run in private windows, as its user does on the browser's page for that.
    pub async fn allow_private_windows(&self) -> anyhow::Result<()> {
        if is_firefox() {
            return firefox::allow_private_windows(&self.browser).await;
        }
        let id = self.extension_id().await?;
        self.browser.goto("chrome://extensions").await?;
        let script = "const [extensionId, done] = arguments; \
                      chrome.developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true }).then(done)";
        self.browser.execute_async(script, vec![id.into()]).await?;
        Ok(())
    }

    /// Opens a page of Docker Hub in a private window, and goes there.
    pub async fn open_private(&self, path: &str) -> anyhow::Result<()> {
        let before = self.browser.windows().await?;
        let script = "const [url, done] = arguments; chrome.windows.create({ url, incognito: true }).then(() => done())";
        self.in_extension(script, vec![format!("https://{}{path}", hullcheck_hub::HOST).into()]).await?;
        let opened = until("a private window", async || {
            let windows = self.browser.windows().await?;
            Ok(windows.into_iter().find(|window| !before.contains(window)))
        })
        .await?;
        self.browser.switch_to_window(opened).await?;
        self.rendered().await
    }

    /// Goes back to the window everything began in.
    pub async fn ordinary_window(&self) -> anyhow::Result<()> {
        let first = self.browser.windows().await?.into_iter().next().context("no window")?;
        Ok(self.browser.switch_to_window(first).await?)
    }

    /// Loads the extension anew, as an update does under open tabs.
    pub async fn reload_extension(&self) -> anyhow::Result<()> {
        if is_firefox() {
            return firefox::reload_extension(&self.browser).await;
        }
        // Out of developer mode an unpacked extension does not come back.
        let script = "const [id, done] = arguments; \
                      chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }) \
                      .then(() => chrome.developerPrivate.reload(id)).then(() => done(), () => done())";
        self.manage(script).await
    }

    /// Turns the extension off, as its user does on the browser's page for that.
    pub async fn disable_extension(&self) -> anyhow::Result<()> {
        if is_firefox() {
            return firefox::disable_extension(&self.browser).await;
        }
        self.manage("const [id, done] = arguments; chrome.management.setEnabled(id, false, () => done())")
            .await
    }

    /// Runs a script, which is given the extension's identifier, on Chromium's page of extensions.
    async fn manage(&self, script: &str) -> anyhow::Result<()> {
        let id = self.extension_id().await?;
        let before = self.browser.window().await?;
        self.browser.switch_to_window(self.browser.new_tab().await?).await?;
        self.browser.goto("chrome://extensions").await?;
        self.browser.execute_async(script, vec![id.into()]).await?;
        self.browser.close_window().await?;
        Ok(self.browser.switch_to_window(before).await?)
    }

    /// Starts a browser under an administrator's `policy` for the extension;
    /// `None` where only root could give one. The policy goes with the second value.
    pub async fn with_policy(content: Content, policy: &Value) -> anyhow::Result<Option<(Self, Policy)>> {
        let (extension, home) = (changed_extension(|_| {})?, TempDir::new()?);
        let Some(policy) = Policy::give(extension, home.path(), policy)? else { return Ok(None) };
        Ok(Some((Self::at_home(policy.extension.path(), content, home.into()).await?, policy)))
    }

    /// Stops the background, as the browser does when nothing needs it.
    pub async fn stop_background(&self) -> anyhow::Result<()> {
        if is_firefox() {
            return firefox::stop_background(&self.browser).await;
        }
        devtools(&self.browser, "ServiceWorker.enable", json!({})).await?;
        devtools(&self.browser, "ServiceWorker.stopAllWorkers", json!({})).await?;
        Ok(())
    }

    /// What the page and all scripts in it hold, after everything unused is gone;
    /// nothing where the browser does not tell.
    pub async fn footprint(&self) -> anyhow::Result<Option<Footprint>> {
        if is_firefox() {
            return Ok(None);
        }
        devtools(&self.browser, "HeapProfiler.collectGarbage", json!({})).await?;
        let counters = devtools(&self.browser, "Memory.getDOMCounters", json!({})).await?;
        let heap = devtools(&self.browser, "Runtime.getHeapUsage", json!({})).await?;
        let number = |value: &Value| value.as_f64().unwrap_or_default();
        Ok(Some(Footprint {
            listeners: number(&counters["jsEventListeners"]),
            heap_bytes: number(&heap["usedSize"]),
        }))
    }

    /// What scripts reported as errors since this was last asked.
    pub async fn errors(&self) -> anyhow::Result<Vec<String>> {
        if is_firefox() {
            return firefox::errors(&self.browser).await;
        }
        let log = self.browser.browser_log().await?;
        // What a readme names and nobody serves, or the site's policy forbids, is no script's error.
        let of_script =
            |message: &String| message.contains("Uncaught") || message.contains("chrome-extension:");
        let severe = log.into_iter().filter(|entry| entry.level == "SEVERE");
        Ok(severe.map(|entry| entry.message).filter(of_script).collect())
    }

    /// Lets the browser save files without asking, and returns where.
    pub async fn downloads(&self) -> anyhow::Result<TempDir> {
        let folder = TempDir::new()?;
        if is_firefox() {
            firefox::save_to(&self.browser, &folder).await?;
            return Ok(folder);
        }
        let behavior = json!({ "behavior": "allow", "downloadPath": folder.path() });
        devtools(&self.browser, "Browser.setDownloadBehavior", behavior).await?;
        Ok(folder)
    }

    /// Waits for the warning page, in whichever tab it opens, and goes there.
    pub async fn warning(&self) -> anyhow::Result<()> {
        self.own_page("warning").await
    }

    /// Goes on from the warning by the button at `css`, as its user does, and waits until the site is reached.
    pub async fn go_on(&self, css: &str) -> anyhow::Result<()> {
        self.element("summary").await?.click().await?;
        self.element(css).await?.click().await?;
        until("the site itself", async || Ok((!self.hub.reached().is_empty()).then_some(()))).await
    }

    /// Waits for the extension's page called `name`, in whichever tab it opens, and goes there.
    pub async fn own_page(&self, name: &str) -> anyhow::Result<()> {
        if is_firefox() {
            return until(&format!("the {name} page"), async || {
                for tab in self.browser.windows().await? {
                    self.browser.switch_to_window(tab).await?;
                    if self.url().await?.contains(&format!("/{name}.html"))
                        && self.browser.find(By::Css("main:not([hidden])")).await.is_ok()
                    {
                        return Ok(Some(()));
                    }
                }
                Ok(None)
            })
            .await;
        }
        // A tab that is between two pages keeps the driver waiting, so the tabs are only looked at from outside.
        let tab = until(&format!("the {name} page"), async || {
            let targets = devtools(&self.browser, "Target.getTargets", json!({})).await?;
            let pages = targets["targetInfos"].as_array().cloned().unwrap_or_default();
            let ours = pages.into_iter().find(|page| {
                let url = page["url"].as_str().unwrap_or_default();
                page["type"] == "page"
                    && url.starts_with("chrome-extension://")
                    && url.contains(&format!("/{name}.html"))
            });
            Ok(ours.and_then(|page| page["targetId"].as_str().map(str::to_owned)))
        })
        .await?;
        self.browser.switch_to_window(tab.into()).await.context("going to the tab")?;
        self.element("main:not([hidden])").await.map(drop)
    }
}
