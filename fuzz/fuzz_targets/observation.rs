#![no_main]
#![allow(missing_docs, reason = "the function it calls says it")]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    hullcheck_fuzz::observation(bytes);
});
