//! What a person reads, in whatever language that person reads.
//!
//! The words stand in one place, `extension/_locales`, where translators find
//! them; the core names a message and says what to put into its places. The
//! browser shows it in its user's language; a report and the command line are in
//! English, whose words `build.rs` takes from the same file.

use serde::{Serialize, Serializer};
use std::fmt::{self, Display, Formatter};

/// A message with `N` places to fill.
#[derive(Clone, Copy, Debug)]
pub struct Template<const N: usize> {
    key: &'static str,
    /// The English words, with `$1` to `$9` for the places.
    english: &'static str,
}

impl<const N: usize> Template<N> {
    /// The message with `values` in its places.
    pub fn with(self, values: [String; N]) -> Sentence {
        let values = values.into_iter().map(|value| value.replace(is_direction, "")).collect();
        Sentence { key: self.key, english: self.english, values }
    }
}

/// Whether a letter only says in which direction others run
/// (<https://www.unicode.org/reports/tr9/>): what stands in a place must not turn round the words about it.
fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{061C}')
}

/// A message whose places are filled. Its [`Display`] is English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// Its name in `extension/_locales`.
    pub key: &'static str,
    #[serde(skip)]
    english: &'static str,
    /// What stands in its places.
    pub values: Vec<String>,
}

impl Sentence {
    /// Writes the English words where no reader's language is known.
    pub(crate) fn in_english<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Display for Sentence {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut rest = self.english;
        while let Some((before, after)) = rest.split_once('$') {
            f.write_str(before)?;
            let place = after.chars().next().and_then(|digit| digit.to_digit(10)).unwrap_or_default();
            let value = self.values.get((place as usize).wrapping_sub(1));
            f.write_str(value.map_or("$", String::as_str))?;
            rest = if value.is_some() { &after[1..] } else { after };
        }
        f.write_str(rest)
    }
}

/// Why something matters: a message for each kind of evidence. A name that no
/// detector uses, or that the file of messages lacks, stops the build.
#[allow(missing_docs, reason = "the words say it")]
pub(crate) mod why {
    use super::Template;

    include!(concat!(env!("OUT_DIR"), "/sentences.rs"));
}

#[cfg(test)]
mod tests {
    use super::Template;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn fills_its_places_once() {
        let template = Template::<2> { key: "k", english: "$2 before $1, for $9 and 5 $." };
        let sentence = template.with(["$2".to_owned(), "b".to_owned()]);
        assert_eq!(sentence.to_string(), "b before $2, for $9 and 5 $.");
    }
}
