//! The extension's words, from the form that translators write to the one that is shipped: the words
//! of a language in one message, a line each (`extension/shared/texts.js` reads it). What the
//! manifest says stays a message of its own, for the browser reads it.

use anyhow::{Context as _, bail, ensure};
use serde_json::{Map, Value, json};
use std::{fs, path::Path};

/// The language that knows what each place is for, and stands in for what another lacks.
const SOURCE: &str = "en";

/// The messages that the manifest uses.
const MANIFEST: [&str; 2] = ["extensionDescription", "extensionName"];

/// Writes the words of `from`, a folder of languages, to `to`: without examples, and with
/// numbers for the names of places.
pub fn write(from: &Path, to: &Path) -> anyhow::Result<()> {
    let source = read(&from.join(SOURCE))?;
    let names: Vec<&str> =
        source.keys().map(String::as_str).filter(|name| !MANIFEST.contains(name)).collect();
    for language in fs::read_dir(from)? {
        let language = language?.file_name();
        let own = read(&from.join(&language))?;
        let text = |name: &str| -> anyhow::Result<String> {
            text(&source, &own, name).with_context(|| format!("{}: {name}", language.display()))
        };
        let words = names.iter().map(|name| text(name)).collect::<anyhow::Result<Vec<_>>>()?;
        let mut packed = Map::from_iter([("words".to_owned(), json!({ "message": words.join("\n") }))]);
        for name in MANIFEST {
            packed.insert(name.to_owned(), json!({ "message": text(name)? }));
        }
        if language == SOURCE {
            packed.insert("names".to_owned(), json!({ "message": names.join("\n") }));
        }
        fs::create_dir_all(to.join(&language))?;
        fs::write(to.join(&language).join("messages.json"), Value::from(packed).to_string())?;
    }
    Ok(())
}

/// What is called `name` in a language, with its places numbered as the English file numbers them.
fn text(source: &Map<String, Value>, own: &Map<String, Value>, name: &str) -> anyhow::Result<String> {
    let mut text = own.get(name).and_then(|said| said["message"].as_str()).context("not said")?.to_owned();
    ensure!(!text.contains(['\n', '{', '}']), "these signs have a meaning of their own: line break, {{, }}");
    for (place, number) in source[name]["placeholders"].as_object().into_iter().flatten() {
        let number = number["content"].as_str().and_then(|content| content.strip_prefix('$'));
        let number = number.context("a place has the number it has in English, as $1")?;
        text = text.replace(&format!("${}$", place.to_uppercase()), &format!("{{{number}}}"));
    }
    if text.contains('$') {
        bail!("a place has no name in {SOURCE}: {text}");
    }
    Ok(text)
}

fn read(language: &Path) -> anyhow::Result<Map<String, Value>> {
    let file = language.join("messages.json");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    serde_json::from_str(&text).with_context(|| file.display().to_string())
}
