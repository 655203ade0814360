//! Verdicts as they are written.

use super::{Block, explain, resume::State, word};
use anyhow::Context as _;
use clap::ValueEnum;
use hullcheck::{
    hub::Repository,
    verdict::{Action, Level, Verdict},
};
use serde::Serialize;
use serde_json::{Value, json};
use std::{
    fs::OpenOptions,
    io::{self, BufWriter, Seek as _, SeekFrom, Write},
    path::Path,
};

/// What to write.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A JSON object a line.
    Ndjson,
    /// Sentences for a person.
    Text,
    /// A table with a header (RFC 4180).
    Csv,
    /// A flat JSON object a line, always with the same fields: what DuckDB, Polars or Spark
    /// write as Parquet without being told more.
    Columns,
    /// SARIF 2.1: a result for each repository that deserves at least a notice.
    Sarif,
}

/// A repository with its verdict.
pub struct Judged<'a> {
    pub id: &'a Value,
    pub repository: &'a Repository,
    pub verdict: &'a Verdict,
}

/// A line that was no repository.
pub struct Failed {
    /// Its number in its block, from 1 on.
    pub line: u64,
    pub error: String,
    /// Where in what is written of its block it has its place.
    pub at: usize,
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

/// The columns of a table.
const COLUMNS: [&str; 12] = [
    "id",
    "namespace",
    "name",
    "presence",
    "level",
    "campaign",
    "rules",
    "evidence",
    "links",
    "asked",
    "blocked",
    "destinations",
];

impl Format {
    /// Writes one verdict.
    pub fn write(self, out: &mut Vec<u8>, judged: &Judged<'_>) {
        // Nothing fails that is written to memory.
        let _ = match self {
            Self::Ndjson => ndjson(out, judged),
            Self::Text => text(out, judged),
            Self::Csv => csv(out, judged),
            Self::Columns => columns(out, judged),
            Self::Sarif => sarif(out, judged),
        };
    }

    /// What stands before all verdicts, and behind them.
    fn frame(self) -> (String, &'static str) {
        match self {
            Self::Csv => (format!("{}\r\n", COLUMNS.join(",")), ""),
            Self::Sarif => {
                let driver = json!({ "name": "hullcheck", "version": env!("CARGO_PKG_VERSION") });
                let head = format!(
                    "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\
                     \"runs\":[{{\"tool\":{{\"driver\":{driver}}},\"results\":["
                );
                (head, "]}]}\n")
            }
            Self::Ndjson | Self::Text | Self::Columns => (String::new(), ""),
        }
    }

