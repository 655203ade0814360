//! The extension's words, from the form that translators write to the one that browsers read.

use anyhow::{Context as _, bail};
use serde_json::{Map, Value, json};
use std::{fs, path::Path};

/// The language that knows what each place is for.
const SOURCE: &str = "en";

/// Writes the words of `from`, a folder of languages, to `to`: without examples, and with
/// the names of places as the numbers that the English file gives them.
pub fn write(from: &Path, to: &Path) -> anyhow::Result<()> {
    let source = read(&from.join(SOURCE))?;
    for language in fs::read_dir(from)? {
        let language = language?.file_name();
        let mut words = Map::new();
        for (key, said) in read(&from.join(&language))? {
            let mut text = said["message"].as_str().unwrap_or_default().to_owned();
            let places = source
                .get(&key)
                .with_context(|| format!("{}: no such message: {key}", language.display()))?;
            for (name, place) in places["placeholders"].as_object().into_iter().flatten() {
                let number = place["content"].as_str().unwrap_or_default();
                text = text.replace(&format!("${}$", name.to_uppercase()), number);
            }
            if text.split('$').skip(1).any(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())) {
                bail!("{}: a place of {key} has no name in {SOURCE}: {text}", language.display());
            }
            words.insert(key, json!({ "message": text }));
        }
        fs::create_dir_all(to.join(&language))?;
        fs::write(to.join(&language).join("messages.json"), Value::from(words).to_string())?;
    }
    Ok(())
}

fn read(language: &Path) -> anyhow::Result<Map<String, Value>> {
    let file = language.join("messages.json");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    serde_json::from_str(&text).with_context(|| file.display().to_string())
}
