//! Any bytes as compiled rules.
#![no_main]

use hullcheck::rules::Artefact;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(rules) = Artefact::read(bytes) else { return };
    for table in [rules.hosts, rules.shorteners, rules.platforms, rules.code_hosts, rules.official_images, rules.words] {
        for line in table.lines().take(1000) {
            let _ = table.line(line.split('\t').next().unwrap_or_default());
        }
        let _ = table.has("docker");
    }
    let _ = rules.is_suffix_rule("co.uk");
});
