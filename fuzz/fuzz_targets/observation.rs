//! Any bytes as all that is known of a page, from planning to advice.
#![no_main]

use hullcheck::{
    advice::Advice,
    inspect::{self, Observation, Options},
    report::{Kind, Report},
    settings::Settings,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(observation) = serde_json::from_slice::<Observation>(bytes) else { return };
    let _ = inspect::plan(&observation);
    let inspection = inspect::page(&observation, &Options::default());
    let advice = Advice::of(&inspection, &Settings::default());
    let _ = serde_json::to_string(&advice);
    let _ = Report::of(&inspection, Kind::Lure, "2026-11-25T08:00:00.000Z");
});
