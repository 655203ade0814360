use crate::Reached;
use hullcheck::{
    destination::{Destination, defang, refang},
    rules,
    url::Url,
};

/// What relative addresses are read against.
const BASE: &str = "https://hub.docker.com/";

/// Any text as an address: its parts are those a whole parser tells apart, it is unwrapped, and
/// defanged so that nothing opens it.
pub fn address(bytes: &[u8]) -> Reached {
    let Ok(text) = str::from_utf8(bytes) else { return Reached::Refused };
    if let (Some(ours), Ok(theirs)) = (Url::parse(text, BASE), url::Url::parse(text)) {
        same(&ours, &theirs);
    }
    let Destination::Web(route) = Destination::of(text) else { return Reached::Refused };
    for hop in route.hops() {
        let defanged = defang(hop.href());
        assert!(!defanged.starts_with("http"), "{defanged}");
        let _ = (refang(&defanged), refang(text), hop.plain());
        let _ = (rules::host(hop.host()), rules::is_shortener(hop.host()));
        assert_eq!(Url::parse(hop.href(), BASE).as_ref(), Some(hop), "read again it is another");
    }
    Reached::Used
}

/// `theirs` is what the url crate reads, and it knows nothing of ours.
fn same(ours: &Url, theirs: &url::Url) {
    // What the crate does otherwise than browsers do is put right in `platform`.
    if ours.href() != theirs.as_str() {
        return;
    }
    assert_eq!(ours.scheme(), theirs.scheme(), "{theirs}");
    assert_eq!(ours.host(), theirs.host_str().unwrap_or_default().trim_end_matches('.'), "{theirs}");
    assert_eq!(ours.port(), theirs.port(), "{theirs}");
    assert_eq!(ours.username(), theirs.username(), "{theirs}");
    assert_eq!(ours.path(), theirs.path(), "{theirs}");
    assert_eq!(ours.query(), theirs.query().unwrap_or_default(), "{theirs}");
    assert_eq!(ours.fragment(), theirs.fragment().unwrap_or_default(), "{theirs}");
}
