//! Making, signing and taking feeds.

use super::{read, written};
use anyhow::{Context as _, bail};
use ed25519_compact::{KeyPair, Seed};
use hullcheck::rules::feed::{FIRST_LINE, Feed, Held, Key, MOST_SIGNATURES, SCOPE, signed};
use std::{
    fs::OpenOptions,
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// What a feed is to say.
#[derive(clap::Args)]
pub struct Options {
    /// A folder with hosts.tsv, shorteners.tsv or both, in the form of rules/.
    folder: PathBuf,
    /// Whose feed it is; never changes.
    #[arg(long)]
    channel: String,
    /// Its version: more than the last one's.
    #[arg(long)]
    version: u64,
    /// The last day it may be taken: 2027-01-31.
    #[arg(long)]
    expires: String,
    /// The day it is issued; today if left out.
    #[arg(long)]
    issued: Option<String>,
    /// A public key that may sign the next one; again for each. If none is named,
    /// those that may sign this one.
    #[arg(long = "key", value_name = "KEY")]
    keys: Vec<String>,
}

impl Options {
    pub fn run(&self) -> anyhow::Result<()> {
        let rows = |name: &str| -> anyhow::Result<Vec<String>> {
            let file = self.folder.join(name);
            if !file.exists() {
                return Ok(Vec::new());
            }
            let text = read(&file)?;
            let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
            Ok(rows.map(str::to_owned).collect())
        };
        let first_field = |row: String| row.split('\t').next().unwrap_or_default().to_owned();
        let feed = Feed {
            scope: SCOPE.to_owned(),
            channel: self.channel.clone(),
            version: self.version,
            issued: self.issued.clone().unwrap_or_else(today),
            expires: self.expires.clone(),
            keys: self.keys.iter().map(|key| Key::try_from(key.clone())).collect::<Result<_, _>>()?,
            hosts: rows("hosts.tsv")?,
            shorteners: rows("shorteners.tsv")?.into_iter().map(first_field).collect(),
        };
        let text = serde_json::to_string_pretty(&feed)?;
        Feed::of(&text).map_err(|_| why_not(&feed))?;
        println!("{text}");
        Ok(())
    }
}

/// Which part of `feed` cannot be right.
fn why_not(feed: &Feed) -> anyhow::Error {
    let empty = || Feed { hosts: Vec::new(), shorteners: Vec::new(), ..feed.clone() };
    let is_right = |feed: &Feed| serde_json::to_string(feed).is_ok_and(|text| Feed::of(&text).is_ok());
    if !is_right(&empty()) {
        return anyhow::anyhow!("a day is written 2026-11-25");
    }
    let host = feed.hosts.iter().find(|row| !is_right(&Feed { hosts: vec![(*row).clone()], ..empty() }));
    let shortener =
        feed.shorteners.iter().find(|row| !is_right(&Feed { shorteners: vec![(*row).clone()], ..empty() }));
    let row = host.or(shortener).map_or("", String::as_str);
    anyhow::anyhow!("this row cannot be right, or names a host that nobody may list: {row}")
}

/// Writes a new secret key to `file` and prints its public key.
pub fn keygen(file: &Path) -> anyhow::Result<()> {
    let mut seed = [0; Seed::BYTES];
    getrandom::fill(&mut seed)
        .map_err(|error| anyhow::anyhow!("this system gives no random numbers: {error}"))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(file).with_context(|| written(file))?;
    writeln!(out, "{}", Key::from(seed)).with_context(|| written(file))?;
    println!("{}", public(&KeyPair::from_seed(Seed::new(seed))));
    Ok(())
}

fn public(pair: &KeyPair) -> Key {
    Key::from(*pair.pk)
}

/// Signs what `file` says with the secret key in `key`.
pub fn sign(file: &Path, key: &Path) -> anyhow::Result<()> {
    let text = read(file)?;
    let (head, payload) = match text.strip_prefix(FIRST_LINE) {
        Some(feed) => feed.split_once("\n\n").context("this feed is damaged: make it again")?,
        None => ("", text.trim_end()),
    };
    Feed::of(payload).with_context(|| file.display().to_string())?;
    // A secret key has the form of a public one.
    let seed = Key::try_from(read(key)?).with_context(|| format!("{}: not a secret key", key.display()))?;
    let pair = KeyPair::from_seed(Seed::new(seed.bytes()));
    let own = public(&pair).to_string();
    let mut lines: Vec<String> =
        head.lines().filter(|line| !line.starts_with(&own)).map(str::to_owned).collect();
    if lines.len() == MOST_SIGNATURES {
        bail!("a feed has at most {MOST_SIGNATURES} signatures");
    }
    let signature = pair.sk.sign(signed(payload), None);
    let hex = signature.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    lines.push(format!("{own} {hex}"));
    let feed = format!("{FIRST_LINE}{}\n\n{payload}", lines.join("\n"));
    Held::first(&feed, &[public(&pair)], &today()).context("nobody would take it")?;
    print!("{feed}");
    Ok(())
}

/// What to verify.
#[derive(clap::Args)]
pub struct Verify {
    /// The feed.
    feed: PathBuf,
    /// A public key that is trusted; again for each.
    #[arg(long = "key", value_name = "KEY", required = true)]
    keys: Vec<String>,
    /// The feed that is held already, signed by one of the keys.
    #[arg(long, value_name = "FILE")]
    held: Option<PathBuf>,
    /// The day it is taken; today if left out.
    #[arg(long)]
    on: Option<String>,
}

impl Verify {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let keys: Vec<Key> =
            self.keys.iter().map(|key| Key::try_from(key.clone())).collect::<Result<_, _>>()?;
        let text = read(&self.feed)?;
        let on = self.on.clone().unwrap_or_else(today);
        let taken = match &self.held {
            Some(held) => Held { text: read(held)?, keys }.follow(&text, &on),
            None => Held::first(&text, &keys, &on),
        };
        match taken.and_then(|held| held.open()) {
            Ok(feed) => {
                println!(
                    "good: version {} of “{}”, issued on {}, to be taken until {}; {} hosts, {} shorteners",
                    feed.version,
                    feed.channel,
                    feed.issued,
                    feed.expires,
                    feed.hosts.len(),
                    feed.shorteners.len()
                );
                Ok(ExitCode::SUCCESS)
            }
            Err(refusal) => {
                println!("refused: {refusal}");
                Ok(ExitCode::from(1))
            }
        }
    }
}

/// Today, in UTC.
fn today() -> String {
    time::OffsetDateTime::now_utc().date().to_string()
}
