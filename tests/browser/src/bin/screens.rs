//! Takes a picture of each kind of screen, light and dark: what docs/screens holds.

use hullcheck_browser::{Click, Session, until};
use hullcheck_hub::{Content, Fault, Question};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

const LURE: &str = "/r/terspurjoydei/photo-editor-2023-full";
const LINK: &str = ".overview a.DDSExternalLink-root";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let (store, folder) = match &arguments[..] {
        [store, folder] if store == "--store" => (true, PathBuf::from(folder)),
        [folder] => (false, PathBuf::from(folder)),
        _ => anyhow::bail!("name the folder for the pictures"),
    };
    fs::create_dir_all(&folder)?;
    if store {
        return for_stores(&folder).await;
    }
    for dark in [false, true] {
        let session = Session::start(Content::read(include_str!("../../screens.ndjson"))?).await?;
        let screens = Screens { session, folder: &folder, dark };
        screens.pages().await?;
        screens.own_pages().await?;
        screens.small().await?;
    }
    println!("pictures: {}", folder.display());
    Ok(())
}

/// The pictures that the stores show, of the size they want.
async fn for_stores(folder: &Path) -> anyhow::Result<()> {
    let session = Session::start(Content::read(include_str!("../../screens.ndjson"))?).await?;
    let screens = Screens { session, folder, dark: false };
    let session = &screens.session;
    let picture = async |name: &str| session.picture(&folder.join(name)).await;
    session.device(1280, 800, 1.0).await?;
    screens.open(LURE).await?;
    session.banner().await?;
    picture("1-lure.png").await?;
    session.click_banner("What we saw").await?;
    picture("2-evidence.png").await?;
    session.click_banner("–").await?;
    session.click(LINK, Click::Left).await?;
    session.warning().await?;
    session.theme(false).await?;
    session.device(1280, 800, 1.0).await?;
    picture("3-warning.png").await?;
    session.element("#back").await?.click().await?;
    session.first_tab().await?;
    session.device(1280, 800, 1.0).await?;
    screens.open("/search?q=novel").await?;
    session.element("[data-hullcheck-card]").await?;
    picture("4-search.png").await?;
    session.open_own("options/options.html").await?;
    session.element("main:not([hidden])").await?;
    picture("5-settings.png").await
}

struct Screens<'a> {
    session: Session,
    folder: &'a Path,
    dark: bool,
}

impl Screens<'_> {
    async fn picture(&self, name: &str) -> anyhow::Result<()> {
        let theme = if self.dark { "dark" } else { "light" };
        self.session.picture(&self.folder.join(format!("{name}-{theme}.png"))).await
    }

    async fn open(&self, path: &str) -> anyhow::Result<()> {
        self.session.theme(self.dark).await?;
        self.session.open_whole(path).await?;
        self.session.decided().await
    }

    /// What stands on Docker Hub's pages.
    async fn pages(&self) -> anyhow::Result<()> {
        let session = &self.session;
        session.window_size(1280, 800).await?;
        for (name, path) in [
            ("danger", LURE),
            ("suspicious", "/r/lantern/spring-walks"),
            ("no-image", "/r/harborworks/moved"),
            ("look-alike", "/r/lantern/postgress"),
            ("own", "/repository/docker/harborworks/first-steps/general"),
            ("farm", "/u/farmhand"),
        ] {
            self.open(path).await?;
            session.banner().await?;
            self.picture(name).await?;
        }
        self.open("/search?q=novel").await?;
        session.element("[data-hullcheck-card]").await?;
        self.picture("search").await?;
        session.hub.break_down("harborworks/tidewatch", Question::Repository, Fault::Status(500));
        self.open("/r/harborworks/tidewatch").await?;
        session.banner().await?;
        self.picture("not-inspected").await?;
        session.hub.heal();
        self.open(LURE).await?;
        session.banner().await?;
        session.click_banner("What we saw").await?;
        self.picture("evidence").await?;
        session.click_banner("Show on page").await?;
        self.picture("shown-on-page").await?;
        session.click_banner("–").await?;
        self.picture("small").await
    }

    /// The extension's own pages.
    async fn own_pages(&self) -> anyhow::Result<()> {
        let session = &self.session;
        self.open(LURE).await?;
        session.click(LINK, Click::Left).await?;
        session.warning().await?;
        session.theme(self.dark).await?;
        self.picture("warning-block").await?;
        session.element("summary").await?.click().await?;
        self.picture("warning-details").await?;
        session.element("#back").await?.click().await?;
        session.first_tab().await?;
        self.open("/r/lantern/spring-walks").await?;
        session.click(LINK, Click::Left).await?;
        session.warning().await?;
        session.theme(self.dark).await?;
        self.picture("warning-ask").await?;
        session.element("#link").await?.click().await?;
        until("the link opens", async || Ok((!session.hub.reached().is_empty()).then_some(()))).await?;
        session.browser.close_window().await?;
        session.first_tab().await?;
        self.open(LURE).await?;
        session.banner().await?;
        session.click_banner("Report").await?;
        session.own_page("report").await?;
        session.theme(self.dark).await?;
        self.picture("report").await?;
        let script = "const done = arguments[0]; chrome.tabs.query({ url: 'https://hub.docker.com/*' }).then(([tab]) => done(tab.id))";
        let tab = session.in_extension(script, vec![]).await?;
        session.open_own(&format!("popup/popup.html?tab={tab}")).await?;
        session.theme(self.dark).await?;
        session.element("#seen li").await?;
        self.picture("popup").await?;
        session.open_own("options/options.html").await?;
        session.theme(self.dark).await?;
        session.element("#exceptions li").await?;
        self.picture("options").await?;
        session.run("document.getElementById('rules-title').scrollIntoView()").await?;
        self.picture("options-rules").await?;
        session.browser.close_window().await?;
        session.first_tab().await
    }

    /// The narrowest window, and twice the size.
    async fn small(&self) -> anyhow::Result<()> {
        let session = &self.session;
        session.device(320, 640, 1.0).await?;
        self.open(LURE).await?;
        session.banner().await?;
        self.picture("narrow").await?;
        session.click_banner("What we saw").await?;
        self.picture("narrow-evidence").await?;
        session.device(640, 400, 2.0).await?;
        self.open(LURE).await?;
        session.banner().await?;
        self.picture("zoomed").await
    }
}
