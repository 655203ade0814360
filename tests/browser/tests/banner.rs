//! The banner: it stays, it can be made small, and it fits the page.

use anyhow::Result;
use hullcheck_browser::{Session, content, until};

const LURE: &str = "/r/terspurjoydei/photo-editor-2023-full";
/// The first outside link of an overview.
const LINK: &str = ".overview a.DDSExternalLink-root";

async fn start() -> Result<Session> {
    Session::start(content()?).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_warning_made_small_stays_small_and_comes_back_when_asked() -> Result<()> {
    let session = start().await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    session.decided().await?;
    session.click_banner("–").await?;
    assert!(!session.has_banner().await?);
    let script = "const link = document.createElement('a'); link.href = 'https://docs.docker.com/new'; link.append('x'); \
                  document.body.append(link)";
    session.run(script).await?;
    session.decided().await?;
    assert!(!session.has_banner().await?);
    session.click_banner("Dangerous links").await?;
    assert_eq!(session.banner().await?.level, "danger");
    assert_eq!(session.element(LINK).await?.attr("data-hullcheck").await?.as_deref(), Some("block"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_banner_stays_whatever_the_page_does_to_it() -> Result<()> {
    let session = start().await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    for script in [
        "document.querySelector('[popover]').remove()",
        "document.querySelector('[popover]').style.setProperty('display', 'none', 'important')",
        "document.querySelector('[popover]').hidePopover()",
        "document.querySelector('[popover]').removeAttribute('popover')",
        "document.body.replaceChildren()",
    ] {
        session.run(script).await?;
        until("the banner is back", async || {
            let shown = session
                .run("const host = document.querySelector('[popover]'); return !!host && host.matches(':popover-open') && host.getBoundingClientRect().height > 20 && getComputedStyle(host).display === 'block'")
                .await?;
            Ok((shown == true).then_some(()))
        })
        .await
        .map_err(|error| error.context(script))?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_banner_is_as_light_or_dark_as_the_page() -> Result<()> {
    let session = start().await?;
    session.theme(false).await?;
    session.open_whole(LURE).await?;
    session.banner().await?;
    for (background, scheme) in [("#10151a", "dark"), ("#ffffff", "light")] {
        session
            .run(&format!(
                "document.body.style.background = {background:?}; dispatchEvent(new Event('resize'))"
            ))
            .await?;
        until(scheme, async || {
            let now = session
                .run("return getComputedStyle(document.querySelector('[popover]')).colorScheme")
                .await?;
            Ok((now == scheme).then_some(()))
        })
        .await?;
    }
    Ok(())
}
