//! Drives a real browser with the built extension against the local Docker Hub.
//!
//! Whatever is looked at is waited for as a condition; nothing waits for a time.

mod banner;
mod driver;
mod policy;

pub use banner::Banner;
pub use driver::{Driver, arguments};
pub use policy::Policy;

use anyhow::{Context as _, bail};
use hullcheck_hub::{Content, Hub};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use tempfile::TempDir;
use thirtyfour::{WebDriver, WebElement, prelude::*};

/// How long a condition may take to come true before it counts as false. Far
/// more than it ever takes: it only decides how soon a failing test says so.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// The repositories and accounts that come with the project.
pub fn content() -> anyhow::Result<Content> {
    Ok(Content::read(include_str!("../../hub/repos.ndjson"))?)
}

/// A browser with the extension, and the Docker Hub it sees.
pub struct Session {
    /// The site.
    pub hub: Hub,
    /// The browser.
    pub browser: WebDriver,
    _driver: Driver,
}

/// What a page holds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Footprint {
    /// How many event listeners.
    pub listeners: f64,
    /// How much of its scripts' memory is in use, in bytes.
    pub heap_bytes: f64,
}

/// How a mouse opens a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Click {
    /// The left button.
    Left,
    /// The middle button.
    Middle,
    /// The left button and the Control key.
    Control,
    /// The left button and the Shift key.
    Shift,
    /// The left button and the Alt key.
    Alt,
    /// The left button and the Meta key.
    Meta,
    /// The right button.
    Right,
}

impl Session {
    /// Starts a browser with the built extension that sees `content` as Docker Hub.
    pub async fn start(content: Content) -> anyhow::Result<Self> {
        Self::with_extension(&extension()?, content).await
    }

    /// The same with the extension in this folder.
    pub async fn with_extension(extension: &Path, content: Content) -> anyhow::Result<Self> {
        let hub = Hub::start(content, 0).await?;
        let (driver, browser) = Driver::start(extension, Some(&hub)).await?;
        Ok(Self { hub, browser, _driver: driver })
    }

    /// Opens a page of Docker Hub.
    pub async fn open(&self, path: &str) -> anyhow::Result<()> {
        Ok(self.browser.goto(format!("https://{}{path}", hullcheck_hub::HOST)).await?)
    }

    /// Opens a page and waits until its client has rendered it again.
    pub async fn open_whole(&self, path: &str) -> anyhow::Result<()> {
        self.open(path).await?;
        self.rendered().await
    }

    /// Waits until the client has rendered the page.
    pub async fn rendered(&self) -> anyhow::Result<()> {
        until("the page is rendered", async || {
            let times = self.run("return document.documentElement.dataset.rendered").await?;
            Ok((!times.is_null()).then_some(()))
        })
        .await
    }

    /// Follows a link of the site itself, as its client does, and waits for the new page.
    pub async fn follow(&self, css: &str) -> anyhow::Result<()> {
        self.run("delete document.documentElement.dataset.rendered").await?;
        self.element(css).await?.click().await?;
        self.rendered().await
    }

    /// Moves to a page of the site without loading it, as a link of its own does.
    pub async fn go(&self, path: &str) -> anyhow::Result<()> {
        let push = format!("history.pushState(null, '', {path:?}); return location.pathname === {path:?}");
        // The browser ignores whoever moves too fast.
        until(path, async || Ok((self.run(&push).await? == true).then_some(()))).await?;
        self.run(
            "delete document.documentElement.dataset.rendered; dispatchEvent(new PopStateEvent('popstate'))",
        )
        .await?;
        self.rendered().await
    }

    /// Runs a script in the page, as the page's own.
    pub async fn run(&self, script: &str) -> anyhow::Result<Value> {
        Ok(self.browser.execute(script, vec![]).await?.json().clone())
    }

