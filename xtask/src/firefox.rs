//! What Firefox wants otherwise than Chromium. The one manifest is Chromium's.

use serde_json::{Map, Value, json};

/// The identifier Firefox knows the extension by.
const ID: &str = "hullcheck@hullcheck.invalid";

/// The manifest for Firefox, derived from Chromium's.
pub fn manifest(chromium: &Value) -> Value {
    let mut manifest = chromium.clone();
    if let Some(keys) = manifest.as_object_mut() {
        // Firefox has a setting for private windows, and takes an administrator's settings without a schema.
        for key in ["minimum_chrome_version", "incognito", "storage"] {
            keys.remove(key);
        }
        // Firefox grants this without a word, and only from the beginning; it gives no right over any
        // host that was not granted.
        move_to_required(keys, "declarativeNetRequestWithHostAccess");
        // A page in the background that ends when it is not needed takes a service worker's place.
        let script = chromium["background"]["service_worker"].clone();
        keys.insert("background".to_owned(), json!({ "scripts": [script], "type": "module" }));
        let gecko = json!({
            "gecko": { "id": ID, "strict_min_version": "140.0", "data_collection_permissions": { "required": ["none"] } },
            "gecko_android": { "strict_min_version": "142.0" },
        });
        keys.insert("browser_specific_settings".to_owned(), gecko);
    }
    manifest
}

fn move_to_required(manifest: &mut Map<String, Value>, permission: &str) {
    if let Some(optional) = manifest["optional_permissions"].as_array_mut() {
        optional.retain(|own| own != permission);
    }
    if let Some(required) = manifest["permissions"].as_array_mut() {
        required.push(permission.into());
    }
}
