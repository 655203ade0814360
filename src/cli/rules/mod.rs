//! `hullcheck rules`: rules from the files people edit to the feed others take.

mod check;
mod diff;
mod feed;

use anyhow::Context as _;
use clap::Subcommand;
use hullcheck::rules;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Check, compile, sign and compare rules.
#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check a folder of rules: rows that cannot be right, that say a thing
    /// twice, that another makes useless, or that would hit honest texts.
    Check(check::Options),
    /// Compile a folder of rules to one file that is only read.
    Build {
        /// The folder.
        folder: PathBuf,
        /// The file to write.
        out: PathBuf,
    },
    /// Make a key to sign feeds with. Prints the public key.
    Keygen {
        /// The file for the secret key; it must not exist yet.
        secret: PathBuf,
    },
    /// Write what a feed says, ready to be signed, to the standard output.
    Feed(feed::Options),
    /// Sign what a feed says, or add a signature to a signed feed; to the standard output.
    Sign {
        /// What `rules feed` wrote, or a signed feed.
        feed: PathBuf,
        /// The file with the secret key.
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
    /// Say whether a feed would be taken, and what it brings.
    ///
    /// Exit status: 0 if it would, 1 if not, 2 if a file could not be read.
    Verify(feed::Verify),
    /// Show which verdicts on a collection of repositories a feed changes.
    Diff(diff::Options),
}

impl Options {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        match &self.command {
            Command::Check(options) => return options.run(),
            Command::Build { folder, out } => build(folder, out)?,
            Command::Keygen { secret } => feed::keygen(secret)?,
            Command::Feed(options) => options.run()?,
            Command::Sign { feed, key } => feed::sign(feed, key)?,
            Command::Verify(options) => return options.run(),
            Command::Diff(options) => options.run()?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn build(folder: &Path, out: &Path) -> anyhow::Result<()> {
    fs::write(out, compiled(folder)?).with_context(|| written(out))
}

/// The rules in `folder`, compiled.
fn compiled(folder: &Path) -> anyhow::Result<Vec<u8>> {
    let compiled = rules::compile::weights(folder).and_then(|_| rules::compile::compile(folder));
    compiled.map_err(|error| anyhow::anyhow!("{}: {error}", folder.display()))
}

fn read(file: &Path) -> anyhow::Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

fn written(file: &Path) -> String {
    format!("cannot write {}", file.display())
}
