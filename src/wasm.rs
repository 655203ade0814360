//! Bindings for the browser: values in, values out, no decisions.

use crate::{
    advice::Advice,
    hub::ask,
    inspect::{self, Observation, Options},
};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// What to fetch for the page at `url`: a [`ask::Plan`].
#[wasm_bindgen]
pub fn plan(url: &str) -> Result<JsValue, JsError> {
    to_js(&ask::plan(url))
}

/// What to do on the page that `observation`, an [`Observation`], describes: an [`Advice`].
#[wasm_bindgen]
pub fn inspect(observation: JsValue) -> Result<JsValue, JsError> {
    let observation: Observation = serde_wasm_bindgen::from_value(observation)?;
    let (place, verdict) = inspect::page(&observation, &Options::default());
    to_js(&Advice::of(place, &verdict))
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
