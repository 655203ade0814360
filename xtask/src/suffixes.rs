//! The public suffix list, cut to its rules.

use crate::root;
use anyhow::{Context as _, bail};
use std::{fmt::Write as _, fs, path::PathBuf};

/// What to cut.
#[derive(clap::Args)]
pub struct Options {
    /// A `public_suffix_list.dat`, as publicsuffix.org and several packages ship it.
    list: PathBuf,
}

/// Writes `rules/public_suffixes.txt`.
pub fn cut(options: &Options) -> anyhow::Result<()> {
    let list = fs::read_to_string(&options.list)
        .with_context(|| format!("cannot read {}", options.list.display()))?;
    let comment = |name: &str| {
        let line = list.lines().find_map(|line| line.strip_prefix(&format!("// {name}: ")));
        line.map(str::to_owned)
    };
    let Some(version) = comment("VERSION") else {
        bail!("{} does not say its version: is it the public suffix list?", options.list.display());
    };
    let mut rules: Vec<&str> = list
        .lines()
        .map(|line| line.split_whitespace().next().unwrap_or_default())
        // A rule of one part is what every unknown name is taken for. Names
        // beyond ASCII are compared as punycode, which the list holds as well
        // only in this file's comments; they are few and left out.
        .filter(|rule| rule.contains('.') && rule.is_ascii() && !rule.starts_with("//"))
        .collect();
    rules.sort_unstable();
    rules.dedup();
    let mut out = String::from(
        "# The rules of the public suffix list (https://publicsuffix.org), without its comments,\n\
         # rules of one part, and names beyond ASCII. Made by: cargo xtask suffixes FILE\n\
         #\n\
         # This file is subject to the terms of the Mozilla Public License, v. 2.0\n\
         # (https://mozilla.org/MPL/2.0/).\n",
    );
    writeln!(out, "#\n# version: {version}")?;
    for rule in &rules {
        writeln!(out, "{rule}")?;
    }
    fs::write(root().join("rules/public_suffixes.txt"), out)?;
    println!("{} rules of version {version}: rules/public_suffixes.txt", rules.len());
    Ok(())
}
