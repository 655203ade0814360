//! The sample policies of the documentation, read as the extension reads them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a failing helper is a failing test")]

use hullcheck::{
    platform::Read as _,
    settings::{Policy, Protection},
};
use serde_json::Value;
use std::{collections::BTreeSet, fs};

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_samples_hold_every_key_and_are_understood() {
    let schema: Value = serde_json::from_str(&fs::read_to_string("extension/managed.json").unwrap()).unwrap();
    let documented = fs::read_to_string("docs/ADMINISTRATORS.md").unwrap();
    for key in keys(&schema["properties"]) {
        assert!(documented.contains(&format!("| `{key}` |")), "{key} is not documented");
    }
    for (file, path) in [
        ("chrome", "/3rdparty/extensions/EXTENSION_ID"),
        ("edge", "/3rdparty/extensions/EXTENSION_ID"),
        ("firefox", "/policies/3rdparty/Extensions/hullcheck@hullcheck.invalid"),
    ] {
        let text = fs::read_to_string(format!("docs/policies/{file}.json")).unwrap();
        let whole: Value = serde_json::from_str(&text).unwrap();
        let sample = whole.pointer(path).unwrap();
        assert_eq!(keys(sample), keys(&schema["properties"]), "{file}");
        let policy: Policy = Policy::read(sample.clone().into()).unwrap();
        assert_eq!(
            (policy.protection, policy.exceptions_allowed),
            (Some(Protection::Strict), Some(false)),
            "{file}"
        );
        assert!(policy.allows("docs.example.com") && policy.denies("www.example.net"), "{file}");
    }
}
