//! The batch mark at the end of the text.
//!
//! **Sees** a text that ends with ten hexadecimal digits standing alone.
//!
//! **Why**: the Downloader campaign's generator leaves one there, the same for
//! a whole batch (`a2f82b0cb4` under 12 of 12 mirrored readmes of 2024,
//! `eebf2c3492` under 53 of 75 mails of 2023). The constants change; the shape
//! has not.
//!
//! **Innocents**: a short commit hash has 7 to 9 digits, a digest 32 and more.
//! 0 of 9,376 honest Markdown files end so.

use super::{Findings, Subject};
use crate::{
    rules::weights,
    sentence::why,
    verdict::{Campaign, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "tail-token", nature: weights::TAIL_TOKEN };

/// How many digits the mark has.
const DIGITS: usize = 10;

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for source in &subject.sources {
        let text = source.readme.text.as_str().trim_end();
        let Some(start) = text.len().checked_sub(DIGITS) else { continue };
        let Some((before, token)) = text.split_at_checked(start) else { continue };
        // Letters and digits both: ten digits alone are a telephone number.
        let hex = token.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let mixed =
            token.bytes().any(|b| b.is_ascii_digit()) && token.bytes().any(|b| b.is_ascii_lowercase());
        let alone = before.ends_with(char::is_whitespace) && !before.trim().is_empty();
        if hex && mixed && alone {
            let why = why::TAIL_TOKEN.with([]);
            findings.in_text(&RULE, source, &(start..text.len()), why).of(Campaign::Downloader);
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("tail_token.toml"));
    }
}
