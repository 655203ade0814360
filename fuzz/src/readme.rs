use crate::Reached;
use hullcheck::{hub::Repository, inspect, readme::Readme};

/// Any text as a readme: no harm, and every place it points to is within it.
pub fn readme(bytes: &[u8]) -> Reached {
    let Ok(text) = str::from_utf8(bytes) else { return Reached::Refused };
    let readme = Readme::read(text);
    for link in &readme.links {
        assert!(text.get(link.source.clone()).is_some(), "{link:?}");
        let _ = (readme.text_of(link), readme.block_of(link));
    }
    let repository = Repository { full_description: Some(text.to_owned()), ..Repository::default() };
    let verdict = inspect::repository(&repository, &inspect::Options::default());
    for found in &verdict.evidence {
        if let Some(range) = &found.range {
            assert!(text.get(range.clone()).is_some(), "{found:?}");
        }
    }
    Reached::Used
}
