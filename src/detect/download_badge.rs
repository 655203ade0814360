//! A picture of a button that says: download.
//!
//! **Sees** an outside link around a picture whose alternative text is a call
//! to download and nothing else.
//!
//! **Why**: lures of 2026 have a large badge made by a badge service for their
//! one link, so that no address and no words are seen.
//!
//! **Innocents**: application stores have badges ("Download on the App Store"),
//! and projects link to their releases so. It is little by itself.

use super::{Findings, Subject};
use crate::{
    readme::words,
    rules::weights,
    sentence::why,
    verdict::{Campaign, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "download-badge", nature: weights::DOWNLOAD_BADGE };

/// The longest text that is looked at, in bytes: a longer one is no button's.
const LONGEST: usize = 80;

/// The words a call is made of.
const CALL: [&str; 10] =
    ["download", "now", "latest", "release", "here", "free", "installer", "for", "windows", "click"];

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    for (at, way, _) in subject.outside() {
        let Some((source, link)) = subject.origin_of(way) else { continue };
        let text = source.readme.text_of(link);
        if !link.image || text.len() > LONGEST {
            continue;
        }
        let said: Vec<String> = words(text);
        let calls = said.first().is_some_and(|word| word == "download")
            && said.iter().all(|word| CALL.contains(&word.as_str()));
        if calls {
            let why = why::DOWNLOAD_BADGE.with([]);
            findings.about_link(&RULE, subject, at, why).of(Campaign::Downloader);
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("download_badge.toml"));
    }
}
