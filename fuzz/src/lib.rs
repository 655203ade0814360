//! What must hold for any input, one function for each way in. libFuzzer calls them with what it
//! thinks of (`fuzz_targets`, run by `cargo xtask fuzz`), the tests with every file of `seeds`:
//! what was once found to break one is kept there under the name of what it showed.
#![allow(clippy::missing_panics_doc, reason = "to panic is how a finding is told")]

mod address;
mod feed;
mod hub;
mod observation;
mod readme;
mod rules;

/// How far an input came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It was refused, as it should be.
    Refused,
    /// It was read, and what was read was used.
    Used,
}

pub use address::address;
pub use feed::feed;
pub use hub::hub;
pub use observation::observation;
pub use readme::readme;
pub use rules::rules;

#[cfg(test)]
mod tests {
    use super::{Reached, address, feed, hub, observation, readme, rules};
    use std::{fs, path::Path};

    type Target = fn(&[u8]) -> Reached;

    /// All ways in, by the names of their folders in `seeds`.
    const TARGETS: [(&str, Target); 6] = [
        ("address", address),
        ("feed", feed),
        ("hub", hub),
        ("observation", observation),
        ("readme", readme),
        ("rules", rules),
    ];

    /// A seed that nobody can read any more would be a seed of nothing.
    #[test]
    #[allow(clippy::unwrap_used, reason = "a missing folder is a failing test")]
    fn every_seed_gets_past_the_reader() {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        assert_eq!(fs::read_dir(&seeds).unwrap().count(), TARGETS.len());
        for (name, target) in TARGETS {
            let files: Vec<_> = fs::read_dir(seeds.join(name)).unwrap().collect();
            assert!(!files.is_empty(), "{name}");
            for file in files {
                let path = file.unwrap().path();
                assert_eq!(target(&fs::read(&path).unwrap()), Reached::Used, "{}", path.display());
            }
        }
    }
}
