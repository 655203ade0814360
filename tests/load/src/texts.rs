//! Readmes, honest and luring.

use crate::random::Random;
use std::fmt::Write as _;

/// Words that hold sentences together, in every text.
const COMMON: [&str; 16] = [
    "the", "a", "of", "to", "and", "in", "is", "for", "with", "on", "this", "that", "it", "you", "your",
    "can",
];

/// What else honest readmes say.
const HONEST: [&str; 80] = [
    "be",
    "as",
    "are",
    "by",
    "from",
    "will",
    "or",
    "if",
    "not",
    "an",
    "when",
    "at",
    "all",
    "which",
    "into",
    "has",
    "container",
    "image",
    "docker",
    "server",
    "configuration",
    "volume",
    "port",
    "network",
    "environment",
    "variable",
    "default",
    "version",
    "build",
    "release",
    "database",
    "password",
    "user",
    "service",
    "cluster",
    "proxy",
    "request",
    "response",
    "certificate",
    "backup",
    "storage",
    "directory",
    "file",
    "process",
    "health",
    "check",
    "metrics",
    "logging",
    "upgrade",
    "documentation",
    "example",
    "command",
    "option",
    "running",
    "mounted",
    "inside",
    "host",
    "machine",
    "supports",
    "requires",
    "provides",
    "enabled",
    "disabled",
    "optional",
    "automatically",
    "manually",
    "repository",
    "source",
    "license",
    "contributing",
    "issues",
    "maintained",
    "architecture",
    "arm64",
    "amd64",
    "alpine",
    "debian",
    "python",
    "node",
    "kubernetes",
];

/// What else lures say.
const LURING: [&str; 48] = [
    "download",
    "crack",
    "keygen",
    "serial",
    "free",
    "full",
    "version",
    "torrent",
    "activation",
    "license",
    "movie",
    "game",
    "photo",
    "video",
    "editor",
    "music",
    "film",
    "watch",
    "online",
    "english",
    "hindi",
    "best",
    "people",
    "story",
    "world",
    "family",
    "friends",
    "beautiful",
    "country",
    "government",
    "summer",
    "history",
    "health",
    "children",
    "school",
    "market",
    "company",
    "weather",
    "garden",
    "kitchen",
    "travel",
    "holiday",
    "money",
    "winner",
    "secret",
    "dream",
    "night",
    "heart",
];

/// One of the words that every text has, or of its `own`.
fn word(random: &mut Random, own: &[&'static str]) -> &'static str {
    let at = random.below(COMMON.len() + own.len());
    COMMON.get(at).copied().unwrap_or_else(|| own[at - COMMON.len()])
}

const HOSTS: [&str; 8] = [
    "github.com/acme/gateway",
    "docs.acme.example.org/guide",
    "www.acme.io",
    "hub.docker.com/r/acme/gateway",
    "en.wikipedia.org/wiki",
    "docs.docker.com/compose",
    "pypi.org/project/acme",
    "registry.npmjs.org/acme",
];

/// An honest readme of about `bytes` bytes: badges, headings, prose with code and
/// links, lists, tables and blocks of commands.
pub fn honest(bytes: usize) -> String {
    honest_of(bytes, 7)
}

/// The same, another one for each `seed`.
pub fn honest_of(bytes: usize, seed: u64) -> String {
    let mut random = Random::new(seed);
    let mut text = String::with_capacity(bytes + 1024);
    text.push_str("# gateway\n\n");
    for badge in ["build", "pulls", "license"] {
        let _ = write!(
            text,
            "[![{badge}](https://img.shields.io/badge/{badge}-ok.svg)](https://github.com/acme/gateway/{badge}) "
        );
    }
    text.push_str("\n\n");
    while text.len() < bytes {
        match random.below(8) {
            0 => heading(&mut text, &mut random),
            1 => list(&mut text, &mut random),
            2 => code(&mut text, &mut random),
            3 if random.below(2) == 0 => table(&mut text, &mut random),
            _ => paragraph(&mut text, &mut random),
        }
    }
    text.truncate(text.floor_char_boundary(bytes));
    text
}

fn phrase(text: &mut String, random: &mut Random, words: usize) {
    for at in 0..words {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(word(random, &HONEST));
    }
}

fn heading(text: &mut String, random: &mut Random) {
    text.push_str("## ");
    let words = 1 + random.below(4);
    phrase(text, random, words);
    text.push_str("\n\n");
}

/// Sentences of clauses, in lines of about ninety characters.
fn paragraph(text: &mut String, random: &mut Random) {
    let mut line = text.len();
    for _ in 0..=random.below(5) {
        for clause in 0..=random.below(3) {
            if clause > 0 {
                text.push_str(", ");
            }
            let words = 5 + random.below(9);
            phrase(text, random, words);
        }
        match random.below(6) {
            0 => {
                let (name, host, page) = (word(random, &HONEST), random.one(&HOSTS), random.below(1000));
                let _ = write!(text, " [{name}](https://{host}/{page})");
            }
            1 => {
                let _ = write!(text, " `--{}`", word(random, &HONEST));
            }
            2 => {
                let _ = write!(text, " **{}**", word(random, &HONEST));
            }
            _ => {}
        }
        text.push('.');
        if text.len() - line > 60 {
            text.push('\n');
            line = text.len();
        } else {
            text.push(' ');
        }
    }
    text.push_str("\n\n");
}

fn list(text: &mut String, random: &mut Random) {
    for _ in 0..3 + random.below(5) {
        let _ = write!(text, "- `{}` - ", word(random, &HONEST).to_uppercase());
        let words = 3 + random.below(8);
        phrase(text, random, words);
        text.push('\n');
    }
    text.push('\n');
}

fn code(text: &mut String, random: &mut Random) {
    let (port, word) = (1000 + random.below(9000), word(random, &HONEST));
    let _ = write!(
        text,
        "```console\n$ docker run -d --name {word} -p {port}:{port} -v /srv/{word}:/data acme/gateway:{}.{}\n$ docker \
         logs {word}\n```\n\n",
        random.below(9),
        random.below(30)
    );
}

fn table(text: &mut String, random: &mut Random) {
    text.push_str("| Variable | Default | |\n| --- | --- | --- |\n");
    for _ in 0..3 + random.below(4) {
        let _ = write!(text, "| `{}` | `{}` | ", word(random, &HONEST).to_uppercase(), random.below(5000));
        let words = 3 + random.below(6);
        phrase(text, random, words);
        text.push_str(" |\n");
    }
    text.push('\n');
}

/// A lure of about `bytes` bytes: a call to download, then text that is about nothing,
/// as the Downloader campaign's generator writes it.
pub fn lure(bytes: usize) -> String {
    let mut random = Random::new(13);
    let mut text = String::with_capacity(bytes + 1024);
    text.push_str("# Photo Editor Pro Crack Full Version\n\n");
    text.push_str("**DOWNLOAD ✵ [https://tinurll.com/2A0TbB](https://tinurll.com/2A0TbB)**\n\n");
    while text.len() < bytes {
        for _ in 0..3 + random.below(4) {
            for at in 0..8 + random.below(14) {
                if at > 0 {
                    text.push(' ');
                }
                text.push_str(word(&mut random, &LURING));
            }
            text.push_str(". ");
        }
        text.push_str("\n\n");
    }
    text.truncate(text.floor_char_boundary(bytes));
    text
}