    /// The element at `css`, once it is there.
    pub async fn element(&self, css: &str) -> anyhow::Result<WebElement> {
        until(css, async || Ok(self.browser.find(By::Css(css)).await.ok())).await
    }

    /// The banner, once there is one.
    pub async fn banner(&self) -> anyhow::Result<Banner> {
        until("a banner", async || Banner::find(&self.browser).await).await
    }

    /// Whether there is a banner now.
    pub async fn has_banner(&self) -> anyhow::Result<bool> {
        Ok(Banner::find(&self.browser).await?.is_some())
    }

    /// Waits until every outside link of the overview is decided: none is being checked.
    pub async fn decided(&self) -> anyhow::Result<()> {
        until("every link is decided", async || {
            let checking =
                self.run("return document.querySelectorAll('[data-hullcheck=checking]').length").await?;
            Ok((checking == 0).then_some(()))
        })
        .await
    }

    /// Clicks the element at `css` with the mouse, as a hand does.
    pub async fn click(&self, css: &str, click: Click) -> anyhow::Result<()> {
        let (x, y) = self.middle_of(css).await?;
        self.click_at(x, y, click).await
    }

    /// Clicks the element at `css` within the frame at `frame`, a frame of the page's own.
    pub async fn click_within_frame(&self, frame: &str, css: &str) -> anyhow::Result<()> {
        self.element(frame).await?.scroll_into_view().await?;
        let script = format!(
            "const frame = document.querySelector({frame:?}); const outer = frame.getBoundingClientRect(); \
             const inner = frame.contentDocument.querySelector({css:?}).getBoundingClientRect(); \
             return [outer.x + frame.clientLeft + inner.x + inner.width / 2, outer.y + frame.clientTop + inner.y + inner.height / 2]"
        );
        let (x, y) = point(&self.run(&script).await?)?;
        self.click_at(x, y, Click::Left).await
    }

    /// Taps the element at `css` with a finger.
    pub async fn touch(&self, css: &str) -> anyhow::Result<()> {
        let (x, y) = self.middle_of(css).await?;
        for (kind, points) in [("touchStart", json!([{ "x": x, "y": y }])), ("touchEnd", json!([]))] {
            let event = json!({ "type": kind, "touchPoints": points });
            driver::devtools(&self.browser, "Input.dispatchTouchEvent", event).await?;
        }
        Ok(())
    }

