//! Copies of the built extension, changed for a test.

use crate::extension;
use serde_json::Value;
use std::{fs, path::Path};
use tempfile::TempDir;

/// A copy of the built extension whose user has turned the second net on: what
/// is asked for at run time is granted from the beginning.
pub fn with_second_net() -> anyhow::Result<TempDir> {
    changed_extension(|manifest| {
        let optional = |name: &str| manifest[name].as_array().cloned().unwrap_or_default();
        let (permissions, hosts) = (optional("optional_permissions"), optional("optional_host_permissions"));
        for (name, more) in [("permissions", permissions), ("host_permissions", hosts)] {
            if let Some(list) = manifest[name].as_array_mut() {
                list.extend(more);
            }
        }
    })
}

/// A copy of the built extension whose background finds a browser that `script` has changed.
pub fn in_changed_browser(script: &str) -> anyhow::Result<TempDir> {
    let copy = changed_extension(|_| {})?;
    let path = copy.path().join("background/background.js");
    let background = fs::read_to_string(&path)?;
    fs::write(path, format!("{script}\n{background}"))?;
    Ok(copy)
}

/// A copy of the built extension with another manifest.
pub fn changed_extension(change: impl FnOnce(&mut Value)) -> anyhow::Result<TempDir> {
    let copy = TempDir::new()?;
    copy_all(&extension()?, copy.path())?;
    let path = copy.path().join("manifest.json");
    let mut manifest: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
    change(&mut manifest);
    fs::write(path, manifest.to_string())?;
    Ok(copy)
}

fn copy_all(from: &Path, to: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir(&target)?;
            copy_all(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
