//! A link the page shows and no text explains.
//!
//! **Sees** an outside link on a repository's page that stands neither in the
//! overview nor in the short description as Docker Hub's API returns them.
//!
//! **Why**: what we read and what the reader sees ought to be the same. A
//! difference means that one of the two was written to be misread.
//!
//! **Innocents**: the site's own links to networks and platforms, and whatever
//! other extensions add. It only supports other evidence.

use super::{Findings, Subject};
use crate::{
    destination::{Url, defang},
    rules::{self, weights},
    sentence::why,
    verdict::{Field, Rule},
};

/// The rule of this detector.
pub const RULE: Rule = Rule { id: "page-only-link", nature: weights::PAGE_ONLY_LINK };

pub(super) fn detect(subject: &Subject, findings: &mut Findings) {
    // Without a record there is nothing to differ from.
    if subject.repository.name.is_none() {
        return;
    }
    for (at, way, route) in subject.outside().filter(|(_, way, _)| way.field == Field::Page) {
        let host = way.url().map_or("", Url::host);
        if !rules::is_platform(host) && !rules::is_code_host(host) {
            let why = why::PAGE_ONLY_LINK.with([defang(route.last().host())]);
            findings.about_link(&RULE, subject, at, why);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        detect::{self, Circumstances, Subject},
        hub::{Presence, Repository},
        inspect::Options,
        platform::parse_json,
    };
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn only_what_no_text_holds_is_a_difference() {
        let repository: Repository =
            parse_json(r#"{"name": "a", "full_description": "[x](https://known.site/)"}"#).unwrap();
        let anchors =
            ["https://known.site/", "https://x.com/docker", "https://other.site/"].map(str::to_owned);
        let subject = Subject::of_repository(&repository, Circumstances::of(Presence::Published), &anchors);
        let found = detect::run(&subject, &Options::default());
        let quotes: Vec<_> = found
            .iter()
            .filter(|found| found.rule.id == "page-only-link")
            .map(|found| found.quote.as_str())
            .collect();
        assert_eq!(quotes, ["https://other.site/"]);
    }
}
