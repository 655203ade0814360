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
    readme::{is_unspaced, words},
    rules::{self, Topic, weights},
    sentence::why,
    verdict::Rule,
};
use std::{collections::HashSet, sync::LazyLock};
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
    weights: Vec<i8>,
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
        let mut weights: Vec<i8> = weights.iter().map(|weight| (weight / step).round() as i8).collect();
        weights.resize(profile::FEATURES, 0);
        Self { bias, step, weights }
    }

    /// Reads what [`Model::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let (bias, rest) = bytes.split_first_chunk().ok_or(ModelError)?;
        let (step, weights) = rest.split_first_chunk().ok_or(ModelError)?;
        if weights.len() != profile::FEATURES {
            return Err(ModelError);
        }
        Ok(Self {
            bias: f32::from_le_bytes(*bias),
            step: f32::from_le_bytes(*step),
            weights: weights.iter().map(|weight| weight.cast_signed()).collect(),
        })
    }

    /// Bias and step as little-endian numbers of 32 bits, then a byte for each place.
    pub fn to_bytes(&self) -> Vec<u8> {
        let head = self.bias.to_le_bytes().into_iter().chain(self.step.to_le_bytes());
        head.chain(self.weights.iter().map(|weight| weight.cast_unsigned())).collect()
    }

    /// The log-odds that the words of `profile` are those of a lure; 0 for too few. Longer
    /// texts count no more than short ones: the sum grows with the root of the
    /// number of words.
    pub fn score(&self, profile: &Profile) -> f32 {
        if profile.features.len() < FEWEST {
            return 0.0;
        }
        let sum: i32 = profile.features.iter().map(|place| self.weight(*place)).sum();
        #[expect(clippy::cast_precision_loss, reason = "far below the 24 bits a float holds exactly")]
        let (sum, count) = (sum as f32, profile.features.len() as f32);
        self.bias + sum * self.step / count.sqrt()
    }

    fn weight(&self, place: u16) -> i32 {
        self.weights.get(usize::from(place)).copied().unwrap_or_default().into()
    }

    /// The words of `texts` that weigh most for a lure.
    fn heaviest<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Vec<String> {
        let different: HashSet<String> = texts.flat_map(words).filter(|word| says_something(word)).collect();
        let mut weighed: Vec<(i32, String)> =
            different.into_iter().map(|word| (self.weight(profile::feature(&word)), word)).collect();
        weighed.sort_unstable_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.cmp(other)));
        weighed.into_iter().filter(|(weight, _)| *weight > 0).take(NAMED).map(|(_, word)| word).collect()
    }
}

fn says_something(word: &str) -> bool {
    let long = word.chars().count() > 2 || word.contains(is_unspaced);
    long && rules::topic(word).is_none_or(|(_, topic)| topic != Topic::Function)
}

/// The model that comes with the project.
pub(super) fn packaged() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        Model::from_bytes(rules::model()).unwrap_or(Model { bias: 0.0, step: 1.0, weights: Vec::new() })
    });
    &MODEL
}

pub(super) fn detect(subject: &Subject, model: &Model, findings: &mut Findings) {
    let score = model.score(&subject.profile);
    if score < LIKELY {
        return;
    }
    let name = subject.repository.name.as_deref().unwrap_or_default();
    let texts = subject.sources.iter().map(|source| source.readme.text.as_str());
    let heaviest = model.heaviest(std::iter::once(name).chain(texts)).join(", ");
    let (rule, why) =
        if score < CLEAR { (&SOME, why::WORDS_OF_LURES) } else { (&MANY, why::MOSTLY_WORDS_OF_LURES) };
    findings.in_record(rule, "", why.with([heaviest]));
}

#[cfg(test)]
mod tests {
    use super::{Model, ModelError, packaged};
    use crate::detect::{FEATURES, Profile, profile::feature};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn cases() {
        crate::cases::verdicts(include_str!("learned_text.toml"));
    }

    #[test]
    fn a_model_survives_being_written() {
        let mut weights = vec![0.0; FEATURES];
        weights[usize::from(feature("torrent"))] = 2.0;
        let model = Model::new(0.5, &weights);
        let read = Model::from_bytes(&model.to_bytes()).unwrap();
        assert_eq!(read, model);
        let score = |text: &str| read.score(&Profile::of(std::iter::once(text)));
        // One word of six weighs 2, and the sum grows with the root of six.
        assert!(
            (score("torrent of six quite different words to weigh") - 0.5 - 2.0 / 6_f32.sqrt()).abs() < 0.02
        );
        assert!(score("torrent").abs() < f32::EPSILON);
    }

    #[test]
    fn a_broken_file_is_no_model() {
        for bytes in [&b""[..], &[0; 8], &[0; 9 + FEATURES]] {
            assert_eq!(Model::from_bytes(bytes), Err(ModelError));
        }
    }

    #[test]
    fn the_packaged_model_is_whole() {
        assert_eq!(packaged().weights.len(), FEATURES);
    }
}
