//! Measures the detector on labelled texts, and trains its model on them.

mod corpus;
mod report;
mod train;

use clap::{Parser, Subcommand};
use corpus::Corpus;
use hullcheck::{
    detect::Model,
    inspect::{self, Options},
    verdict::Verdict,
};
use std::{fs, path::PathBuf};

/// Measures Hullcheck on labelled texts: one JSON object a line with label
/// (downloader, ebook, website, other_spam, benign), hard, lang, source, and
/// Docker Hub's own fields.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print precision and recall, the confusion of campaigns, and every error.
    Eval {
        /// The labelled texts.
        file: PathBuf,
        /// Judge without the list of known hosts: "hosts".
        #[arg(long, value_parser = ["hosts"])]
        without_rules: Option<String>,
        /// Judge with the packaged model. Otherwise each source is judged by a
        /// model that has seen all sources but it.
        #[arg(long)]
        packaged: bool,
        /// Also print what is lost without each rule.
        #[arg(long)]
        rules: bool,
    },
    /// Train the model on all texts and write it to rules/model.bin.
    Train {
        /// The labelled texts.
        file: PathBuf,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Eval { file, without_rules, packaged, rules } => {
            let corpus = Corpus::read(&file)?;
            let models = if packaged {
                Vec::new()
            } else {
                corpus.folds().map(|fold| train::without(&corpus, fold)).collect()
            };
            let judge = |without_rule: Option<&str>| -> Vec<Verdict> {
                let judged = corpus.texts.iter().map(|text| {
                    let model: Option<&Model> = models.get(text.fold);
                    let options = Options { without_hosts: without_rules.is_some(), without_rule, model };
                    inspect::repository(&text.repository, &options)
                });
                judged.collect()
            };
            let verdicts = judge(None);
            report::print(&corpus, &verdicts);
            if rules {
                report::rules(&corpus, &verdicts, |rule| judge(Some(rule)));
            }
        }
        Command::Train { file } => {
            let corpus = Corpus::read(&file)?;
            let model = train::on(&corpus, |_| true);
            let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../rules/model.bin");
            fs::write(&path, model.to_bytes())?;
            println!("learned from {} texts: rules/model.bin", corpus.texts.len());
        }
    }
    Ok(())
}
