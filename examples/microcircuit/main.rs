//! The cortical microcircuit: simulated, its rates printed, its spikes drawn as in figure 6 of the paper.
//!
//! `cargo run --release --example microcircuit -- --help` says what can be changed. The network is in `model.rs`, and
//! the tables of its populations and connections in `circuit.rs`.

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use izhi_example_output::{Activity, Arguments, Outcome, Population, arguments, exit, positive, rasters};

mod circuit;
mod model;

/// Until the network has found its state, in ms.
const TRANSIENT: f64 = 100.0;

const NAMES: [&str; 8] = ["L2/3E", "L2/3I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"];

const ABOUT: &str = "Potjans and Diesmann 2014: the eight populations below a square millimetre of cortex";

#[derive(Parser)]
struct Options {
    #[command(flatten)]
    common: Arguments,

    /// The neurons, and the synapses of each, as a part of the paper's; at 1 it takes 4 GB
    #[arg(long, value_name = "PART", value_parser = positive, default_value_t = 0.1)]
    scale: f64,
}

fn main() -> ExitCode {
    exit(run(&arguments("microcircuit", ABOUT, 1.0)))
}

fn run(options: &Options) -> Outcome<()> {
    let start = Instant::now();
    let mut net = options.common.build(circuit::builder(options.scale))?;
    println!("{net}\nbuilt in {:.3} s", start.elapsed().as_secs_f64());
    options.common.run(&mut net)?;
    // The rates of the full network. A part of it has their mean input and its variance, but not all correlations,
    // and so fires a little less.
    let populations = NAMES.into_iter().zip(circuit::populations(options.scale)).zip(circuit::RATES);
    let populations = populations.map(|((name, neurons), rate)| Population::new(name, neurons).expected(rate));
    let activity = Activity::new(&net, "Microcircuit", net.cells.spikes.fired(), populations.collect())?;
    activity.after(TRANSIENT)?.report();
    rasters(&options.common.output, "Microcircuit", &[activity], 400.0)
}
