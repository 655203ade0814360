use crate::Reached;
use hullcheck::{
    hub::{Listing, Repository, Tags},
    inspect,
};

/// Any bytes as Docker Hub's records.
pub fn hub(bytes: &[u8]) -> Reached {
    let tags = serde_json::from_slice::<Tags>(bytes).is_ok();
    let listing = serde_json::from_slice::<Listing>(bytes).is_ok();
    let Ok(repository) = serde_json::from_slice::<Repository>(bytes) else {
        return if tags || listing { Reached::Used } else { Reached::Refused };
    };
    let verdict = inspect::repository(&repository, &inspect::Options::default());
    let _ = serde_json::to_string(&verdict);
    Reached::Used
}
