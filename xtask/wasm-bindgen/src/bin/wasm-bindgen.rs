//! `wasm-bindgen`, as wasm-pack looks for it: a program of our own lock file, so
//! that its version always fits and a rebuild years later uses the same code.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(std::env::args_os())
}
