//! An administrator's policy for one extension, where Chromium on Debian looks for it
//! (<https://www.chromium.org/administrators/linux-quick-start/>).

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
    file: PathBuf,
}

impl Policy {
    /// Gives `extension` the managed settings `policy`; `None` if that takes more rights than we have.
    pub(crate) fn give(extension: TempDir, policy: &Value) -> anyhow::Result<Option<Self>> {
        let id = id_of(&extension.path().canonicalize()?);
        let text = json!({ "3rdparty": { "extensions": { &id: policy } } }).to_string();
        let file = Path::new(FOLDER).join(format!("hullcheck-test-{id}.json"));
        let written = fs::create_dir_all(FOLDER).and_then(|()| fs::write(&file, text));
        match written {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(None),
            written => {
                written.with_context(|| file.display().to_string())?;
                Ok(Some(Self { extension, file }))
            }
        }
    }
}

impl Drop for Policy {
    fn drop(&mut self) {
        // A policy left behind is for an extension that no longer exists.
        let _ = fs::remove_file(&self.file);
    }
}

/// The identifier Chromium gives an unpacked extension in `folder`: the first 128
/// bits of the path's SHA-256, each hexadecimal digit as a letter from a on.
fn id_of(folder: &Path) -> String {
    let hash = Sha256::digest(folder.as_os_str().as_encoded_bytes());
    let digits = hash.iter().take(16).flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(b'a' + digit)).collect()
}
