//! The Markdown parser as the core is built with it: pulldown-cmark, but for one table.
//!
//! The table of the 2,125 names of characters (`&amp;`) is 55 KB of WebAssembly, an eighth of the
//! core, two thirds of it addresses. There is no switch for it. So the core is built with a copy of the
//! crate in which that one file is written anew, from the crate's own table: the same names, packed.
//! All else, and the parser everywhere else, stays as it is on crates.io, and a table that is
//! written otherwise one day is an error here.

mod entities;

use crate::{root, tools};
use anyhow::{Context as _, bail, ensure};
use entities::Entities;
use std::{fmt::Write as _, fs, path::Path};

const CRATE: &str = "pulldown-cmark";

/// Makes the copy, if need be: what cargo has to be told to build with it.
pub fn packed() -> anyhow::Result<String> {
    let original = tools::crate_folder(CRATE)?;
    let copy = root().join("target/parser");
    copy_changed(&original.join("src"), &copy.join("src"))?;
    let table = fs::read_to_string(original.join("src/entities.rs"))?;
    put(&copy.join("src/entities.rs"), &rewritten(&table)?)?;
    // It belongs to no workspace.
    let manifest = fs::read_to_string(original.join("Cargo.toml"))? + "\n[workspace]\n";
    put(&copy.join("Cargo.toml"), &manifest)?;
    put(&copy.join("build.rs"), &fs::read_to_string(original.join("build.rs"))?)?;
    Ok(format!("--config=paths=[\"{}\"]", copy.display()))
}

/// The source of the parser's table, `original`, with the table packed.
fn rewritten(original: &str) -> anyhow::Result<String> {
    let (head, rest) = original.split_once("const ENTITIES").context(CHANGED)?;
    ensure!(rest.ends_with(LOOK_UP), CHANGED);
    let table = read(rest)?;
    let (names, characters, starts) = pack(&table)?;
    let packed = Entities { names: &names, characters: characters.clone().leak(), starts: &starts };
    // Each name, all that it begins with, and more than it.
    let begun = table.iter().flat_map(|(name, _)| (0..=name.len()).map(|end| name[..end].to_owned()));
    for name in begun.chain(table.iter().map(|(name, _)| format!("{name}x"))) {
        let found = table.binary_search_by_key(&name.as_str(), |(name, _)| name).ok();
        let expected = found.map(|at| table[at].1.as_str());
        ensure!(
            packed.get(name.as_bytes()) == expected,
            "&{name}; is read otherwise when its table is packed"
        );
    }
    let names: String = names.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "\\x{byte:02x}");
        text
    });
    Ok(format!(
        "{head}{}\nstatic ENTITIES: Entities<'static> = Entities {{\n    names: b\"{names}\",\n    characters: {characters:?},\n    \
         starts: &{starts:?},\n}};\n\npub(crate) fn get_entity(bytes: &[u8]) -> Option<&'static str> {{\n    ENTITIES.get(bytes)\n}}\n",
        include_str!("entities.rs")
    ))
}

const CHANGED: &str =
    "pulldown-cmark's table of entities is written otherwise than before: adapt xtask/src/parser";

/// What stands behind the table.
const LOOK_UP: &str = "
pub(crate) fn get_entity(bytes: &[u8]) -> Option<&'static str> {
    ENTITIES
        .binary_search_by_key(&bytes, |&(key, _value)| key)
        .ok()
        .map(|i| ENTITIES[i].1)
}
";

/// The names and characters of a table of lines such as `(b"Acy", "\u{0410}"),`.
fn read(table: &str) -> anyhow::Result<Vec<(String, String)>> {
    let count = table.strip_prefix(": [(&[u8], &str); ").and_then(|table| table.split(']').next());
    let count: usize = count.context(CHANGED)?.parse().context(CHANGED)?;
    let mut entities = Vec::new();
    for line in table.lines().filter_map(|line| line.trim().strip_prefix("(b\"")) {
        let (name, characters) =
            line.strip_suffix("\"),").and_then(|line| line.split_once("\", \"")).context(CHANGED)?;
        let codes =
            characters.strip_prefix("\\u{").and_then(|codes| codes.strip_suffix('}')).context(CHANGED)?;
        let codes = codes.split("}\\u{").map(|code| {
            let code = u32::from_str_radix(code, 16).ok();
            code.and_then(char::from_u32).context(CHANGED)
        });
        entities.push((name.to_owned(), codes.collect::<anyhow::Result<String>>()?));
    }
    ensure!(entities.len() == count && entities.is_sorted(), CHANGED);
    Ok(entities)
}

type Packed = (Vec<u8>, String, Vec<(u8, u16, u16)>);

fn pack(table: &[(String, String)]) -> anyhow::Result<Packed> {
    let (mut names, mut packed, mut starts) = (Vec::new(), String::new(), Vec::new());
    let mut before: &[u8] = &[];
    for (name, characters) in table {
        let name = name.as_bytes();
        let shared = before.iter().zip(name).take_while(|(one, other)| one == other).count();
        let (Some(&letter), Some((last, rest))) = (name.first(), name[shared..].split_last()) else {
            bail!(CHANGED)
        };
        if shared == 0 {
            starts.push((letter, u16::try_from(names.len())?, u16::try_from(packed.len())?));
        }
        ensure!(name.is_ascii() && shared < 32 && characters.len() < 8, CHANGED);
        names.push(u8::try_from(shared << 3 | characters.len())?);
        names.extend_from_slice(rest);
        names.push(last | 0x80);
        packed.push_str(characters);
        before = name;
    }
    Ok((names, packed, starts))
}

fn copy_changed(from: &Path, to: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_name() != "entities.rs" {
            put(&to.join(entry.file_name()), &fs::read_to_string(entry.path())?)?;
        }
    }
    Ok(())
}

/// Writes `text` to `file` if it says something else: cargo builds anew what was written anew.
fn put(file: &Path, text: &str) -> anyhow::Result<()> {
    if fs::read_to_string(file).is_ok_and(|own| own == text) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, text).with_context(|| file.display().to_string())
}
