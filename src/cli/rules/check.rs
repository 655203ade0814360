//! What is wrong with a folder of rules, beyond what the compiler refuses.

use super::{compiled, read};
use anyhow::Context as _;
use hullcheck::{
    destination::site,
    hub::Repository,
    inspect,
    rules::{self, KnownHost},
    verdict::Level,
};
use serde::Deserialize;
use std::{collections::BTreeSet, path::PathBuf, process::ExitCode};

/// What to check.
#[derive(clap::Args)]
pub struct Options {
    /// The folder.
    #[arg(default_value = "rules")]
    folder: PathBuf,
    /// Honest texts that must stay at nothing-found.
    #[arg(long, value_name = "FILE.toml")]
    canary: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Canary {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    record: toml::Table,
    readme: String,
}

impl Options {
    /// Exit status 1 if something is wrong.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let artefact = compiled(&self.folder)?;
        let size = artefact.len();
        // For as long as this runs these are the rules.
        rules::load(artefact.leak())?;
        let mut wrong = hosts();
        wrong.extend(self.shorteners()?);
        if let Some(canary) = &self.canary {
            let canary: Canary =
                toml::from_str(&read(canary)?).with_context(|| canary.display().to_string())?;
            for case in canary.case {
                wrong.extend(hit(case)?);
            }
        }
        for problem in &wrong {
            println!("{problem}");
        }
        if wrong.is_empty() {
            println!(
                "{}: nothing wrong; {} hosts, {size} bytes compiled",
                self.folder.display(),
                rules::hosts().len()
            );
        }
        Ok(ExitCode::from(u8::from(!wrong.is_empty())))
    }

    fn shorteners(&self) -> anyhow::Result<Vec<String>> {
        let text = read(&self.folder.join("shorteners.tsv"))?;
        let hosts = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let hosts = hosts.filter_map(|line| line.split('\t').next());
        let known = |host: &&str| rules::host(host).is_some();
        Ok(hosts
            .filter(known)
            .map(|host| format!("shorteners.tsv: {host} is listed as a known host as well"))
            .collect())
    }
}

/// Hosts that no link can ever meet first, that nobody may list, and days out of order.
fn hosts() -> Vec<String> {
    let all = rules::hosts();
    let names: BTreeSet<&str> = all.iter().map(|known| known.host.as_str()).collect();
    let above = |host: &str| {
        host.match_indices('.')
            .map(|(at, _)| host[at + 1..].to_owned())
            .find(|parent| names.contains(parent.as_str()))
    };
    let mut wrong = Vec::new();
    for known @ KnownHost { host, seen: (first, last), .. } in &all {
        if let Some(parent) = above(host) {
            wrong.push(format!("hosts.tsv: {host} is never reached: {parent} covers it"));
        }
        if !rules::feed::is_listable(known) {
            wrong.push(format!(
                "hosts.tsv: {host} is a host that nobody may list, or not written as browsers do"
            ));
        }
        if first > last {
            wrong.push(format!("hosts.tsv: {host} was first seen in {first} and last in {last}"));
        }
        if site(host) != host && names.contains(site(host)) {
            wrong.push(format!("hosts.tsv: {host} is below {}, which is listed", site(host)));
        }
    }
    wrong
}

/// What hits an honest text.
fn hit(case: Case) -> anyhow::Result<Option<String>> {
    let mut record = case.record;
    record.insert("full_description".into(), case.readme.into());
    let repository: Repository = record.try_into()?;
    let verdict = inspect::repository(&repository, &inspect::Options::default());
    let hit = || format!("the honest text “{}” is hit: {:?} {}", case.name, verdict.level, rule(&verdict));
    Ok((verdict.level != Level::NothingFound).then(hit))
}

fn rule(verdict: &hullcheck::verdict::Verdict) -> String {
    verdict
        .evidence
        .first()
        .map(|found| format!("by {}: “{}”", found.rule.id, found.quote))
        .unwrap_or_default()
}
