//! Wang and Buzsáki's interneurons: simulated, their frequency and synchrony printed, their spikes drawn.
//!
//! `cargo run --release --example wang_buzsaki -- --help` says what can be changed: the more the currents of the neurons
//! differ, the less do they fire together. The network is in `model.rs`.

use std::process::ExitCode;

use clap::Parser;
use izhi::analysis::{SpikeTrains, coherence};
use izhi::connect::fixed_probability;
use izhi::prelude::*;
use izhi_example_output::{Activity, Arguments, Outcome, Population, arguments, exit, positive, rasters};

use model::Interneurons;

mod model;

const ABOUT: &str = "Wang and Buzsaki 1996: gamma oscillations of interneurons that inhibit each other";

/// Until the neurons have found each other, in ms.
const TRANSIENT: f64 = 500.0;

#[derive(Parser)]
struct Own {
    #[command(flatten)]
    all: Arguments,

    /// By which part of their mean the currents into the neurons differ, as a standard deviation
    #[arg(long, value_name = "SD", value_parser = positive, default_value_t = 0.03)]
    spread: f64,

    /// The probability of a synapse from a neuron to another one; all of a neuron's synapses are as strong together
    #[arg(long, value_name = "P", value_parser = positive, default_value_t = 1.0)]
    connected: f64,
}

fn main() -> ExitCode {
    exit(run(&arguments("wang_buzsaki", ABOUT, 1.0)))
}

fn run(own: &Own) -> Outcome<()> {
    let mut builder = Interneurons::builder();
    builder.cells.input.spread = own.spread as f32;
    builder.cells.input.expected = 99.0 * own.connected as f32;
    builder.INH_cells_to_cells.connect = fixed_probability(own.connected).without_self().into();
    let mut net = own.all.build(builder)?;
    println!("{net}");
    own.all.run(&mut net)?;
    let spikes = net.cells.spikes.fired();
    let activity =
        Activity::new(&net, "Interneurons", spikes, vec![Population::new("interneurons", 0..net.cells.size())])?;
    let settled = activity.after(TRANSIENT)?;
    settled.report();
    let trains = SpikeTrains::recorded(&net, "cells.spikes.fired")?.after(TRANSIENT)?;
    // A bin of a tenth of the period, as in the paper.
    let bin = (100.0 / settled.rates()[0] / net.dt()).round().max(1.0) * net.dt();
    println!("coherence: {:.2}", coherence(&trains.whole_bins(bin)?, bin)?);
    let title = format!("Wang and Buzsáki 1996: interneurons whose currents differ by {:.0} %", 100.0 * own.spread);
    rasters(&own.all.output, &title, &[activity], 500.0)
}
