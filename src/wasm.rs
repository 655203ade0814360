//! Bindings for the browser: values in, values out, no decisions.

use crate::{
    advice::Advice,
    destination,
    hub::{ask, guest},
    inspect::{self, Observation, Options, Step},
    platform::Read,
    report::Report,
    rules::{self, feed},
    settings::Settings,
};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use thiserror::Error;
use wasm_bindgen::prelude::*;

/// What is to be fetched first of all for the page that `observation`, an [`Observation`],
/// describes so far: [`ask::Ask`]s. It takes no rules.
#[wasm_bindgen]
pub fn plan(observation: JsValue) -> Result<JsValue, JsError> {
    to_js(&inspect::plan(&from_js::<Observation>(observation)?))
}

/// What to do on the page that `observation`, an [`Observation`], describes, under
/// `settings`, [`Settings`], or what is to be fetched before that can be said: a [`Told`].
#[wasm_bindgen]
pub fn inspect(observation: JsValue, settings: JsValue) -> Result<JsValue, JsError> {
    let observation: Observation = from_js(observation)?;
    let settings: Settings = from_js(settings)?;
    to_js(&match inspect::step(&observation, &Options::default()) {
        Step::Ask(asks) => Told::Ask(asks),
        Step::Judged(inspection) => Told::Advice(Box::new(Advice::of(&inspection, &settings))),
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Told {
    Ask(Vec<ask::Ask>),
    Advice(Box<Advice>),
}

/// An address written so that no program makes a link of it.
#[wasm_bindgen]
pub fn defang(address: &str) -> String {
    destination::defang(address)
}

/// Takes the packaged rules, the file `rules.bin` beside the core. Nothing can be
/// judged before.
#[wasm_bindgen(js_name = loadRules)]
pub fn load_rules(bytes: Vec<u8>) -> Result<(), JsError> {
    // For as long as the core lives there are these.
    Ok(rules::load(bytes.leak())?)
}

/// The hosts that are stopped wherever they stand, under `settings`, [`Settings`].
#[wasm_bindgen(js_name = stoppedHosts)]
pub fn stopped_hosts(settings: JsValue) -> Result<Vec<String>, JsError> {
    let settings: Settings = from_js(settings)?;
    Ok(rules::hosts().into_iter().map(|known| known.host).chain(settings.policy.denied()).collect())
}

/// What is thought of `text`, a readme or one address, as somebody wants to know it
/// on the spot under `settings`, [`Settings`]: an [`Advice`].
#[wasm_bindgen]
pub fn judge(text: &str, settings: JsValue) -> Result<JsValue, JsError> {
    let settings: Settings = from_js(settings)?;
    to_js(&Advice::of(&inspect::text(text, &Options::default()), &settings))
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

/// What the packaged rules are.
#[wasm_bindgen(js_name = packagedRules)]
pub fn packaged_rules() -> Result<JsValue, JsError> {
    let hosts = rules::packaged_hosts();
    let newest = hosts.iter().map(|known| known.listed.as_str()).max();
    to_js(&Packaged { hosts: hosts.len(), newest })
}

#[derive(Serialize)]
struct Packaged<'a> {
    hosts: usize,
    /// The day the newest of them was listed.
    newest: Option<&'a str>,
}

/// Whether `text` is one public key or several, with spaces between.
#[wasm_bindgen(js_name = isKey)]
pub fn is_key(text: &str) -> bool {
    keys(text).is_some_and(|keys| !keys.is_empty())
}

/// Lets the [`feed::Held`] feed `held` add to the rules: what it says of itself, a [`Held`].
#[wasm_bindgen(js_name = addFeed)]
pub fn add_feed(held: JsValue) -> Result<JsValue, JsError> {
    let feed = from_js::<feed::Held>(held)?.open()?;
    let said = to_js(&Held {
        channel: &feed.channel,
        version: feed.version,
        issued: &feed.issued,
        count: feed.count(),
    })?;
    rules::add(feed);
    Ok(said)
}

/// Leaves the packaged rules alone.
#[wasm_bindgen(js_name = dropFeed)]
pub fn drop_feed() {
    rules::add(feed::Feed::default());
}

#[derive(Serialize)]
struct Held<'a> {
    channel: &'a str,
    version: u64,
    issued: &'a str,
    count: usize,
}

/// What to hold after `text` was fetched `now`, where [`feed::Held`], `held`, or nothing
/// was held before and who signs with `key` is trusted: a [`Fetched`].
#[wasm_bindgen(js_name = takeFeed)]
pub fn take_feed(text: &str, held: JsValue, key: &str, now: &str) -> Result<JsValue, JsError> {
    // What was damaged meanwhile is held no more.
    let held = from_js::<feed::Held>(held).ok().filter(|held| held.open().is_ok());
    let taken = match held {
        Some(held) => held.follow(text, now),
        None => feed::Held::first(text, &keys(key).unwrap_or_default(), now),
    };
    to_js(&match taken {
        Ok(held) => Fetched::Held(held),
        Err(refusal) => Fetched::Refused(refusal),
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Fetched {
    Held(feed::Held),
    Refused(feed::Refusal),
}

/// The largest feed, in bytes.
#[wasm_bindgen(js_name = largestFeed)]
pub fn largest_feed() -> usize {
    feed::LARGEST
}

fn keys(text: &str) -> Option<Vec<feed::Key>> {
    text.split_whitespace().map(|key| feed::Key::try_from(key.to_owned()).ok()).collect()
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

/// What was handed to the core is not of the form that it documents.
#[derive(Debug, Error)]
#[error("not of the expected form: hand over what the function's documentation names")]
struct Unread;

fn from_js<T: Read>(value: JsValue) -> Result<T, Unread> {
    T::read(value.into()).ok_or(Unread)
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
