//! Labelled texts.

use anyhow::Context as _;
use hullcheck::{
    detect::{Circumstances, Profile, Subject},
    hub::{Presence, Repository, Unknown},
    verdict::Campaign,
};
use serde::Deserialize;
use serde_json::Value;
use std::{collections::BTreeMap, fs, ops::Range, path::Path};

/// How many folds small sources are put into, for lures and for honest texts.
const SMALL_FOLDS: usize = 8;
/// The smallest source that is a fold by itself, in texts.
const LARGE: usize = 5;

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    Downloader,
    Ebook,
    Website,
    OtherSpam,
    Benign,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    label: Label,
    #[serde(default)]
    hard: bool,
    #[serde(default)]
    lang: String,
    #[serde(default)]
    source: String,
    #[serde(flatten)]
    repository: Repository,
}

/// A labelled text.
pub struct Text {
    /// What the file calls it.
    pub id: Value,
    pub label: Label,
    pub hard: bool,
    pub lang: String,
    pub source: String,
    pub repository: Repository,
    /// The words of its name and texts.
    pub profile: Profile,
    /// Whether it holds an outside link.
    pub linked: bool,
    /// The group of sources it is left out with.
    pub fold: usize,
}

/// A file of labelled texts.
pub struct Corpus {
    pub texts: Vec<Text>,
    folds: usize,
}

impl Label {
    /// The campaign that the label names.
    pub fn campaign(self) -> Option<Campaign> {
        match self {
            Self::Downloader => Some(Campaign::Downloader),
            Self::Ebook => Some(Campaign::Ebook),
            Self::Website => Some(Campaign::Website),
            Self::OtherSpam => Some(Campaign::Other),
            Self::Benign => None,
        }
    }
}

impl Corpus {
    /// Reads a file, a text a line.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let content = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut texts = Vec::new();
        for (number, line) in (1..).zip(content.lines()) {
            let line: Line = serde_json::from_str(line)
                .with_context(|| format!("{}, line {number}: not a labelled text", path.display()))?;
            let subject = Subject::of_repository(
                &line.repository,
                Circumstances::of(Presence::Unknown(Unknown::NotCounted)),
                &[],
            );
            let linked = subject.outside().next().is_some();
            let profile = subject.profile;
            texts.push(Text {
                label: line.label,
                hard: line.hard,
                lang: line.lang,
                source: origin(&line.source).to_owned(),
                id: line.id,
                repository: line.repository,
                profile,
                linked,
                fold: 0,
            });
        }
        let mut corpus = Self { texts, folds: 0 };
        corpus.fold();
        Ok(corpus)
    }

    /// The folds.
    pub fn folds(&self) -> Range<usize> {
        0..self.folds
    }

    /// Large sources are a fold each; small ones share some, lures apart from honest texts.
    fn fold(&mut self) {
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        for text in &self.texts {
            *sizes.entry(&text.source).or_default() += 1;
        }
        let mut small = 0;
        let mut large = SMALL_FOLDS;
        let folds: BTreeMap<String, usize> = sizes
            .into_iter()
            .map(|(source, size)| {
                let counter = if size >= LARGE { &mut large } else { &mut small };
                *counter += 1;
                let fold = if size >= LARGE { *counter - 1 } else { (*counter - 1) % SMALL_FOLDS };
                (source.to_owned(), fold)
            })
            .collect();
        for text in &mut self.texts {
            text.fold = folds.get(&text.source).copied().unwrap_or_default();
        }
        self.folds = large;
    }
}

/// The source a text is from: a repository, an account, or a set of mailing
/// lists, which one actor filled.
fn origin(source: &str) -> &str {
    let repository = source.split(':').next().unwrap_or_default();
    match repository.split_once('/') {
        Some((account, _)) => account,
        None => repository,
    }
}
