//! Brunel's network in its four regimes: simulated, their rates printed, their spikes drawn as in figure 8.
//!
//! `cargo run --release --example brunel -- --help` says what can be changed. The network is in `model.rs`.

use std::process::ExitCode;

use clap::Parser;
use izhi::connect::{Connector, fixed_in_degree};
use izhi::prelude::*;
use izhi_example_output::{Activity, Arguments, Outcome, Population, arguments, exit, positive, rasters};

use model::Brunel;

mod model;

/// Until the network has found its regime, in ms.
const TRANSIENT: f64 = 200.0;

const ABOUT: &str = "Brunel 2000: 12,500 sparsely connected neurons in four regimes";

#[derive(Parser)]
struct Options {
    #[command(flatten)]
    common: Arguments,

    /// One regime alone: its place among SR, SI fast, AI and SI slow, from 1
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=4))]
    regime: Option<u8>,

    /// The number of neurons, as a part of the paper's; each has as many synapses as there
    #[arg(long, value_name = "PART", value_parser = positive, default_value_t = 1.0)]
    scale: f64,
}

/// A panel of figure 8, with the rate in the paper's simulation where the paper says it.
struct Regime {
    name: &'static str,
    g: f32,
    external: f32,
    rate: Option<f64>,
}

const REGIMES: [Regime; 4] = [
    Regime { name: "A: synchronous regular (g = 3, external rate 2)", g: 3.0, external: 2.0, rate: None },
    Regime { name: "B: synchronous irregular, fast (g = 6, external rate 4)", g: 6.0, external: 4.0, rate: Some(60.7) },
    Regime { name: "C: asynchronous irregular (g = 5, external rate 2)", g: 5.0, external: 2.0, rate: Some(37.7) },
    Regime {
        name: "D: synchronous irregular, slow (g = 4.5, external rate 0.9)",
        g: 4.5,
        external: 0.9,
        rate: Some(5.5),
    },
];

fn main() -> ExitCode {
    exit(run(&arguments("brunel", ABOUT, 1.2)))
}

fn run(options: &Options) -> Outcome<()> {
    let chosen = |place: usize| options.regime.is_none_or(|regime| usize::from(regime) == place + 1);
    let mut runs = Vec::new();
    for (_, regime) in REGIMES.iter().enumerate().filter(|(place, _)| chosen(*place)) {
        let mut net = build(options, regime)?;
        options.common.run(&mut net)?;
        runs.push((regime, net));
    }
    let activities = runs.iter().map(|(regime, net)| activity(regime, net)).collect::<Outcome<Vec<Activity>>>()?;
    for activity in &activities {
        activity.after(TRANSIENT)?.report();
    }
    rasters(&options.common.output, "Brunel 2000", &activities, 200.0)
}

fn build(options: &Options, regime: &Regime) -> Outcome<Brunel> {
    let neurons = |number: f64| (number * options.scale).round().max(1.0) as usize;
    let (excitatory, inhibitory) = (neurons(10_000.0), neurons(2500.0));
    let mut builder = Brunel::builder();
    builder.cells.size = Grid::line(excitatory + inhibitory);
    builder.cells.neurons.g = regime.g;
    builder.cells.neurons.external = regime.external;
    builder.EXC_cells_to_cells.connect = fixed_in_degree(1000).between(..excitatory, ..).into();
    builder.INH_cells_to_cells.connect = fixed_in_degree(250).between(excitatory.., ..).into();
    options.common.build(builder)
}

fn activity(regime: &Regime, net: &Brunel) -> Outcome<Activity> {
    let (neurons, excitatory) = (net.cells.size(), net.cells.size() * 4 / 5);
    let populations = [("excitatory", 0..excitatory), ("inhibitory", excitatory..neurons)];
    let populations =
        populations.map(|(name, neurons)| Population { expected: regime.rate, ..Population::new(name, neurons) });
    Activity::new(net, regime.name, net.cells.spikes.fired(), populations.to_vec())
}
