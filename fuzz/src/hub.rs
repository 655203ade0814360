use crate::Reached;
use hullcheck::{
    hub::{Listing, Repository, Tags},
    inspect,
    platform::parse_json,
};

/// Any bytes as Docker Hub's records.
pub fn hub(bytes: &[u8]) -> Reached {
    let Ok(text) = str::from_utf8(bytes) else { return Reached::Refused };
    let tags = parse_json::<Tags>(text).is_ok();
    let listing = parse_json::<Listing>(text).is_ok();
    let Ok(repository) = parse_json::<Repository>(text) else {
        return if tags || listing { Reached::Used } else { Reached::Refused };
    };
    let verdict = inspect::repository(&repository, &inspect::Options::default());
    let _ = serde_json::to_string(&verdict);
    Reached::Used
}
