//! Runs other programs and says what it does.

use anyhow::{Context as _, bail};
use std::{env, ffi::OsString, path::PathBuf, process::Command, time::Instant};

/// Says what happens next.
pub fn say(what: &str) {
    eprintln!("\x1b[1m▸ {what}\x1b[0m");
}

/// Does one step of many: says so before, and how long it took after.
pub fn step(what: &str, act: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    say(what);
    let start = Instant::now();
    act().with_context(|| format!("failed: {what}"))?;
    eprintln!("  {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// A command in the workspace's folder.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(crate::root());
    command
}

/// A cargo command, with the cargo that runs this.
pub fn cargo(arguments: &[&str]) -> Command {
    command(&env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), arguments)
}

/// Runs `command`; any exit status but 0 is an error that names it.
pub fn run(command: &mut Command) -> anyhow::Result<()> {
    let line = format!("{command:?}");
    let status = command.status().with_context(|| format!("cannot start {line}"))?;
    if !status.success() {
        bail!("{line} ended with {status}");
    }
    Ok(())
}

/// Whether `program` can be found.
pub fn exists(program: &str) -> bool {
    env::split_paths(&env::var_os("PATH").unwrap_or_default()).any(|folder| folder.join(program).is_file())
}

/// The `PATH` with `folders` before all others.
pub fn path_with(folders: &[PathBuf]) -> anyhow::Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(folders.iter().cloned().chain(env::split_paths(&path)))?)
}
