//! Inspects one text so many times, to have the instructions counted: `instructions honest-25k 1`.
//!
//! Without arguments it names the texts. A hostile text is made twice as large by `hostile*2`.

use hullcheck_load::{USUAL, cases, hostile::KINDS, inspect, repository};
use std::{env, hint::black_box, process::ExitCode};

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let Some(name) = arguments.next() else {
        for case in cases() {
            println!("{}", case.name);
        }
        return ExitCode::SUCCESS;
    };
    let double = name.strip_suffix("*2").and_then(|name| KINDS.iter().find(|kind| kind.name == name));
    let text = double.map(|kind| kind.text(2 * USUAL));
    let text = text.or_else(|| cases().into_iter().find(|case| case.name == name).map(|case| case.text));
    let (Some(text), Some(times)) = (text, arguments.next().and_then(|times| times.parse::<usize>().ok()))
    else {
        eprintln!("instructions: name one of its texts and how often: instructions honest-25k 1");
        return ExitCode::FAILURE;
    };
    let repository = repository(&text);
    for _ in 0..times {
        black_box(inspect(black_box(&repository)));
    }
    ExitCode::SUCCESS
}
