//! Words as they occur in lures and not in honest readmes.
//!
//! **Sees** the words of name and texts, weighed by a linear model that was
//! learned from real lures and real honest readmes (`cargo xtask train`), and
//! names the words that weigh most.
//!
//! **Why**: a lure has to be about what it promises, and that is rarely what
//! people publish containers for. The model holds no rule of ours, so it also
//! sees what no rule was written for.
//!
//! **Innocents**: an honest page about films, books or games. That is why the
//! model only ever supports what structure says, however certain it is.

use super::{Findings, Profile, Subject, profile};
use crate::{
    readme::{Lexemes, is_unspaced, lex, lower},
    rules::{self, weights},
    sentence::why,
    verdict::Rule,
};
use std::{borrow::Cow, ops::Range, sync::LazyLock};
use thiserror::Error;

/// Reads more like a lure than not.
pub const SOME: Rule = Rule { id: "words-of-lures", nature: weights::WORDS_OF_LURES };
/// Reads clearly like a lure.
pub const MANY: Rule = Rule { id: "mostly-words-of-lures", nature: weights::MOSTLY_WORDS_OF_LURES };

/// The score from which a text reads like a lure, and clearly so. Scores are
/// log-odds; between 0 and the first an honest text is about as likely.
const LIKELY: f32 = 0.4;
const CLEAR: f32 = 1.3;

/// The fewest different words that can be judged.
const FEWEST: usize = 6;

/// How many words are named.
const NAMED: usize = 5;

/// A linear model over the different words of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    bias: f32,
    /// What a step of a weight is worth.
    step: f32,
    /// A signed byte for each place.
    weights: Cow<'static, [u8]>,
}

/// A file that holds no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a model of this version: make it again with cargo xtask train")]
pub struct ModelError;

impl Model {
    /// Makes a model of exact weights, one for each place; places without one weigh nothing.
    pub fn new(bias: f32, weights: &[f32]) -> Self {
        let largest = weights.iter().fold(0_f32, |largest, weight| largest.max(weight.abs()));
        let step = if largest > 0.0 { largest / 127.0 } else { 1.0 };
        #[expect(clippy::cast_possible_truncation, reason = "the quotient is between -127 and 127")]
        let steps = weights.iter().map(|weight| (weight / step).round() as i8);
        let mut weights: Vec<u8> = steps.map(i8::cast_unsigned).collect();
        weights.resize(profile::FEATURES, 0);
        Self { bias, step, weights: weights.into() }
    }

    /// Reads what [`Model::to_bytes`] wrote.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let (bias, rest) = bytes.split_first_chunk().ok_or(ModelError)?;
        let (step, weights) = rest.split_first_chunk().ok_or(ModelError)?;
        if weights.len() != profile::FEATURES {
            return Err(ModelError);
        }
        Ok(Self { bias: f32::from_le_bytes(*bias), step: f32::from_le_bytes(*step), weights: weights.into() })
    }

    /// Bias and step as little-endian numbers of 32 bits, then a byte for each place.
    pub fn to_bytes(&self) -> Vec<u8> {
        let head = self.bias.to_le_bytes().into_iter().chain(self.step.to_le_bytes());
        head.chain(self.weights.iter().copied()).collect()
    }

    /// The log-odds that the words of `profile` are those of a lure; 0 for too few. Longer
    /// texts count no more than short ones: the sum grows with the root of the
    /// number of words.
    pub fn score(&self, profile: &Profile) -> f32 {
        let (count, sum) =
            profile.features().fold((0, 0), |(count, sum), place| (count + 1, sum + self.weight(place)));
        if count < FEWEST {
            return 0.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "far below the 24 bits a float holds exactly")]
        let (sum, count) = (sum as f32, count as f32);
        self.bias + sum * self.step / count.sqrt()
    }

    fn weight(&self, place: usize) -> i32 {
        self.weights.get(place).map_or(0, |weight| weight.cast_signed().into())
    }

    /// The words of `texts` that weigh most for a lure.
    fn heaviest(&self, texts: &[&str]) -> Vec<String> {
        let mut heaviest: Vec<(i32, u64, String)> = Vec::new();
        for text in texts {
            lex::<dyn Lexemes>(text, &mut Heaviest { model: self, text, found: &mut heaviest });
        }
        heaviest.into_iter().map(|(_, _, word)| word).collect()
    }
}

/// Finds the words that weigh most: their weights, hashes, and what they are in lower case,
/// the first of equals before the others.
struct Heaviest<'a> {
    model: &'a Model,
    text: &'a str,
    found: &'a mut Vec<(i32, u64, String)>,
}

impl Lexemes for Heaviest<'_> {
    fn word(&mut self, range: Range<usize>, hash: u64) {
        let weight = self.model.weight(profile::feature(hash));
        let least = if self.found.len() < NAMED { 0 } else { self.found[NAMED - 1].0 };
        if weight <= least || self.found.iter().any(|(_, known, _)| *known == hash) {
            return;
        }
        let word = lower(&self.text[range]);
        let is_function = rules::lexicon().is_some_and(|lexicon| lexicon.find(hash).is_function());
        if is_long(&word) && !is_function {
            let at = self.found.partition_point(|(other, ..)| *other >= weight);
            self.found.insert(at, (weight, hash, word));
            self.found.truncate(NAMED);
        }
    }
}

/// Whether `word` can be read as one by itself.
fn is_long(word: &str) -> bool {
    word.chars().nth(2).is_some() || word.contains(is_unspaced)
}

/// The model that comes with the project.
pub(super) fn packaged() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        let nothing = Model { bias: 0.0, step: 1.0, weights: Cow::Borrowed(&[]) };
        Model::from_bytes(rules::model()).unwrap_or(nothing)
    });
    &MODEL
}

pub(super) fn detect(subject: &Subject, model: &Model, findings: &mut Findings) {
    let score = model.score(&subject.profile);
    if score < LIKELY {
        return;
    }
    let heaviest = model.heaviest(&subject.texts()).join(", ");
    let (rule, why) =
        if score < CLEAR { (&SOME, why::WORDS_OF_LURES) } else { (&MANY, why::MOSTLY_WORDS_OF_LURES) };
    findings.in_record(rule, "", why.with([heaviest]));
}

#[cfg(test)]
mod tests {
    use super::{Model, ModelError, packaged};
    use crate::{
        detect::{FEATURES, Profile, profile::feature},
        rules::word_hash,
    };
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("learned_text.toml"));
    }

    #[test]
    fn a_model_survives_being_written() {
        let mut weights = vec![0.0; FEATURES];
        weights[feature(word_hash(b"torrent"))] = 2.0;
        let model = Model::new(0.5, &weights);
        let read = Model::from_bytes(model.to_bytes().leak()).unwrap();
        assert_eq!(read, model);
        let score = |text: &str| read.score(&Profile::of(&[text]));
        // One word of six weighs 2, and the sum grows with the root of six.
        assert!(
            (score("torrent of six quite different words to weigh") - 0.5 - 2.0 / 6_f32.sqrt()).abs() < 0.02
        );
        assert!(score("torrent").abs() < f32::EPSILON);
    }

    #[test]
    fn a_broken_file_is_no_model() {
        const LONG: [u8; 9 + FEATURES] = [0; 9 + FEATURES];
        for bytes in [&b""[..], &[0; 8], &LONG] {
            assert_eq!(Model::from_bytes(bytes), Err(ModelError));
        }
    }

    #[test]
    fn the_packaged_model_is_whole() {
        assert_eq!(packaged().weights.len(), FEATURES);
    }
}
