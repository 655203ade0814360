//! Any text as a readme: no harm, and every place it points to is within it.
#![no_main]

use hullcheck::{hub::Repository, inspect, readme::Readme};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let readme = Readme::read(text);
    for link in &readme.links {
        assert!(text.get(link.source.clone()).is_some(), "{link:?}");
        let _ = readme.text_of(link);
    }
    let repository = Repository { full_description: Some(text.to_owned()), ..Repository::default() };
    let verdict = inspect::repository(&repository, &inspect::Options::default());
    for found in &verdict.evidence {
        if let Some(range) = &found.range {
            assert!(text.get(range.clone()).is_some(), "{found:?}");
        }
    }
});