    /// Drags the element at `css` some way with the mouse; the page's own
    /// `dragged` says whether that began a drag.
    pub async fn drag(&self, css: &str) -> anyhow::Result<()> {
        self.run("document.addEventListener('dragstart', () => { window.dragged = true })").await?;
        let (x, y) = self.middle_of(css).await?;
        for (kind, y, button) in [
            ("mouseMoved", y, "none"),
            ("mousePressed", y, "left"),
            ("mouseMoved", y + 20.0, "left"),
            ("mouseMoved", y + 90.0, "left"),
            ("mouseReleased", y + 90.0, "left"),
        ] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": button, "buttons": u8::from(button == "left"), "clickCount": 1 });
            driver::devtools(&self.browser, "Input.dispatchMouseEvent", event).await?;
        }
        Ok(())
    }

    async fn middle_of(&self, css: &str) -> anyhow::Result<(f64, f64)> {
        let element = self.element(css).await?;
        element.scroll_into_view().await?;
        let script = "const [first] = arguments[0].getClientRects(); return [first.x + first.width / 2, first.y + first.height / 2]";
        point(self.browser.execute(script, vec![element.to_json()?]).await?.json())
    }

    async fn click_at(&self, x: f64, y: f64, click: Click) -> anyhow::Result<()> {
        let button = match click {
            Click::Middle => "middle",
            Click::Right => "right",
            _ => "left",
        };
        // https://chromedevtools.github.io/devtools-protocol/tot/Input/#method-dispatchMouseEvent
        let modifiers = match click {
            Click::Left | Click::Middle | Click::Right => 0,
            Click::Alt => 1,
            Click::Control => 2,
            Click::Meta => 4,
            Click::Shift => 8,
        };
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": 1, "modifiers": modifiers });
            driver::devtools(&self.browser, "Input.dispatchMouseEvent", event).await?;
        }
        Ok(())
    }

    /// Clicks the button of the banner that says `text`.
    pub async fn click_banner(&self, text: &str) -> anyhow::Result<()> {
        let (x, y) = Banner::button(&self.browser, text).await?;
        self.click_at(x, y, Click::Left).await
    }

    /// Waits for the warning page, in whichever tab it opens, and goes there.
    pub async fn warning(&self) -> anyhow::Result<()> {
        self.own_page("warning").await
    }

    /// Waits for the extension's page called `name`, in whichever tab it opens, and goes there.
    pub async fn own_page(&self, name: &str) -> anyhow::Result<()> {
        // A tab that is between two pages keeps the driver waiting, so the tabs are only looked at from outside.
        let tab = until(&format!("the {name} page"), async || {
            let targets = driver::devtools(&self.browser, "Target.getTargets", json!({})).await?;
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

    /// Waits until there is only one tab, and goes there.
    pub async fn first_tab(&self) -> anyhow::Result<()> {
        until("the first tab alone", async || {
            let tabs = self.browser.windows().await?;
            self.browser.switch_to_window(tabs[0].clone()).await?;
            Ok((tabs.len() == 1).then_some(()))
        })
        .await
    }

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
        let id = self.extension_id().await?;
        let before = self.browser.window().await?;
        self.browser.new_tab().await.map(drop)?;
        let tabs = self.browser.windows().await?;
        let tab = tabs.last().context("no new tab")?.clone();
        self.browser.switch_to_window(tab).await?;
        self.browser.goto(format!("chrome-extension://{id}/report/report.html")).await?;
        let result = self.browser.execute_async(script, arguments).await.map(|found| found.json().clone());
        self.browser.close_window().await?;
        self.browser.switch_to_window(before).await?;
        Ok(result?)
    }

    /// Lets the extension run in private windows, as its user does on the browser's page for that.
    pub async fn allow_private_windows(&self) -> anyhow::Result<()> {
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
        let id = self.extension_id().await?;
        let before = self.browser.window().await?;
        self.browser.switch_to_window(self.browser.new_tab().await?).await?;
        self.browser.goto("chrome://extensions").await?;
        // Out of developer mode an unpacked extension does not come back.
        let script = "const [id, done] = arguments; \
                      chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }) \
                      .then(() => chrome.developerPrivate.reload(id)).then(() => done(), () => done())";
        self.browser.execute_async(script, vec![id.into()]).await?;
        self.browser.close_window().await?;
        Ok(self.browser.switch_to_window(before).await?)
    }

    /// Starts a browser under an administrator's `policy` for the extension;
    /// `None` where only root could give one. The policy goes with the second value.
    pub async fn with_policy(content: Content, policy: &Value) -> anyhow::Result<Option<(Self, Policy)>> {
        let extension = changed_extension(|_| {})?;
        let Some(policy) = Policy::give(extension, policy)? else { return Ok(None) };
        Ok(Some((Self::with_extension(policy.extension.path(), content).await?, policy)))
    }

    /// Stops the background, as the browser does when nothing needs it.
    pub async fn stop_background(&self) -> anyhow::Result<()> {
        driver::devtools(&self.browser, "ServiceWorker.enable", json!({})).await?;
        driver::devtools(&self.browser, "ServiceWorker.stopAllWorkers", json!({})).await?;
        Ok(())
    }

    /// What the page and all scripts in it hold, after everything unused is gone.
    pub async fn footprint(&self) -> anyhow::Result<Footprint> {
        driver::devtools(&self.browser, "HeapProfiler.collectGarbage", json!({})).await?;
        let counters = driver::devtools(&self.browser, "Memory.getDOMCounters", json!({})).await?;
        let heap = driver::devtools(&self.browser, "Runtime.getHeapUsage", json!({})).await?;
        let number = |value: &Value| value.as_f64().unwrap_or_default();
        Ok(Footprint {
            listeners: number(&counters["jsEventListeners"]),
            heap_bytes: number(&heap["usedSize"]),
        })
    }

    /// What scripts reported as errors since this was last asked.
    pub async fn errors(&self) -> anyhow::Result<Vec<String>> {
        let log = self.browser.browser_log().await?;
        Ok(log.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message).collect())
    }

    /// The identifier the browser gave the extension.
    pub async fn extension_id(&self) -> anyhow::Result<String> {
        until("the extension's background", async || {
            let targets = driver::devtools(&self.browser, "Target.getTargets", json!({})).await?;
            let urls = targets["targetInfos"].as_array().into_iter().flatten();
            let ours = urls.filter_map(|target| target["url"].as_str());
            let id = ours
                .filter_map(|url| url.strip_prefix("chrome-extension://"))
                .find_map(|rest| rest.strip_suffix("/background/background.js"));
            Ok(id.map(str::to_owned))
        })
        .await
    }

    /// The text of the element at `css`.
    pub async fn text(&self, css: &str) -> anyhow::Result<String> {
        Ok(self.element(css).await?.text().await?)
    }

    /// The address of the current tab.
    pub async fn url(&self) -> anyhow::Result<String> {
        Ok(self.browser.current_url().await?.into())
    }

    /// Saves a picture of the current tab.
    pub async fn picture(&self, path: &Path) -> anyhow::Result<()> {
        Ok(self.browser.screenshot(path).await?)
    }

    /// Shows pages in the dark or the light theme, and without motion, so that a
    /// picture shows what stays.
    pub async fn theme(&self, dark: bool) -> anyhow::Result<()> {
        let value = if dark { "dark" } else { "light" };
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": value },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        driver::devtools(&self.browser, "Emulation.setEmulatedMedia", features).await?;
        Ok(())
    }
}

