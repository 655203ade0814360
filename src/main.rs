//! The command line: the same core, for people who judge repositories by the million.

mod cli;

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::Arguments::parse().run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("hullcheck: {error:#}");
            ExitCode::from(2)
        }
    }
}
