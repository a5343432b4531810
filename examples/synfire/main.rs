//! A synfire chain: simulated, its spikes drawn layer by layer.
//!
//! `cargo run --release --example synfire -- --help` says what can be changed: a volley of 85 spikes runs through all
//! layers and becomes sharper, one of 40 dies out. The network is in `model.rs`.

use std::process::ExitCode;

use clap::Parser;
use izhi::prelude::*;
use izhi_example_output::{Activity, Arguments, Outcome, Population, arguments, exit, rasters};

use model::Synfire;

mod model;
mod spikes;

const ABOUT: &str = "Diesmann, Gewaltig and Aertsen 1999: a volley of spikes runs through ten layers";

const LAYERS: [&str; 10] =
    ["layer 1", "layer 2", "layer 3", "layer 4", "layer 5", "layer 6", "layer 7", "layer 8", "layer 9", "layer 10"];

#[derive(Parser)]
struct Own {
    #[command(flatten)]
    all: Arguments,

    /// Spikes of the volley that enters the first layer
    #[arg(long, value_name = "N", default_value_t = 85)]
    volley: usize,
}

fn main() -> ExitCode {
    exit(run(&arguments("synfire", ABOUT, 0.1)))
}

fn run(own: &Own) -> Outcome<()> {
    let mut builder = Synfire::builder();
    builder.volley.size = Grid::new(own.volley, 1, 1);
    let mut net = own.all.build(builder)?;
    println!("{net}");
    own.all.run(&mut net)?;
    let spikes = net.spikes();
    let layers = LAYERS.iter().enumerate().map(|(layer, name)| Population::new(name, 100 * layer..100 * (layer + 1)));
    let activity = Activity::new(&net, "Synfire chain", &spikes, layers.collect())?;
    activity.report();
    let title = format!("Diesmann et al. 1999: a volley of {} spikes after 50 ms", own.volley);
    rasters(&own.all.output, &title, &[activity], 100.0)
}
