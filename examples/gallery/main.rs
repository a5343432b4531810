//! The pictures on the pages of the library's neurons: each neuron simulated with its default parameters under a course of
//! current, and drawn to `src/library/neurons`, where its documentation finds it.
//!
//! `cargo run --release --example gallery`

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use izhi_example_output::{Outcome, exit};

mod neurons;
mod svg;

fn main() -> ExitCode {
    exit(run())
}

fn run() -> Outcome<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/library/neurons");
    for (name, response) in neurons::responses()? {
        let path = folder.join(format!("{name}.svg"));
        let text = svg::draw(&response);
        fs::write(&path, &text).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        println!("{} ({} spikes, {} bytes)", path.display(), response.spikes.len(), text.len());
    }
    Ok(())
}
