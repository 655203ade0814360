//! Serves repositories of a file as a Docker Hub on this machine.

use anyhow::Context as _;
use clap::Parser;
use hullcheck_hub::{Content, Hub};
use std::{fs, path::PathBuf};

/// A Docker Hub on this machine.
#[derive(Parser)]
struct Arguments {
    /// Repositories to serve: one JSON object a line, with Docker Hub's field names.
    repos: PathBuf,
    /// The port to listen on.
    #[arg(long, default_value_t = 8443)]
    port: u16,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let text = fs::read_to_string(&arguments.repos)
        .with_context(|| format!("cannot read {}", arguments.repos.display()))?;
    let hub = Hub::start(Content::read(&text)?, arguments.port).await?;
    println!("serving {} on https://{}/", arguments.repos.display(), hub.address);
    std::future::pending().await
}
