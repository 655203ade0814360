//! Instructions for another image.
//!
//! **Sees** that every `docker pull` of the text is for another repository.
//!
//! **Why**: a readme copied from elsewhere to look like one.
//!
//! **Innocents**: images that moved, or that belong to a family. That is why it
//! only supports other evidence.

use super::{Findings, Subject};
use crate::{rules::weights, sentence::why, verdict::Rule};
use memchr::memmem;

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "copied-command", nature: weights::COPIED_COMMAND };

const COMMAND: &str = "docker pull ";

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    let (Some(namespace), Some(name)) =
        (subject.repository.namespace.as_deref(), subject.repository.name.as_deref())
    else {
        return;
    };
    let own = if namespace == "library" { name.to_owned() } else { format!("{namespace}/{name}") };
    for source in &subject.sources {
        let text = source.readme.text.as_str();
        let mut other = None;
        for at in memmem::find_iter(text.as_bytes(), COMMAND) {
            let start = at + COMMAND.len();
            let rest = &text[start..];
            let end = start
                + rest
                    .find(|c: char| c.is_whitespace() || matches!(c, '`' | '"' | '\''))
                    .unwrap_or(rest.len());
            let end = start + text[start..end].trim_end_matches(['.', ',', ';', ':']).len();
            let image = text[start..end]
                .trim_start_matches("docker.io/")
                .split([':', '@'])
                .next()
                .unwrap_or_default();
            if image.eq_ignore_ascii_case(&own) {
                return;
            }
            // A place to fill in names no repository.
            if image.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                other.get_or_insert((at..end, image));
            }
        }
        if let Some((range, image)) = other {
            let why = why::COPIED_COMMAND.with([image.to_owned(), own.clone()]);
            findings.in_text(&RULE, source, &range, why);
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("copied_command.toml"));
    }
}