fn point(value: &Value) -> anyhow::Result<(f64, f64)> {
    let coordinate = |at: usize| value[at].as_f64().context("the element has no place on the page");
    Ok((coordinate(0)?, coordinate(1)?))
}

/// A copy of the built extension whose user has turned the second net on: what
/// is asked for at run time is granted from the beginning.
pub fn with_second_net() -> anyhow::Result<TempDir> {
    changed_extension(|manifest| {
        let optional = |name: &str| manifest[name].as_array().cloned().unwrap_or_default();
        let (permissions, hosts) = (optional("optional_permissions"), optional("optional_host_permissions"));
        for (name, more) in [("permissions", permissions), ("host_permissions", hosts)] {
            if let Some(list) = manifest[name].as_array_mut() {
                list.extend(more);
            }
        }
    })
}

/// A copy of the built extension with another manifest.
pub fn changed_extension(change: impl FnOnce(&mut Value)) -> anyhow::Result<TempDir> {
    let copy = TempDir::new()?;
    copy_all(&extension()?, copy.path())?;
    let path = copy.path().join("manifest.json");
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
    change(&mut manifest);
    fs::write(path, manifest.to_string())?;
    Ok(copy)
}

fn copy_all(from: &Path, to: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir(&target)?;
            copy_all(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Waits until `condition` gives something, and returns that.
pub async fn until<T>(
    what: &str,
    condition: impl AsyncFn() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = condition().await.with_context(|| format!("while waiting for: {what}"))? {
            return Ok(found);
        }
        if start.elapsed() > PATIENCE {
            bail!("waited {} s in vain for: {what}", PATIENCE.as_secs());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The folder of the built extension.
pub fn extension() -> anyhow::Result<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist/chrome");
    path.canonicalize().context("dist/chrome is missing: build it with cargo xtask build")
}
