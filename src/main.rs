//! The command line: the same core, for people who judge repositories by the million.
fn main() {}
