//! Any text as an address: unwrapped, taken apart, and defanged so that nothing opens it.
#![no_main]

use hullcheck::{
    destination::{Destination, defang, refang},
    rules,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Destination::Web(route) = Destination::of(text) {
        for hop in route.hops() {
            let defanged = defang(&hop.href);
            assert!(!defanged.starts_with("http"), "{defanged}");
            let _ = (refang(&defanged), refang(text));
            let _ = (rules::shape(&hop.plain()), rules::host(&hop.host), rules::is_shortener(&hop.host));
        }
    }
});
