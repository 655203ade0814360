//! Which verdicts a feed changes.

use super::read;
use anyhow::Context as _;
use hullcheck::{
    hub::Repository,
    inspect,
    rules::{
        self,
        feed::{FIRST_LINE, Feed},
    },
};
use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
};

/// What to compare.
#[derive(clap::Args)]
pub struct Options {
    /// A feed, signed or not. Who signed it does not matter here.
    feed: PathBuf,
    /// Repositories, a line each, as for `hullcheck scan`.
    repositories: PathBuf,
    /// What was published before; nothing if left out.
    #[arg(long, value_name = "FEED")]
    before: Option<PathBuf>,
}

impl Options {
    pub fn run(&self) -> anyhow::Result<()> {
        let before = self.before.as_deref().map(said).transpose()?.unwrap_or_default();
        let after = said(&self.feed)?;
        let file = File::open(&self.repositories)
            .with_context(|| format!("cannot read {}", self.repositories.display()))?;
        let (mut changed, mut lines) = (0, 0);
        for (number, line) in (1..).zip(BufReader::new(file).lines()) {
            let line = line?;
            if line.trim().is_empty() {
                continue;
            }
            lines += 1;
            let repository: Repository =
                serde_json::from_str(&line).with_context(|| format!("line {number} is no repository"))?;
            let judge = |feed: &Feed| {
                rules::add(feed.clone());
                inspect::repository(&repository, &inspect::Options::default())
            };
            let (old, new) = (judge(&before), judge(&after));
            if old.level != new.level || old.links != new.links {
                changed += 1;
                let name = |part: &Option<String>| part.clone().unwrap_or_else(|| "?".to_owned());
                let because = new.evidence.first().map_or("", |found| found.rule.id);
                println!(
                    "{}/{}: {:?} → {:?} ({because})",
                    name(&repository.namespace),
                    name(&repository.name),
                    old.level,
                    new.level
                );
            }
        }
        println!("{changed} of {lines} verdicts change");
        Ok(())
    }
}

fn said(file: &Path) -> anyhow::Result<Feed> {
    let text = read(file)?;
    let payload = match text.strip_prefix(FIRST_LINE) {
        Some(feed) => feed.split_once("\n\n").context("this feed is damaged: make it again")?.1,
        None => &text,
    };
    Feed::of(payload).with_context(|| file.display().to_string())
}
