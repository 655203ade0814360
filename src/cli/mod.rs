//! The commands of the command line.

mod explain;
mod rules;
mod scan;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Finds lures on Docker Hub.
///
/// Judges what it is given; it never asks the network.
#[derive(Parser)]
#[command(version)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Scan(scan::Options),
    Explain(explain::Options),
    Rules(rules::Options),
}

impl Arguments {
    /// Does what was asked.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        match &self.command {
            Command::Scan(options) => options.run(),
            Command::Explain(options) => options.run(),
            Command::Rules(options) => options.run(),
        }
    }
}
