//! What a user's hands do: real input, as WebDriver's actions
//! (<https://www.w3.org/TR/webdriver2/#actions>).

use crate::{Banner, Session, wire::perform};
use anyhow::Context as _;
use serde_json::{Value, json};
use thirtyfour::Key;

/// How a mouse opens a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Click {
    /// The left button.
    Left,
    /// The middle button.
    Middle,
    /// The right button.
    Right,
    /// The left button and a key that is held down.
    With(Held),
}

/// A key that is held down meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Control.
    Control,
    /// Shift.
    Shift,
    /// Alt.
    Alt,
    /// Meta, or Command.
    Meta,
}

impl Held {
    fn key(self) -> char {
        char::from(match self {
            Self::Control => Key::Control,
            Self::Shift => Key::Shift,
            Self::Alt => Key::Alt,
            Self::Meta => Key::Meta,
        })
    }
}

impl Click {
    fn button(self) -> u8 {
        match self {
            Self::Left | Self::With(_) => 0,
            Self::Middle => 1,
            Self::Right => 2,
        }
    }

    fn held(self) -> Option<Held> {
        match self {
            Self::With(held) => Some(held),
            Self::Left | Self::Middle | Self::Right => None,
        }
    }
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
        let finger = pointer("touch", &[to(x, y), down(0), up(0)]);
        perform(&self.browser, &[finger]).await
    }

    /// Drags the element at `css` some way with the mouse; the page's own
    /// `dragged` says whether that began a drag.
    pub async fn drag(&self, css: &str) -> anyhow::Result<()> {
        self.run("document.addEventListener('dragstart', () => { window.dragged = true })").await?;
        let (x, y) = self.middle_of(css).await?;
        let mouse = pointer("mouse", &[to(x, y), down(0), to(x, y + 20.0), to(x, y + 90.0), up(0)]);
        perform(&self.browser, &[mouse]).await
    }

    /// Clicks the button of the banner that says `text`.
    pub async fn click_banner(&self, text: &str) -> anyhow::Result<()> {
        let (x, y) = Banner::button(&self.browser, text).await?;
        self.click_at(x, y, Click::Left).await
    }

    async fn middle_of(&self, css: &str) -> anyhow::Result<(f64, f64)> {
        let element = self.element(css).await?;
        element.scroll_into_view().await?;
        let script = "const [first] = arguments[0].getClientRects(); return [first.x + first.width / 2, first.y + first.height / 2]";
        point(self.browser.execute(script, vec![element.to_json()?]).await?.json())
    }

    async fn click_at(&self, x: f64, y: f64, click: Click) -> anyhow::Result<()> {
        let button = click.button();
        let mouse = [to(x, y), down(button), up(button)];
        let Some(held) = click.held() else {
            return perform(&self.browser, &[pointer("mouse", &mouse)]).await;
        };
        // The key goes down before the mouse does anything, and up after.
        let pause = || json!({ "type": "pause" });
        let key = |kind: &str| json!({ "type": kind, "value": held.key().to_string() });
        let keys = json!({ "type": "key", "id": "keys", "actions": [key("keyDown"), pause(), pause(), pause(), key("keyUp")] });
        let [to, down, up] = mouse;
        perform(&self.browser, &[keys, pointer("mouse", &[pause(), to, down, up, pause()])]).await
    }
}

fn pointer(kind: &str, actions: &[Value]) -> Value {
    json!({ "type": "pointer", "id": kind, "parameters": { "pointerType": kind }, "actions": actions })
}

fn to(x: f64, y: f64) -> Value {
    json!({ "type": "pointerMove", "duration": 0, "origin": "viewport", "x": x.round(), "y": y.round() })
}

fn down(button: u8) -> Value {
    json!({ "type": "pointerDown", "button": button })
}

fn up(button: u8) -> Value {
    json!({ "type": "pointerUp", "button": button })
}

fn point(value: &Value) -> anyhow::Result<(f64, f64)> {
    let coordinate = |at: usize| value[at].as_f64().context("the element has no place on the page");
    Ok((coordinate(0)?, coordinate(1)?))
}
