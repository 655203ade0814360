//! Shows the extension working: in a window where there is a display, otherwise
//! as a walk that leaves screenshots and a table of verdicts.

use anyhow::{Context as _, bail};
use clap::Parser;
use hullcheck_browser::{Click, Session, arguments, content, extension};
use hullcheck_hub::{Content, HOST, Hub, Repository};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// Shows Hullcheck on Docker Hub in a real browser.
#[derive(Parser)]
struct Arguments {
    /// Browse the repositories of this file: one JSON object a line.
    #[arg(long)]
    repos: Option<PathBuf>,
    /// Go to the real Docker Hub.
    #[arg(long)]
    live: bool,
    /// Walk through without a window.
    #[arg(long)]
    headless: bool,
    /// How many repositories of the file the walk opens, spread over all of it.
    #[arg(long, default_value_t = 30)]
    sample: usize,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let display = env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some();
    if arguments.live && (arguments.headless || !display) {
        bail!("--live shows a window and needs a display: set DISPLAY, or leave out --live and --headless");
    }
    if arguments.live {
        return show(None, "/search?q=nginx").await;
    }
    let content = match &arguments.repos {
        None => content()?,
        Some(path) => {
            let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            Content::read(&text).with_context(|| format!("{} is no file of repositories", path.display()))?
        }
    };
    if display && !arguments.headless {
        let hub = Hub::start(content, 0).await?;
        return show(Some(&hub), "/search?q=").await;
    }
    let walked = walk(content, &arguments).await?;
    println!("\nscreenshots: {}", walked.display());
    Ok(())
}

/// Opens a window and waits until it is closed.
async fn show(hub: Option<&Hub>, path: &str) -> anyhow::Result<()> {
    let profile = TempDir::new()?;
    let mut browser = Command::new("chromium");
    browser.args(arguments(&extension()?, hub, profile.path())).arg(format!("https://{HOST}{path}"));
    println!("Search, open a repository, click its links. Close the window to end.");
    let status =
        tokio::task::spawn_blocking(move || browser.status()).await?.context("cannot start chromium")?;
    if !status.success() {
        bail!("chromium ended with {status}");
    }
    Ok(())
}

/// Walks through the story and a sample of the repositories.
async fn walk(content: Content, arguments: &Arguments) -> anyhow::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/demo");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let folder = folder.canonicalize()?;
    let step = content.repositories.len().div_ceil(arguments.sample.max(1)).max(1);
    let sample: Vec<Repository> = content.repositories.iter().step_by(step).cloned().collect();
    let session = Session::start(content).await?;
    if arguments.repos.is_none() {
        for dark in [false, true] {
            story(&session, &folder, dark).await?;
        }
    }
    session.theme(false).await?;
    println!("{:<14} {:<44} what the banner says", "verdict", "repository");
    for (number, repository) in sample.iter().enumerate() {
        session.open_whole(&repository.path()).await?;
        session.decided().await?;
        let held = session.run("return document.querySelectorAll('[data-hullcheck]').length").await?;
        let banner = if session.has_banner().await? { Some(session.banner().await?) } else { None };
        let level = banner.as_ref().map_or("nothing-found", |banner| banner.level.as_str());
        let says =
            banner.as_ref().map_or(String::new(), |banner| format!("{} {}", banner.headline, banner.detail));
        let name: String = repository.full_name().chars().take(44).collect();
        println!("{level:<14} {name:<44} {says}  [{held} links held]");
        session.picture(&folder.join(format!("{number:02}-{level}-{}.png", repository.name))).await?;
    }
    Ok(folder)
}

/// Search → lure → banner → click → warning.
async fn story(session: &Session, folder: &Path, dark: bool) -> anyhow::Result<()> {
    let theme = if dark { "dark" } else { "light" };
    session.theme(dark).await?;
    session.open_whole("/search?q=").await?;
    session.picture(&folder.join(format!("story-1-search-{theme}.png"))).await?;
    session.follow("a[href='/r/terspurjoydei/photo-editor-2023-full']").await?;
    session.banner().await?;
    session.decided().await?;
    session.picture(&folder.join(format!("story-2-lure-{theme}.png"))).await?;
    session.click_banner("What we saw").await?;
    session.picture(&folder.join(format!("story-3-evidence-{theme}.png"))).await?;
    session.click_banner("–").await?;
    session.click(".overview a.DDSExternalLink-root", Click::Left).await?;
    session.warning().await?;
    session.theme(dark).await?;
    session.picture(&folder.join(format!("story-4-warning-{theme}.png"))).await?;
    session.element("#back").await?.click().await?;
    session.first_tab().await
}
