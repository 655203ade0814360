//! Compiles the rules people edit in `rules/` to tables the library only has to
//! read. A rule that cannot be right stops the build with its file and line.

#[path = "src/rules/compile.rs"]
mod compile;
#[path = "src/rules/format.rs"]
mod format;

use serde_json::Value;
use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// The words of the extension, in English.
const MESSAGES: &str = "extension/_locales/en/messages.json";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed={MESSAGES}");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/rules/compile.rs");
    println!("cargo:rerun-if-changed=src/rules/format.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("rules.bin"), compile::compile(Path::new("rules"))?)?;
    fs::write(out.join("weights.rs"), compile::weights(Path::new("rules"))?)?;
    fs::write(out.join("sentences.rs"), sentences()?)?;
    Ok(())
}

/// Why evidence matters, in English, from the extension's own messages: each
/// `why_…` becomes a constant that knows how many places it has.
fn sentences() -> Result<String, Box<dyn Error>> {
    let messages: Value = serde_json::from_str(&fs::read_to_string(MESSAGES)?)?;
    let mut code = String::new();
    for (key, message) in messages.as_object().into_iter().flatten() {
        let Some(name) = key.strip_prefix("why_") else { continue };
        let mut english = message["message"].as_str().unwrap_or_default().to_owned();
        let mut places = 0;
        for (place, value) in message["placeholders"].as_object().into_iter().flatten() {
            let content = value["content"].as_str().unwrap_or_default();
            english = english.replace(&format!("${}$", place.to_uppercase()), content);
            places += 1;
        }
        let name = name.to_uppercase();
        writeln!(
            code,
            "pub const {name}: Template<{places}> = Template {{ key: {key:?}, english: {english:?} }};"
        )?;
    }
    Ok(code)
}
