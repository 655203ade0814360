//! An administrator's policy for one extension, where the browser looks for it:
//! Chromium on Debian in /etc (<https://www.chromium.org/administrators/linux-quick-start/>),
//! Firefox also below its user's home
//! (<https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Native_manifests#managed_storage_manifests>).

use crate::{firefox, is_firefox};
use anyhow::Context as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

const FOLDER: &str = "/etc/chromium/policies/managed";

/// A policy in force; it ends when it is dropped.
pub struct Policy {
    /// The extension it is for.
    pub extension: TempDir,
    file: Option<PathBuf>,
}

impl Policy {
    /// Gives `extension` the managed settings `policy`; `None` if that takes more rights than we have.
    pub(crate) fn give(extension: TempDir, home: &Path, policy: &Value) -> anyhow::Result<Option<Self>> {
        if is_firefox() {
            let folder = home.join(".mozilla/managed-storage");
            fs::create_dir_all(&folder)?;
            let manifest =
                json!({ "name": firefox::ID, "description": "a test", "type": "storage", "data": policy });
            fs::write(folder.join(format!("{}.json", firefox::ID)), manifest.to_string())?;
            return Ok(Some(Self { extension, file: None }));
        }
        let id = id_of(&extension.path().canonicalize()?);
        let text = json!({ "3rdparty": { "extensions": { &id: policy } } }).to_string();
        let file = Path::new(FOLDER).join(format!("hullcheck-test-{id}.json"));
        let written = fs::create_dir_all(FOLDER).and_then(|()| fs::write(&file, text));
        match written {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(None),
            written => {
                written.with_context(|| file.display().to_string())?;
                Ok(Some(Self { extension, file: Some(file) }))
            }
        }
    }
}

impl Drop for Policy {
    fn drop(&mut self) {
        // A policy left behind is for an extension that no longer exists.
        let _ = self.file.as_ref().map(fs::remove_file);
    }
}

/// The identifier Chromium gives an unpacked extension in `folder`: the first 128
/// bits of the path's SHA-256, each hexadecimal digit as a letter from a on.
fn id_of(folder: &Path) -> String {
    let hash = Sha256::digest(folder.as_os_str().as_encoded_bytes());
    let digits = hash.iter().take(16).flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(b'a' + digit)).collect()
}
