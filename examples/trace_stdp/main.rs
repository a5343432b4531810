//! Izhikevich neurons with plasticity by traces: simulated, its rate printed, its spikes drawn.
//!
//! `cargo run --release --example trace_stdp -- --help` says what can be changed. The network is in `model.rs`.

use std::process::ExitCode;

use clap::Parser;
use izhi::prelude::*;
use izhi_example_output::{Activity, Arguments, Outcome, Population, arguments, exit, rasters};

use model::IzhikevichStdp;

mod model;

const ABOUT: &str =
    "Vieth et al. 2024: Izhikevich neurons, all to all, with spike-timing-dependent plasticity by traces";

#[derive(Parser)]
struct Options {
    #[command(flatten)]
    common: Arguments,

    /// The number of neurons; the memory grows with its square
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), default_value_t = 2500)]
    neurons: u32,
}

fn main() -> ExitCode {
    exit(run(&arguments("trace_stdp", ABOUT, 0.3)))
}

fn run(options: &Options) -> Outcome<()> {
    let mut builder = IzhikevichStdp::builder();
    builder.neurons.size = Grid::line(options.neurons as usize);
    let mut net = options.common.build(builder)?;
    println!("{net}");
    options.common.run(&mut net)?;
    let populations = vec![Population::new("neurons", 0..options.neurons as usize)];
    let activity = Activity::new(&net, "Plasticity by traces", net.neurons.spikes.fired(), populations)?;
    activity.report();
    println!("mean weight {:.4}", net.RECURRENT_neurons_to_neurons.W().mean().unwrap_or(0.0));
    rasters(&options.common.output, "Plasticity by traces", &[activity], 300.0)
}
