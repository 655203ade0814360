//! Drives a real browser with the built extension against the local Docker Hub.
//!
//! Whatever is looked at is waited for as a condition; nothing waits for a time.

mod banner;
mod copies;
mod driver;
mod firefox;
mod hand;
mod own;
mod policy;
mod wire;

pub use banner::Banner;
pub use copies::{changed_extension, in_changed_browser, with_second_net};
pub use driver::{Driver, arguments, is_firefox};
pub use hand::{Click, Held};
pub use own::Footprint;
pub use policy::Policy;

use anyhow::{Context as _, bail};
use hullcheck_hub::{Content, Hub};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use thirtyfour::{WebDriver, WebElement, prelude::*};

/// How long a condition may take to come true before it counts as false. Far
/// more than it ever takes: it only decides how soon a failing test says so.
pub const PATIENCE: Duration = Duration::from_secs(30);

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
    driver: Driver,
}

impl Session {
    /// Starts a browser with the built extension that sees `content` as Docker Hub.
    pub async fn start(content: Content) -> anyhow::Result<Self> {
        Self::with_extension(&extension()?, content).await
    }

    /// The same with the extension in this folder.
    pub async fn with_extension(extension: &Path, content: Content) -> anyhow::Result<Self> {
        Self::at_home(extension, content, TempDir::new()?.into()).await
    }

    /// Ends the browser and starts it again, for the same user.
    pub async fn restarted(self, extension: &Path, content: Content) -> anyhow::Result<Self> {
        let home = Arc::clone(&self.driver.home);
        self.browser.clone().quit().await?;
        drop(self);
        Self::at_home(extension, content, home).await
    }

    /// The same for a user whose folder is `home`.
    async fn at_home(extension: &Path, content: Content, home: Arc<TempDir>) -> anyhow::Result<Self> {
        let hub = Hub::start(content, 0).await?;
        let (driver, browser) = Driver::start(extension, Some(&hub), home).await?;
        Ok(Self { hub, browser, driver })
    }

    /// Opens a page of the extension: `options/options.html`.
    pub async fn open_own(&self, page: &str) -> anyhow::Result<()> {
        Ok(self.browser.goto(format!("{}/{page}", self.own_origin().await?)).await?)
    }

    /// The origin of the extension's pages.
    pub async fn own_origin(&self) -> anyhow::Result<String> {
        let scheme = if is_firefox() { "moz-extension" } else { "chrome-extension" };
        Ok(format!("{scheme}://{}", self.extension_id().await?))
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
        self.element(css).await?;
        let script = format!(
            "delete document.documentElement.dataset.rendered; document.querySelector({css:?}).click()"
        );
        self.run(&script).await?;
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

    /// Calls a method of the DevTools protocol in the current tab.
    pub async fn devtools(&self, method: &str, parameters: Value) -> anyhow::Result<Value> {
        driver::devtools(&self.browser, method, parameters).await
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

    /// Waits until there is only one tab, and goes there.
    pub async fn first_tab(&self) -> anyhow::Result<()> {
        until("the first tab alone", async || {
            let tabs = self.browser.windows().await?;
            self.browser.switch_to_window(tabs[0].clone()).await?;
            Ok((tabs.len() == 1).then_some(()))
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

    /// Gives the window this size.
    pub async fn window_size(&self, width: u32, height: u32) -> anyhow::Result<()> {
        Ok(self.browser.set_window_rect(0, 0, width, height).await?)
    }

    /// Lets the page be shown on a device of this size in CSS pixels, each as large as `scale` of the device's own.
    pub async fn device(&self, width: u32, height: u32, scale: f64) -> anyhow::Result<()> {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
        driver::devtools(&self.browser, "Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(())
    }

    /// Shows pages in the dark or the light theme, and without motion, so that a
    /// picture shows what stays.
    pub async fn theme(&self, dark: bool) -> anyhow::Result<()> {
        if is_firefox() {
            return firefox::theme(&self.browser, dark).await;
        }
        let value = if dark { "dark" } else { "light" };
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": value },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        driver::devtools(&self.browser, "Emulation.setEmulatedMedia", features).await?;
        Ok(())
    }
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
    let folder = if is_firefox() { "../../dist/firefox" } else { "../../dist/chrome" };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    path.canonicalize().context("dist is missing: build it with cargo xtask build")
}
