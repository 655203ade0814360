//! Measuring the detector and training its model.

use crate::run::{cargo, run};
use std::path::PathBuf;

/// What `eval` measures on.
#[derive(clap::Args)]
pub struct Eval {
    /// Labelled texts: one JSON object a line, with label (downloader, ebook,
    /// website, other_spam, benign), hard, lang, source, and Docker Hub's own fields.
    file: PathBuf,
    /// Judge without the list of known hosts.
    #[arg(long, value_parser = ["hosts"])]
    without_rules: Option<String>,
    /// Judge with the packaged model instead of one that has not seen the text's source.
    #[arg(long)]
    packaged: bool,
    /// Also print what is lost without each rule.
    #[arg(long)]
    rules: bool,
}

/// What `train` learns from.
#[derive(clap::Args)]
pub struct Train {
    /// Labelled texts, as for `eval`.
    file: PathBuf,
}

/// Prints how well lures are told from honest texts.
pub fn eval(options: &Eval) -> anyhow::Result<()> {
    let mut flags = Vec::new();
    if let Some(rules) = &options.without_rules {
        flags.extend(["--without-rules", rules]);
    }
    flags.extend(options.packaged.then_some("--packaged"));
    flags.extend(options.rules.then_some("--rules"));
    measure("eval", &options.file, &flags)
}

/// Learns the model anew.
pub fn train(options: &Train) -> anyhow::Result<()> {
    measure("train", &options.file, &[])
}

fn measure(what: &str, file: &PathBuf, flags: &[&str]) -> anyhow::Result<()> {
    let mut command = cargo(&[
        "run",
        "--quiet",
        "--locked",
        "--profile",
        "tool",
        "--package",
        "hullcheck-eval",
        "--",
        what,
    ]);
    run(command.arg(std::path::absolute(file)?).args(flags))
}
