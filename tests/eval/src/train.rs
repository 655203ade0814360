//! Logistic regression over the different words of a text, with the two classes
//! weighed alike and large weights held down, by full gradient descent: the
//! same texts give the same model everywhere.

use crate::corpus::{Corpus, Label, Text};
use hullcheck::detect::{FEATURES, Model};

/// How strongly large weights are held down.
const RIDGE: f32 = 0.0004;
/// How often all texts are gone through.
const ROUNDS: usize = 400;
/// The first step; each weight's own steps become smaller (Adagrad).
const STEP: f32 = 0.3;

/// A model that has not seen `fold`.
pub fn without(corpus: &Corpus, fold: usize) -> Model {
    on(corpus, |text| text.fold != fold)
}

/// A model of the texts that `wanted` takes.
#[expect(clippy::cast_precision_loss, reason = "counts far below the 24 bits a float holds exactly")]
pub fn on(corpus: &Corpus, wanted: impl Fn(&Text) -> bool) -> Model {
    let texts: Vec<&Text> =
        corpus.texts.iter().filter(|text| wanted(text) && text.profile.features().next().is_some()).collect();
    let lures = texts.iter().filter(|text| is_lure(text)).count().max(1) as f32;
    let honest = texts.len() as f32 - lures;
    let mut weights = vec![0_f32; FEATURES];
    let mut squares = vec![1e-8_f32; FEATURES];
    let (mut bias, mut bias_square) = (0_f32, 1e-8_f32);
    for _ in 0..ROUNDS {
        let mut gradient = vec![0_f32; FEATURES];
        let mut bias_gradient = 0_f32;
        for text in &texts {
            let scale = 1.0 / (text.profile.features().count() as f32).sqrt();
            let sum: f32 = text.profile.features().map(|place| weights[place]).sum();
            let chance = 1.0 / (1.0 + (-(bias + sum * scale)).exp());
            let error = if is_lure(text) { (chance - 1.0) / lures } else { chance / honest };
            bias_gradient += error;
            for place in text.profile.features() {
                gradient[place] += error * scale;
            }
        }
        bias_square += bias_gradient * bias_gradient;
        bias -= STEP * bias_gradient / bias_square.sqrt();
        for ((weight, square), gradient) in weights.iter_mut().zip(&mut squares).zip(gradient) {
            let gradient = gradient + RIDGE * *weight;
            *square += gradient * gradient;
            *weight -= STEP * gradient / square.sqrt();
        }
    }
    Model::new(bias, &weights)
}

fn is_lure(text: &Text) -> bool {
    text.label != Label::Benign
}
