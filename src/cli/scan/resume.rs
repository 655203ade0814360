//! What is needed to go on after an interruption.

use super::summary::Summary;
use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How often it is written down.
const EVERY: Duration = Duration::from_secs(1);

/// How far a scan has come: all before it is judged, written and counted.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct State {
    /// The file being read, as its position on the command line.
    pub file: usize,
    /// The bytes of it, unpacked, that are done.
    pub bytes: u64,
    /// The lines of it.
    pub line: u64,
    /// The lines of all files.
    pub lines: u64,
    /// The lines that were no repositories.
    pub failed: u64,
    /// The bytes of output that belong to all these.
    pub written: u64,
    /// What was counted.
    pub summary: Summary,
    #[serde(skip)]
    saved: Option<Instant>,
}

impl State {
    /// What was written down beside the output `out`; an error if nothing was.
    pub fn read(out: &Path) -> anyhow::Result<Self> {
        let path = path(out);
        let text = fs::read_to_string(&path).with_context(|| {
            format!("cannot read {}: there is nothing to go on with, scan without --resume", path.display())
        })?;
        let damaged = || format!("{} is damaged: scan without --resume", path.display());
        serde_json::from_str(&text).with_context(damaged)
    }

    /// Whether it is time to write it down.
    pub fn is_due(&self) -> bool {
        self.saved.is_none_or(|saved| saved.elapsed() >= EVERY)
    }

    /// Writes it down beside the output `out`, all of it or nothing.
    pub fn write(&mut self, out: &Path) -> anyhow::Result<()> {
        let path = path(out);
        let half = path.with_extension("half");
        let written = fs::write(&half, serde_json::to_vec(self)?).and_then(|()| fs::rename(&half, &path));
        written.with_context(|| format!("cannot write {}", path.display()))?;
        self.saved = Some(Instant::now());
        Ok(())
    }

    /// Forgets it: the scan is complete.
    pub fn remove(out: &Path) -> anyhow::Result<()> {
        let path = path(out);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {}", path.display()))
            }
            _ => Ok(()),
        }
    }
}

/// Where it is written: `verdicts.ndjson.progress` beside `verdicts.ndjson`.
fn path(out: &Path) -> PathBuf {
    let mut name = out.as_os_str().to_owned();
    name.push(".progress");
    name.into()
}
