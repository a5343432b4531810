//! The cortical microcircuit over the ranks of MPI: simulated, and its rates printed.
//!
//! `mpirun -n 4 cargo run --release -p izhi-mpi --example microcircuit -- --scale 0.1` runs it on four ranks. Without `mpirun`
//! the same program runs on one. The network is that of `examples/microcircuit`, which draws it as well.

use std::error::Error;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use izhi::prelude::*;
use izhi::ranks::World;
use izhi_mpi::Mpi;

use model::Microcircuit;

#[path = "../../examples/microcircuit/circuit.rs"]
mod circuit;
#[path = "../../examples/microcircuit/model.rs"]
mod model;

/// Until the network has found its state, in ms.
const TRANSIENT: f64 = 100.0;

const NAMES: [&str; 8] = ["L2/3E", "L2/3I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"];

/// Potjans and Diesmann 2014 over the ranks of MPI: the eight populations below a square millimetre of cortex
#[derive(Parser)]
struct Options {
    /// The neurons, and the synapses of each, as a part of the paper's; at 1 they take 4 GB on all ranks together
    #[arg(long, value_name = "PART", value_parser = positive, default_value_t = 0.1)]
    scale: f64,

    /// Model time to simulate, in seconds; the first tenth of a second is not looked at
    #[arg(long, value_name = "S", value_parser = positive, default_value_t = 1.0)]
    seconds: f64,

    /// Threads of each rank
    #[arg(long, value_name = "N", default_value_t = 1)]
    threads: usize,

    /// The seed of all random draws
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

fn positive(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| "expected a number above 0".to_owned())
}

fn main() -> ExitCode {
    let options = Options::parse();
    izhi_mpi::run(|mpi| program(&options, mpi))
}

fn program(options: &Options, mpi: &Mpi) -> Result<(), Box<dyn Error>> {
    let seconds = options.seconds - TRANSIENT / 1000.0;
    if seconds <= 0.0 {
        return Err(format!("no time is left after the first {TRANSIENT} ms; expected more of --seconds").into());
    }
    let start = Instant::now();
    let mut net = circuit::builder(options.scale).seed(options.seed).threads(options.threads).ranks(mpi).build()?;
    if mpi.rank() == 0 {
        println!("{net}\nranks: {}\nbuilt in {:.3} s", mpi.ranks(), start.elapsed().as_secs_f64());
    }
    let iterations = (1000.0 * options.seconds / net.dt()).round() as u64;
    let start = Instant::now();
    net.simulate(iterations)?;
    if mpi.rank() == 0 {
        println!("simulated {} s of model time in {:.3} s", options.seconds, start.elapsed().as_secs_f64());
    }
    let spikes = spikes(mpi, &net, options.scale);
    if mpi.rank() == 0 {
        report(options.scale, &spikes, seconds);
    }
    Ok(())
}

/// The number of spikes of each population after the transient. Each rank has recorded those of its own neurons.
fn spikes(mpi: &Mpi, net: &Microcircuit, scale: f64) -> [u64; 8] {
    let late = net.cells.spikes.fired().iter().filter(|spike| spike.time(net.dt()) >= TRANSIENT);
    let late: Vec<usize> = late.map(|spike| spike.neuron as usize).collect();
    let own =
        circuit::populations(scale).map(|population| late.iter().filter(|neuron| population.contains(neuron)).count());
    let own: Vec<u8> = own.iter().flat_map(|spikes| (*spikes as u64).to_le_bytes()).collect();
    let mut all = vec![0; own.len() * mpi.ranks()];
    mpi.gather(&own, &vec![own.len(); mpi.ranks()], &mut all);
    let mut sums = [0; 8];
    for of_rank in all.chunks_exact(own.len()) {
        let (numbers, _) = of_rank.as_chunks::<8>();
        sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += u64::from_le_bytes(*number));
    }
    sums
}

/// Prints the rates. A part of the network has the mean input of all of it and its variance, but not all correlations, and so fires a
/// little less.
fn report(scale: f64, spikes: &[u64; 8], seconds: f64) {
    println!("{:<14} {:>9} {:>10}   expected", "Microcircuit", "neurons", "rate");
    let populations = circuit::populations(scale);
    for (((name, population), spikes), expected) in NAMES.iter().zip(populations).zip(spikes).zip(circuit::RATES) {
        let rate = *spikes as f64 / population.len() as f64 / seconds;
        println!("  {name:<12} {:>9} {rate:>7.2} Hz {expected:>7.2} Hz", population.len());
    }
}
