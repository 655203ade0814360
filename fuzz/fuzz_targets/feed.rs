//! Any text as a feed: nothing that nobody trusted signed is taken, and what is read does no harm.
#![no_main]

use hullcheck::rules::feed::{Feed, Held, Key};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    assert!(Held::first(text, &[Key::from([7; 32])], "2026-11-25").is_err());
    if let Ok(feed) = Feed::read(text) {
        let again = serde_json::to_string(&feed).unwrap_or_default();
        assert_eq!(Feed::read(&again), Ok(feed));
    }
});
