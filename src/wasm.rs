//! Bindings for the browser: values in, values out, no decisions.

use crate::{
    advice::Advice,
    destination,
    hub::{ask, guest},
    inspect::{self, Observation, Options},
    report::Report,
    rules,
    settings::Settings,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// What is still to be fetched for the page that `observation`, an
/// [`Observation`], describes so far: [`ask::Ask`]s.
#[wasm_bindgen]
pub fn plan(observation: JsValue) -> Result<JsValue, JsError> {
    to_js(&inspect::plan(&from_js::<Observation>(observation)?))
}

/// What to do on the page that `observation`, an [`Observation`], describes, under
/// `settings`, [`Settings`]: an [`Advice`].
#[wasm_bindgen]
pub fn inspect(observation: JsValue, settings: JsValue) -> Result<JsValue, JsError> {
    let observation: Observation = from_js(observation)?;
    let settings: Settings = from_js(settings)?;
    to_js(&Advice::of(&inspect::page(&observation, &Options::default()), &settings))
}

/// An address written so that no program makes a link of it.
#[wasm_bindgen]
pub fn defang(address: &str) -> String {
    destination::defang(address)
}

/// The hosts that are known as part of a campaign.
#[wasm_bindgen(js_name = knownHosts)]
pub fn known_hosts() -> Vec<String> {
    rules::hosts().iter().map(|known| known.host.to_owned()).collect()
}

/// What is thought of `text`, a readme or one address, as somebody wants to know it
/// on the spot: an [`Advice`].
#[wasm_bindgen]
pub fn judge(text: &str) -> Result<JsValue, JsError> {
    to_js(&Advice::of(&inspect::text(text, &Options::default()), &Settings::default()))
}

/// A [`Report`] of the page that `observation` describes, for whom `kind` says, made
/// at `now`; `null` if the page is about nobody.
#[wasm_bindgen]
pub fn report(observation: JsValue, kind: JsValue, now: &str) -> Result<JsValue, JsError> {
    let observation: Observation = from_js(observation)?;
    to_js(&Report::of(&inspect::page(&observation, &Options::default()), from_js(kind)?, now))
}

/// [`ask::LIMIT_MS`]
#[wasm_bindgen(js_name = limitMs)]
pub fn limit_ms() -> u32 {
    ask::LIMIT_MS
}

/// How often Docker Hub may be asked: a [`guest::Guest`].
#[wasm_bindgen]
pub struct Guest(guest::Guest);

#[wasm_bindgen]
impl Guest {
    /// Takes up a `saved` account, or begins one.
    #[wasm_bindgen(constructor)]
    pub fn new(saved: JsValue, now: f64) -> Self {
        Self(from_js(saved).unwrap_or_else(|_| guest::Guest::new(now)))
    }

    /// Asks for leave to make one request: an [`guest::Admission`].
    pub fn admit(&mut self, now: f64) -> Result<JsValue, JsError> {
        to_js(&self.0.admit(now))
    }

    /// Whether nothing may be asked now.
    #[wasm_bindgen(js_name = isPaused)]
    pub fn is_paused(&self, now: f64) -> bool {
        self.0.is_paused(now)
    }

    /// Hears how a request ended, a [`guest::Reply`]: for how many milliseconds
    /// the answer may be used again.
    pub fn hear(&mut self, reply: JsValue, now: f64, random: f64) -> Result<f64, JsError> {
        let reply: guest::Reply = from_js(reply)?;
        Ok(self.0.hear(&reply, now, random))
    }

    /// What has to be kept to take the account up again.
    pub fn saved(&self) -> Result<JsValue, JsError> {
        to_js(&self.0)
    }
}

fn from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsError> {
    Ok(serde_wasm_bindgen::from_value(value)?)
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
