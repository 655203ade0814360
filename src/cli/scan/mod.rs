//! `hullcheck scan`: repositories in, verdicts out, in their order.

mod input;
mod output;
mod pipeline;
mod progress;
mod resume;
mod summary;

use super::explain;
use clap::ValueEnum;
use hullcheck::{hub::Repository, inspect};
use input::Input;
use output::{Failed, Format, Judged, Writer};
use progress::Progress;
use resume::State;
use serde::Deserialize;
use serde_json::Value;
use std::{io, num::NonZero, path::PathBuf, process::ExitCode, thread};
use summary::{Counted, Summary};

/// Judge repositories: one JSON object a line in, one verdict a line out.
///
/// Each line holds a repository with Docker Hub's own field names (namespace,
/// name, description, full_description, status, content_types, and tags as a
/// number or a list); other fields are ignored and id is echoed. Input may be
/// packed with gzip or zstd. Verdicts come in the order of the lines, as soon
/// as those before them are reached, on all processors.
///
/// A line that is no repository is reported with its number, and an object with
/// "error" and "line" takes its place in the output.
///
/// Exit status: 0 if every line was judged, 1 if some line was not, 2 if a file
/// could not be read.
#[derive(clap::Args)]
pub struct Options {
    /// What to write.
    #[arg(long, value_enum, default_value_t = Format::Ndjson)]
    format: Format,
    /// Judge without these rules, to see what the others are worth.
    #[arg(long, value_enum, value_name = "RULES")]
    without_rules: Vec<Rules>,
    /// Count by presence, level, campaign, account and host, and write that at the end to the
    /// standard error.
    #[arg(long)]
    summary: bool,
    /// Write to this file instead of the standard output, and beside it what is needed to go on
    /// after an interruption.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Go on where the same command was interrupted.
    #[arg(long, requires = "out")]
    resume: bool,
    /// How many lines are judged at once; as many as there are processors if it is not said.
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZero<usize>>,
    /// Files to read; - is the standard input.
    #[arg(default_value = "-", value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Rules {
    /// The list of known hosts.
    Hosts,
}

/// A line that is read.
#[derive(Deserialize)]
struct Record {
    /// The caller's own key, echoed in the output.
    #[serde(default)]
    id: Value,
    #[serde(flatten)]
    repository: Repository,
}

/// What became of some lines.
#[derive(Default)]
struct Block {
    /// What is to be written for them.
    written: Vec<u8>,
    counted: Vec<Counted>,
    failed: Vec<Failed>,
    lines: u64,
}

impl Options {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let state = match &self.out {
            Some(out) if self.resume => State::read(out)?,
            _ => State::default(),
        };
        let mut writer = Writer::open(self.out.as_deref(), self.format, &state)?;
        let mut progress = Progress::of(state.lines);
        let mut summary = state.summary.clone();
        let mut at = state;
        let done =
            self.read_all(&mut writer, &mut progress, &mut summary, &mut at).and_then(|()| writer.end());
        progress.end();
        match done {
            Ok(()) => {}
            // Whoever reads the output has seen enough.
            Err(error) if is_closed_pipe(&error) => return Ok(ExitCode::SUCCESS),
            Err(error) => return Err(error),
        }
        if let Some(out) = &self.out {
            State::remove(out)?;
        }
        if self.summary {
            summary.write(&mut io::stderr().lock())?;
        }
        Ok(ExitCode::from(u8::from(at.failed > 0)))
    }

    /// Judges every line that `at` has not come to yet.
    fn read_all(
        &self,
        writer: &mut Writer,
        progress: &mut Progress,
        summary: &mut Summary,
        at: &mut State,
    ) -> anyhow::Result<()> {
        let threads = self.threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get);
        for (number, file) in self.files.iter().enumerate().skip(at.file) {
            let mut input = Input::open(file)?;
            if number == at.file {
                input.skip(at.bytes)?;
            } else {
                (at.file, at.bytes, at.line) = (number, 0, 0);
            }
            let judge = |lines: &[u8]| self.judge(lines);
            pipeline::run(&mut input, threads, &judge, |chunk, block| {
                for failed in &block.failed {
                    let line = at.line + failed.line;
                    eprintln!(
                        "hullcheck: {}, line {line}: not a repository: {}",
                        input::name(file),
                        failed.error
                    );
                }
                writer.block(&block, at.line)?;
                for counted in block.counted {
                    summary.count(counted);
                }
                at.bytes += chunk.bytes;
                at.line += block.lines;
                at.lines += block.lines;
                at.failed += block.failed.len() as u64;
                progress.show(at.lines);
                if let Some(out) = &self.out
                    && at.is_due()
                {
                    at.written = writer.flush()?;
                    at.summary = summary.clone();
                    at.write(out)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Judges each of some whole lines.
    fn judge(&self, lines: &[u8]) -> Block {
        let without_hosts = self.without_rules.contains(&Rules::Hosts);
        let options = inspect::Options { without_hosts, ..inspect::Options::default() };
        let mut block = Block::default();
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            block.lines += 1;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match serde_json::from_slice::<Record>(line) {
                Ok(Record { id, repository }) => {
                    let verdict = inspect::repository(&repository, &options);
                    if self.summary {
                        block.counted.push(Counted::of(&repository, &verdict));
                    }
                    self.format.write(
                        &mut block.written,
                        &Judged { id: &id, repository: &repository, verdict: &verdict },
                    );
                }
                Err(error) => {
                    let failed =
                        Failed { line: block.lines, error: error.to_string(), at: block.written.len() };
                    block.failed.push(failed);
                }
            }
        }
        block
    }
}

/// The names of `verdict` and `presence` as they are written everywhere.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>().map(io::Error::kind));
    kind == Some(io::ErrorKind::BrokenPipe)
}
