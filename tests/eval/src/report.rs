//! What the measurement prints.

use crate::corpus::{Corpus, Label, Text};
use hullcheck::{
    destination::defang_text,
    verdict::{Campaign, Level, Verdict},
};
use std::collections::{BTreeMap, BTreeSet};

const LURES: [Label; 4] = [Label::Downloader, Label::Ebook, Label::Website, Label::OtherSpam];

/// Prints everything about one measurement.
pub fn print(corpus: &Corpus, verdicts: &[Verdict]) {
    let judged: Vec<(&Text, &Verdict)> = corpus.texts.iter().zip(verdicts).collect();
    let of = |wanted: &dyn Fn(&Text) -> bool| -> Vec<(&Text, &Verdict)> {
        judged.iter().filter(|(text, _)| wanted(text)).copied().collect()
    };
    println!("{:<34} {:>6} {:>9} {:>9} {:>9}", "", "texts", "notice+", "suspic.+", "danger");
    for label in LURES {
        row(&format!("{label:?} with a link"), &of(&|text| text.label == label && text.linked));
    }
    row("lures without a link", &of(&|text| text.label != Label::Benign && !text.linked));
    row("honest", &of(&|text| text.label == Label::Benign && !text.hard));
    row("honest, hard", &of(&|text| text.label == Label::Benign && text.hard));

    println!("\ncampaign named, for lures with a link at suspicious or worse");
    let campaigns = [Campaign::Downloader, Campaign::Ebook, Campaign::Website, Campaign::Other];
    for label in LURES {
        let found: Vec<_> = of(&|text| text.label == label && text.linked)
            .into_iter()
            .filter(|(_, verdict)| verdict.level >= Level::Suspicious)
            .collect();
        let counts = campaigns
            .map(|campaign| found.iter().filter(|(_, verdict)| verdict.campaign == Some(campaign)).count());
        let right = found.iter().filter(|(_, verdict)| verdict.campaign == label.campaign()).count();
        println!("{label:<12?} {counts:>4?}  {} right", percent(right, found.len()));
    }

    for (what, key) in [
        ("source", (|text: &Text| text.source.clone()) as fn(&Text) -> String),
        ("language", |text| text.lang.clone()),
    ] {
        println!(
            "\nby {what}: recall on lures with a link, precision, at suspicious or worse; honest texts flagged"
        );
        let groups: BTreeSet<String> = judged.iter().map(|(text, _)| key(text)).collect();
        for group in groups {
            let (lures, found) =
                flagged(&of(&|text| text.label != Label::Benign && text.linked && key(text) == group));
            let (honest, wrong) = flagged(&of(&|text| text.label == Label::Benign && key(text) == group));
            let (recall, precision) = (percent(found, lures), percent(found, found + wrong));
            println!(
                "  {group:<36} {found:>4} of {lures:>4} {recall:>8}  {precision:>8}  {wrong:>4} of {honest:>4}"
            );
        }
    }

    println!("\nerrors");
    for (text, verdict) in &judged {
        let wrong = match text.label {
            Label::Benign => verdict.level >= Level::Notice,
            _ if text.linked => verdict.level < Level::Suspicious,
            _ => verdict.level < Level::Notice,
        };
        if wrong {
            error(text, verdict);
        }
    }
}

/// Prints what each rule is worth: what changes without it.
pub fn rules(corpus: &Corpus, verdicts: &[Verdict], without: impl Fn(&str) -> Vec<Verdict>) {
    let mut met: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for (text, verdict) in corpus.texts.iter().zip(verdicts) {
        let rules: BTreeSet<&str> = verdict.evidence.iter().map(|found| found.rule.id).collect();
        for rule in rules {
            met.entry(rule).or_default()[usize::from(text.label == Label::Benign)] += 1;
        }
    }
    let caught = |verdicts: &[Verdict], honest: bool| {
        let judged = corpus.texts.iter().zip(verdicts);
        judged
            .filter(|(text, verdict)| {
                (text.label == Label::Benign) == honest
                    && (honest || text.linked)
                    && verdict.level >= Level::Suspicious
            })
            .count()
    };
    println!(
        "\n{:<24} {:>8} {:>8} {:>14} {:>14}",
        "rule", "in lures", "honest", "lures lost", "honest freed"
    );
    for (rule, [lures, honest]) in met {
        let other = without(rule);
        let lost = caught(verdicts, false).saturating_sub(caught(&other, false));
        let freed = caught(verdicts, true).saturating_sub(caught(&other, true));
        println!("{rule:<24} {lures:>8} {honest:>8} {lost:>14} {freed:>14}");
    }
}

/// How many texts there are, and how many of them are called suspicious or worse.
fn flagged(judged: &[(&Text, &Verdict)]) -> (usize, usize) {
    (judged.len(), judged.iter().filter(|(_, verdict)| verdict.level >= Level::Suspicious).count())
}

fn row(name: &str, judged: &[(&Text, &Verdict)]) {
    let at = |level: Level| {
        let count = judged.iter().filter(|(_, verdict)| verdict.level >= level).count();
        percent(count, judged.len())
    };
    println!(
        "{name:<34} {:>6} {:>9} {:>9} {:>9}",
        judged.len(),
        at(Level::Notice),
        at(Level::Suspicious),
        at(Level::Danger)
    );
}

#[expect(clippy::cast_precision_loss, reason = "counts far below the 52 bits a float holds exactly")]
fn percent(part: usize, whole: usize) -> String {
    if whole == 0 { "-".to_owned() } else { format!("{:.1} %", part as f64 * 100.0 / whole as f64) }
}

fn error(text: &Text, verdict: &Verdict) {
    let name = text.repository.name.as_deref().unwrap_or("?");
    println!(
        "  {:?}{} {} ({}, {}): {:?}",
        text.label,
        if text.hard { ", hard" } else { "" },
        text.id,
        text.source,
        name,
        verdict.level
    );
    for found in &verdict.evidence {
        println!("      {} {} “{}”", found.rule.id, found.weight, defang_text(&found.quote));
        if found.rule.id.contains("words") {
            println!("        {}", found.why);
        }
    }
}
