//! `hullcheck explain`: one readme, explained to a person.

use anyhow::Context as _;
use hullcheck::{
    destination::{defang, defang_text},
    hub::Repository,
    inspect,
    verdict::{Action, Campaign, Level, Verdict},
};
use std::{
    fs,
    io::{self, Read as _, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Explain what is thought of one readme, with the quoted text.
///
/// Addresses are written so that no program makes links of them.
#[derive(clap::Args)]
pub struct Options {
    /// A readme in Markdown; - is the standard input.
    readme: PathBuf,
}

impl Options {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let bytes = if self.readme == Path::new("-") {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).context("cannot read the standard input")?;
            bytes
        } else {
            fs::read(&self.readme).with_context(|| format!("cannot read {}", self.readme.display()))?
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let repository = Repository { full_description: Some(text), ..Repository::default() };
        write(&mut io::stdout().lock(), &inspect::repository(&repository, &inspect::Options::default()))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes `verdict` for a person.
pub fn write(out: &mut impl Write, verdict: &Verdict) -> io::Result<()> {
    let level = match verdict.level {
        Level::NothingFound => "nothing found",
        Level::Notice => "notice",
        Level::NotInspected => "not inspected",
        Level::Suspicious => "suspicious: this reads like a lure",
        Level::Danger => "danger",
    };
    let campaign = match verdict.campaign {
        None => "",
        Some(Campaign::Downloader) => " (Downloader campaign)",
        Some(Campaign::Ebook) => " (eBook campaign)",
        Some(Campaign::Website) => " (Website campaign)",
        Some(Campaign::Other) => " (no known campaign)",
    };
    writeln!(out, "  {level}{campaign}")?;
    for found in &verdict.evidence {
        let place = found
            .range
            .as_ref()
            .map_or(String::new(), |range| format!(", bytes {}–{}", range.start, range.end));
        writeln!(out, "  • {} (weight {}{place})", found.rule.id, found.weight)?;
        if !found.quote.is_empty() {
            writeln!(out, "    “{}”", defang_text(&found.quote))?;
        }
        writeln!(out, "    {}", found.why)?;
    }
    for link in verdict.links.iter().filter(|link| link.verdict != Action::Pass) {
        let action = if link.verdict == Action::Block { "blocked" } else { "asks first" };
        writeln!(out, "  {action}: {}", defang(&link.href))?;
        for hop in &link.hops {
            writeln!(out, "    goes on to {}", defang(hop))?;
        }
    }
    Ok(())
}
