use crate::Reached;
use hullcheck::rules::{Artefact, compile::compile, word_hash};
use std::{path::Path, sync::LazyLock};

/// The rules of the project, compiled.
static BUILT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
    compile(&folder).unwrap_or_else(|error| panic!("{error}"))
});

/// Any bytes as changes to compiled rules, each of four bytes that say where and one that says
/// what, and as compiled rules themselves: they are refused, or looked up in without harm.
pub fn rules(bytes: &[u8]) -> Reached {
    let mut changed = BUILT.clone();
    let (changes, _) = bytes.as_chunks();
    for [a, b, c, d, new] in changes {
        let at = u32::from_le_bytes([*a, *b, *c, *d]) as usize % changed.len();
        changed[at] = *new;
    }
    let reached = look_up(&changed);
    look_up(bytes);
    reached
}

fn look_up(bytes: &[u8]) -> Reached {
    let Ok(rules) = Artefact::read(bytes) else { return Reached::Refused };
    for table in rules.tables() {
        for line in table.lines().take(100) {
            let _ = table.line(line.split('\t').next().unwrap_or_default());
        }
        let _ = (table.has("docker"), table.lines_of(5..=7).count());
    }
    for name in ["co.uk", "", "kawasaki.jp"] {
        let _ = (rules.is_suffix_rule("", name), rules.is_suffix_rule("*.", name));
    }
    for hash in (0..64).map(|bit| 1_u64 << bit) {
        let found = rules.lexicon.find(hash);
        let _ = (found.is_function(), found.has_signal(), rules.lexicon.at(found.place));
    }
    for word in ["docker", "password", "下载", "no such word"] {
        let places = rules.lexicon.parts(word_hash(word.as_bytes()), word);
        let _ = places
            .filter_map(|place| rules.lexicon.at(place))
            .map(|entry| rules.lexicon.word(&entry).len())
            .sum::<usize>();
    }
    for address in ["https://new-host.com/2A0TbB", "https://any.blogspot.com/?download=2wEjP9"] {
        let _ = rules.shape(address);
    }
    Reached::Used
}
