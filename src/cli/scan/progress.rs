//! How far a scan is, for somebody at a terminal.

use std::{
    io::{self, IsTerminal as _, Write as _},
    time::{Duration, Instant},
};

/// How often it is shown.
const EVERY: Duration = Duration::from_millis(500);

/// What is shown on the standard error, if that is a terminal.
pub struct Progress {
    terminal: bool,
    began: Instant,
    shown: Instant,
    before: u64,
}

impl Progress {
    /// Begins behind so many lines of an earlier run.
    pub fn of(before: u64) -> Self {
        let now = Instant::now();
        Self { terminal: io::stderr().is_terminal(), began: now, shown: now, before }
    }

    /// Shows that so many `lines` were judged.
    pub fn show(&mut self, lines: u64) {
        if !self.terminal || self.shown.elapsed() < EVERY {
            return;
        }
        self.shown = Instant::now();
        let rate = (lines - self.before) * 1000
            / u64::try_from(self.began.elapsed().as_millis()).unwrap_or(1).max(1);
        let _ = write!(io::stderr(), "\r\x1b[K{lines} repositories, {rate} a second");
    }

    /// Clears what was shown.
    pub fn end(&self) {
        if self.terminal {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
