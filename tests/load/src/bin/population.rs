//! Writes repositories to judge, one JSON object a line: `population 500000 > population.ndjson`.

use hullcheck_load::population;
use std::{
    env,
    io::{self, BufWriter, Write},
    process::ExitCode,
};

fn main() -> io::Result<ExitCode> {
    let Some(count) = env::args().nth(1).and_then(|count| count.parse().ok()) else {
        eprintln!("population: say how many repositories: population 500000");
        return Ok(ExitCode::FAILURE);
    };
    let mut out = BufWriter::new(io::stdout().lock());
    population::write(&mut out, count)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
