//! What a text costs that was not read a moment ago, beside the floor.
//!
//! A benchmark that reads one short text again and again lets the processor learn each of its
//! branches; nobody reads a readme twice. Here every text is another one, and all of one size
//! together are a megabyte.

use hullcheck_load::{floor, inspect, repository, texts};
use std::{hint::black_box, time::Instant};

/// The sizes, in KB.
const SIZES: [usize; 5] = [1, 5, 25, 100, 1000];

/// How often each is measured; the quickest counts, which is the one that nothing disturbed.
const ROUNDS: usize = 25;

fn main() {
    println!(
        "| text, each another one | floor, ns a byte | inspection, ns a byte | ratio |\n| --- | --: | --: | --: |"
    );
    for kilobytes in SIZES {
        let seeds = 0..1000 / kilobytes as u64;
        let texts: Vec<String> = seeds.map(|seed| texts::honest_of(kilobytes * 1024, seed)).collect();
        let repositories: Vec<_> = texts.iter().map(|text| repository(text)).collect();
        let floor = a_byte(&texts, |at| floor(&texts[at]));
        let ours = a_byte(&texts, |at| inspect(&repositories[at]).evidence.len());
        println!("| honest, {kilobytes} KB | {floor:.2} | {ours:.2} | {:.2} |", ours / floor);
    }
}

/// The nanoseconds a byte of `texts` takes, each read once in a round.
#[expect(clippy::cast_precision_loss, reason = "a quotient to three digits")]
fn a_byte(texts: &[String], read: impl Fn(usize) -> usize) -> f64 {
    let bytes: usize = texts.iter().map(String::len).sum();
    let round = |_| {
        let start = Instant::now();
        black_box((0..texts.len()).map(&read).sum::<usize>());
        start.elapsed().as_nanos() as f64 / bytes as f64
    };
    (0..ROUNDS).map(round).fold(f64::INFINITY, f64::min)
}
