//! Any bytes as Docker Hub's records.
#![no_main]

use hullcheck::{
    hub::{Listing, Repository, Tags},
    inspect,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = serde_json::from_slice::<Tags>(bytes);
    let _ = serde_json::from_slice::<Listing>(bytes);
    if let Ok(repository) = serde_json::from_slice::<Repository>(bytes) {
        let verdict = inspect::repository(&repository, &inspect::Options::default());
        let _ = serde_json::to_string(&verdict);
    }
});