    /// What takes the place of a line that was no repository.
    fn failed(self, failed: &Failed, before: u64) -> String {
        match self {
            Self::Ndjson => format!("{}\n", json!({ "error": failed.error, "line": before + failed.line })),
            // A table and a report have no place for it; it was said on the standard error.
            Self::Text | Self::Csv | Self::Columns | Self::Sarif => String::new(),
        }
    }
}

fn ndjson(out: &mut Vec<u8>, Judged { id, repository, verdict }: &Judged<'_>) -> io::Result<()> {
    let (namespace, name) = (repository.namespace.as_deref(), repository.name.as_deref());
    serde_json::to_writer(&mut *out, &Line { id, namespace, name, verdict })?;
    writeln!(out)
}

fn text(out: &mut Vec<u8>, Judged { repository, verdict, .. }: &Judged<'_>) -> io::Result<()> {
    let (namespace, name) = (repository.namespace.as_deref(), repository.name.as_deref());
    writeln!(out, "{}/{}", namespace.unwrap_or("?"), name.unwrap_or("?"))?;
    explain::write(out, verdict)?;
    writeln!(out)
}

/// The values of the columns, in their order.
fn row(Judged { id, repository, verdict }: &Judged<'_>) -> [Value; COLUMNS.len()] {
    let id = match id {
        Value::Null => Value::Null,
        Value::String(id) => json!(id),
        other => json!(other.to_string()),
    };
    let mut rules: Vec<&str> = verdict.evidence.iter().map(|found| found.rule.id).collect();
    rules.dedup();
    let links = |action: Action| verdict.links.iter().filter(|link| link.verdict == action).count();
    let mut destinations: Vec<&str> = verdict
        .links
        .iter()
        .filter(|link| link.outside && link.verdict != Action::Pass)
        .map(|link| link.destination.as_str())
        .collect();
    destinations.dedup();
    [
        id,
        json!(repository.namespace),
        json!(repository.name),
        json!(verdict.presence),
        json!(verdict.level),
        json!(verdict.campaign),
        json!(rules.join(" ")),
        json!(verdict.evidence.len()),
        json!(verdict.links.len()),
        json!(links(Action::Ask)),
        json!(links(Action::Block)),
        json!(destinations.join(" ")),
    ]
}

fn columns(out: &mut Vec<u8>, judged: &Judged<'_>) -> io::Result<()> {
    let mut mark = '{';
    for (name, value) in COLUMNS.iter().zip(row(judged)) {
        write!(out, "{mark}\"{name}\":{value}")?;
        mark = ',';
    }
    writeln!(out, "}}")
}

fn csv(out: &mut Vec<u8>, judged: &Judged<'_>) -> io::Result<()> {
    for (at, value) in row(judged).into_iter().enumerate() {
        let text = match value {
            Value::Null => String::new(),
            Value::String(text) => text,
            other => other.to_string(),
        };
        let mark = if at == 0 { "" } else { "," };
        // A table's program takes what begins so for a formula and runs it.
        let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let text = if formula { format!("'{text}") } else { text };
        if text.contains(['"', ',', '\n', '\r']) {
            write!(out, "{mark}\"{}\"", text.replace('"', "\"\""))?;
        } else {
            write!(out, "{mark}{text}")?;
        }
    }
    out.write_all(b"\r\n")
}

/// One result, behind a comma: the first one's is taken away.
fn sarif(out: &mut Vec<u8>, Judged { repository, verdict, .. }: &Judged<'_>) -> io::Result<()> {
    let level = match verdict.level {
        Level::NothingFound | Level::NotInspected => return Ok(()),
        Level::Notice => "note",
        Level::Suspicious => "warning",
        Level::Danger => "error",
    };
    let (namespace, name) =
        (repository.namespace.as_deref().unwrap_or("?"), repository.name.as_deref().unwrap_or("?"));
    let first = verdict.evidence.first();
    let sentences: Vec<String> = verdict.evidence.iter().map(|found| found.why.to_string()).collect();
    let result = json!({
        "ruleId": first.map_or("presence", |found| found.rule.id),
        "level": level,
        "message": { "text": if sentences.is_empty() { word(&verdict.presence) } else { sentences.join(" ") } },
        "locations": [{ "physicalLocation": { "artifactLocation": {
            "uri": format!("https://hub.docker.com/r/{namespace}/{name}"),
        } } }],
        "properties": { "presence": verdict.presence, "campaign": verdict.campaign },
    });
    write!(out, ",{result}")
}

/// Where everything is written.
pub struct Writer {
    out: Box<dyn Output>,
    format: Format,
    /// Whether nothing was written yet that a comma could follow.
    first: bool,
}

/// A file, or the standard output.
trait Output: Write {
    /// How many bytes there are by now.
    fn length(&mut self) -> io::Result<u64>;
}

impl Output for BufWriter<std::fs::File> {
    fn length(&mut self) -> io::Result<u64> {
        self.flush()?;
        self.get_mut().stream_position()
    }
}

impl Output for BufWriter<io::Stdout> {
    fn length(&mut self) -> io::Result<u64> {
        Ok(0)
    }
}

impl Writer {
    /// Opens `out`, or the standard output, behind what belongs to `state`.
    pub fn open(out: Option<&Path>, format: Format, state: &State) -> anyhow::Result<Self> {
        let mut out: Box<dyn Output> = match out {
            None => Box::new(BufWriter::new(io::stdout())),
            Some(path) => {
                let open = || -> io::Result<_> {
                    let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
                    // What was written after the last note of it will be written again.
                    file.set_len(state.written)?;
                    file.seek(SeekFrom::End(0))?;
                    Ok(file)
                };
                let file = open().with_context(|| format!("cannot write {}", path.display()))?;
                Box::new(BufWriter::new(file))
            }
        };
        let (head, _) = format.frame();
        let first = state.written <= head.len() as u64;
        if state.written == 0 {
            out.write_all(head.as_bytes())?;
        }
        Ok(Self { out, format, first })
    }

    /// Writes `block`, whose lines stand behind so many others of their file.
    pub fn block(&mut self, block: &Block, before: u64) -> anyhow::Result<()> {
        let mut from = 0;
        if self.format == Format::Sarif && self.first && !block.written.is_empty() {
            (from, self.first) = (1, false);
        }
        for failed in &block.failed {
            self.out.write_all(&block.written[from.min(failed.at)..failed.at])?;
            self.out.write_all(self.format.failed(failed, before).as_bytes())?;
            from = from.max(failed.at);
        }
        self.out.write_all(&block.written[from..])?;
        // A verdict is of use as soon as it is there.
        Ok(self.out.flush()?)
    }

    /// Writes out all there is: how many bytes there are by now.
    pub fn flush(&mut self) -> anyhow::Result<u64> {
        Ok(self.out.length()?)
    }

    /// Writes what stands behind all verdicts.
    pub fn end(&mut self) -> anyhow::Result<()> {
        self.out.write_all(self.format.frame().1.as_bytes())?;
        Ok(self.out.flush()?)
    }
}
