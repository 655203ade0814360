//! `hullcheck scan`: repositories in, verdicts out, a line each.

use super::explain;
use anyhow::Context as _;
use clap::ValueEnum;
use hullcheck::{hub::Repository, inspect, verdict::Verdict};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Judge repositories: one JSON object a line in, one verdict a line out.
///
/// Each line holds a repository with Docker Hub's own field names (namespace,
/// name, description, full_description, status, content_types, and tags as a
/// number or a list); other fields are ignored and id is echoed. Verdicts come
/// in the order of the lines, each as soon as it is reached.
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
    /// Files to read; - is the standard input.
    #[arg(default_value = "-", value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A JSON object a line.
    Ndjson,
    /// Sentences for a person.
    Text,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Rules {
    /// The list of known hosts.
    Hosts,
}

/// A verdict as it is written.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a Value,
    namespace: Option<&'a str>,
    name: Option<&'a str>,
    #[serde(flatten)]
    verdict: &'a Verdict,
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

impl Options {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let without_hosts = self.without_rules.contains(&Rules::Hosts);
        let options = inspect::Options { without_hosts, ..inspect::Options::default() };
        let mut out = BufWriter::new(io::stdout().lock());
        let mut whole = true;
        for file in &self.files {
            let done = if file == Path::new("-") {
                self.read(io::stdin().lock(), "standard input", &options, &mut out)
            } else {
                let reader = File::open(file).with_context(|| format!("cannot open {}", file.display()))?;
                self.read(BufReader::new(reader), &file.display().to_string(), &options, &mut out)
            };
            match done {
                Ok(good) => whole &= good,
                // Whoever reads the output has seen enough.
                Err(error) if is_closed_pipe(&error) => return Ok(ExitCode::SUCCESS),
                Err(error) => return Err(error),
            }
        }
        Ok(ExitCode::from(u8::from(!whole)))
    }

    /// Judges each line of `reader`; whether every one could be.
    fn read(
        &self,
        reader: impl BufRead,
        name: &str,
        options: &inspect::Options<'_>,
        out: &mut impl Write,
    ) -> anyhow::Result<bool> {
        let mut whole = true;
        for (number, line) in (1..).zip(reader.split(b'\n')) {
            let line = line.with_context(|| format!("cannot read {name}"))?;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match serde_json::from_slice::<Record>(&line) {
                Ok(Record { id, repository }) => {
                    let verdict = inspect::repository(&repository, options);
                    self.write(out, &id, &repository, &verdict)?;
                }
                Err(error) => {
                    whole = false;
                    eprintln!("hullcheck: {name}, line {number}: not a repository: {error}");
                    writeln!(out, "{}", json!({ "error": error.to_string(), "line": number }))?;
                }
            }
            // A verdict is of use as soon as it is there.
            out.flush()?;
        }
        Ok(whole)
    }

    fn write(
        &self,
        out: &mut impl Write,
        id: &Value,
        repository: &Repository,
        verdict: &Verdict,
    ) -> anyhow::Result<()> {
        let (namespace, name) = (repository.namespace.as_deref(), repository.name.as_deref());
        match self.format {
            Format::Ndjson => {
                serde_json::to_writer(&mut *out, &Line { id, namespace, name, verdict })?;
                writeln!(out)?;
            }
            Format::Text => {
                writeln!(out, "{}/{}", namespace.unwrap_or("?"), name.unwrap_or("?"))?;
                explain::write(out, verdict)?;
                writeln!(out)?;
            }
        }
        Ok(())
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = error.chain().find_map(|cause| {
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        json.or_else(|| cause.downcast_ref::<io::Error>().map(io::Error::kind))
    });
    kind == Some(io::ErrorKind::BrokenPipe)
}
