//! What the compiler of the rules and their reader agree on.

/// What every artefact begins with; its last byte is the version of the format.
pub const MAGIC: &[u8] = b"HULLRULES\x01";

/// FNV-1a in 32 bits (<https://www.rfc-editor.org/rfc/rfc9923>).
pub fn fnv1a(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Whether `text` is a day: `2026-11-25`.
pub fn is_day(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}
