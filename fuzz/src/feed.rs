use crate::Reached;
use ed25519_compact::{KeyPair, Seed};
use hullcheck::rules::feed::{FIRST_LINE, Feed, Held, Key, signed};

const TODAY: &str = "2026-11-25";

/// Any text as a feed: as it is, nobody trusted signed it and it is not taken; as what somebody
/// trusted signs, it is refused, or taken and read as it was said.
pub fn feed(bytes: &[u8]) -> Reached {
    let Ok(text) = str::from_utf8(bytes) else { return Reached::Refused };
    let signer = KeyPair::from_seed(Seed::new([7; 32]));
    let trusted = [Key::from(*signer.pk)];
    assert!(Held::first(text, &trusted, TODAY).is_err());
    let Ok(feed) = Feed::of(text) else { return Reached::Refused };
    let again = serde_json::to_string(&feed).unwrap_or_default();
    assert_eq!(Feed::of(&again).as_ref(), Ok(&feed));
    if let Ok(held) = Held::first(&sign(text, &signer), &trusted, TODAY) {
        assert_eq!(held.open(), Ok(feed));
        assert_eq!(held.follow(&held.text, TODAY), Ok(held));
    }
    Reached::Used
}

fn sign(payload: &str, signer: &KeyPair) -> String {
    let signature = signer.sk.sign(signed(payload), None);
    let mut text = format!("{FIRST_LINE}{} ", Key::from(*signer.pk));
    text.extend(
        signature
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|half| char::from_digit(half.into(), 16)),
    );
    text + "\n\n" + payload
}
