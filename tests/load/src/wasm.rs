//! The same measurement in a browser: what is measured, so many times.

use crate::{Case, cases, floor, inspect, repository};
use hullcheck::{hub::Repository, rules};
use std::hint::black_box;
use wasm_bindgen::prelude::*;

/// Takes the packaged rules, the file `rules.bin`.
#[wasm_bindgen(js_name = loadMeasured)]
pub fn load_measured(bytes: Vec<u8>) -> Result<(), JsError> {
    Ok(rules::load(bytes.leak())?)
}

/// The texts, to be measured one after another.
#[wasm_bindgen]
pub struct Measured {
    cases: Vec<(Case, Repository)>,
}

#[wasm_bindgen]
impl Measured {
    /// Makes all texts.
    #[wasm_bindgen(constructor)]
    #[expect(clippy::new_without_default, reason = "only JavaScript makes one")]
    pub fn new() -> Self {
        Self { cases: cases().into_iter().map(|case| (case.clone(), repository(&case.text))).collect() }
    }

    /// Their names.
    pub fn names(&self) -> Vec<String> {
        self.cases.iter().map(|(case, _)| case.name.clone()).collect()
    }

    /// Parses the text at `at` so many `times`.
    pub fn floor(&self, at: usize, times: u32) {
        for _ in 0..times {
            black_box(floor(black_box(&self.cases[at].0.text)));
        }
    }

    /// Inspects the text at `at` so many `times`.
    pub fn inspect(&self, at: usize, times: u32) {
        for _ in 0..times {
            black_box(inspect(black_box(&self.cases[at].1)));
        }
    }
}
