//! Replays a run of the seed network that another simulator has recorded, in `f64`.
//!
//! `cargo run --release --example replay -- IN.npz OUT.npz`
//!
//! IN.npz has, for the groups E (excitatory) and I (inhibitory), the state before the first iteration
//! (`v0_E`, `u0_E`, `v0_I`, `u0_I`), the weights [target, source] (`W_EI` is from E to I) and the noise
//! [iteration, neuron] from 0 to 1 (`noise_E`, `noise_I`). OUT.npz gets `v_E`, `u_E`, `fired_E` and `I_E`
//! [iteration, neuron], and the same of I, as they are at the end of each iteration.

use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use izhi::Network;
use ndarray_npy::{NpzWriter, WriteNpzError};

use arrays::Arrays;
use network::Replay;
use start::Start;

mod arrays;
#[path = "../../tests/networks/replay.rs"]
mod network;
mod start;

/// Replays a recorded run of the seed network.
#[derive(Parser)]
#[command(name = "replay")]
struct Arguments {
    /// Initial state, weights and noise, as NumPy's savez writes them
    #[arg(value_name = "IN.npz")]
    input: PathBuf,
    /// What is written: v, u, fired and I of both groups in each iteration
    #[arg(value_name = "OUT.npz")]
    output: PathBuf,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let mut arrays = Arrays::open(&arguments.input)?;
    let start = Start::read(&mut arrays).map_err(|error| format!("{}: {error}", arguments.input.display()))?;
    let iterations = start.iterations();
    let mut net = start.build()?;
    net.simulate(iterations)?;
    let failed = |error: &dyn Error| format!("cannot write {}: {error}", arguments.output.display());
    let file = File::create(&arguments.output).map_err(|error| failed(&error))?;
    write(file, &net).map_err(|error| failed(&error))?;
    println!("replayed {iterations} iterations of {} + {} neurons", net.excitatory.size(), net.inhibitory.size());
    Ok(())
}

fn write(file: File, net: &Replay) -> Result<(), WriteNpzError> {
    let mut npz = NpzWriter::new(BufWriter::new(file));
    for (letter, group) in [("E", &net.excitatory), ("I", &net.inhibitory)] {
        npz.add_array(format!("v_{letter}"), &group.recorder.v())?;
        npz.add_array(format!("u_{letter}"), &group.recorder.u())?;
        npz.add_array(format!("fired_{letter}"), &group.recorder.fired())?;
        npz.add_array(format!("I_{letter}"), &group.recorder.I())?;
    }
    npz.finish()?;
    Ok(())
}
