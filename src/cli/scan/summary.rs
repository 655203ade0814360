//! What a scan found, in numbers.

use super::word;
use hullcheck::{
    destination::host_of,
    hub::{Presence, Repository},
    verdict::{Campaign, Level, Verdict},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::{self, Write},
};

/// How many accounts and hosts are named.
const NAMED: usize = 20;

/// How many different accounts, or hosts, are counted at a time.
const MOST: usize = 100_000;

/// What one repository adds.
pub struct Counted {
    presence: Presence,
    level: Level,
    campaign: Option<Campaign>,
    /// Who publishes it, and the hosts it leads to, if it reads like a lure.
    lure: Option<(String, BTreeSet<String>)>,
}

impl Counted {
    /// What `repository`, on which the verdict is `verdict`, adds.
    pub fn of(repository: &Repository, verdict: &Verdict) -> Self {
        let hosts = || {
            let outside = verdict.links.iter().filter(|link| link.outside);
            outside.map(|link| host_of(&link.destination).to_owned()).collect()
        };
        let lure = (verdict.level >= Level::Suspicious)
            .then(|| (repository.namespace.clone().unwrap_or_default(), hosts()));
        Self { presence: verdict.presence, level: verdict.level, campaign: verdict.campaign, lure }
    }
}

/// The counts of a scan.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Summary {
    presence: BTreeMap<String, u64>,
    level: BTreeMap<String, u64>,
    campaign: BTreeMap<String, u64>,
    accounts: Most,
    hosts: Most,
}

/// How often the most frequent of very many things occur. Never more than [`MOST`] are held: when
/// there are more, the rarest are given up, so that a count may be too low, never too high.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct Most {
    counts: HashMap<String, u64>,
    /// How often things were given up, each with all it had.
    given_up: u64,
}

impl Most {
    fn add(&mut self, name: String) {
        *self.counts.entry(name).or_default() += 1;
        let mut least = 1;
        while self.counts.len() > MOST {
            let before = self.counts.len();
            self.counts.retain(|_, count| *count > least);
            self.given_up += (before - self.counts.len()) as u64;
            least *= 2;
        }
    }

    fn write(&self, what: &str, out: &mut impl Write) -> io::Result<()> {
        let mut most: Vec<_> = self.counts.iter().collect();
        most.sort_unstable_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
        writeln!(out, "{what} of lures, the most frequent:")?;
        for (name, count) in most.into_iter().take(NAMED) {
            writeln!(out, "  {count:>10}  {name}")?;
        }
        if self.given_up > 0 {
            writeln!(
                out,
                "  ({} rare ones were given up to save memory; counts may be too low)",
                self.given_up
            )?;
        }
        Ok(())
    }
}

impl Summary {
    /// Adds one repository.
    pub fn count(&mut self, counted: Counted) {
        let add = |counts: &mut BTreeMap<String, u64>, word: String| *counts.entry(word).or_default() += 1;
        add(&mut self.presence, word(&counted.presence));
        add(&mut self.level, word(&counted.level));
        if let Some(campaign) = counted.campaign {
            add(&mut self.campaign, word(&campaign));
        }
        if let Some((account, hosts)) = counted.lure {
            self.accounts.add(account);
            for host in hosts {
                self.hosts.add(host);
            }
        }
    }

    /// Writes all counts for a person.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        for (what, counts) in
            [("presence", &self.presence), ("level", &self.level), ("campaign", &self.campaign)]
        {
            writeln!(out, "{what}:")?;
            for (word, count) in counts {
                writeln!(out, "  {count:>10}  {word}")?;
            }
        }
        self.accounts.write("accounts", out)?;
        self.hosts.write("hosts", out)
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Most};

    #[test]
    fn the_most_frequent_survive_however_many_there_are() {
        let mut most = Most::default();
        for number in 0..3 * MOST {
            most.add(format!("rare {number}"));
            if number % 100 == 0 {
                most.add("often".to_owned());
            }
        }
        assert!(most.counts.len() <= MOST && most.given_up > 0);
        assert_eq!(most.counts["often"], 3 * MOST as u64 / 100);
    }
}
