//! What a user's hands do.

use crate::{Banner, Session, driver::devtools};
use anyhow::Context as _;
use serde_json::{Value, json};

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
            devtools(&self.browser, "Input.dispatchTouchEvent", event).await?;
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
            devtools(&self.browser, "Input.dispatchMouseEvent", event).await?;
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
            devtools(&self.browser, "Input.dispatchMouseEvent", event).await?;
        }
        Ok(())
    }
    /// Clicks the button of the banner that says `text`.
    pub async fn click_banner(&self, text: &str) -> anyhow::Result<()> {
        let (x, y) = Banner::button(&self.browser, text).await?;
        self.click_at(x, y, Click::Left).await
    }
}

fn point(value: &Value) -> anyhow::Result<(f64, f64)> {
    let coordinate = |at: usize| value[at].as_f64().context("the element has no place on the page");
    Ok((coordinate(0)?, coordinate(1)?))
}
