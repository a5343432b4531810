//! Fast oscillations of a network whose neurons fire slowly: simulated, its frequency printed, its spikes drawn.
//!
//! `cargo run --release --example brunel_hakim -- --help` says what can be changed. The network is in `model.rs`.

use std::process::ExitCode;

use izhi::analysis::{SpikeTrains, Welch, Window, population_rate, welch};
use izhi_example_output::{Activity, Arguments, Outcome, Population, arguments, exit, rasters};

use model::BrunelHakim;

mod model;

const ABOUT: &str = "Brunel and Hakim 1999: a fast oscillation of 5000 neurons that fire slowly";

/// Until the oscillation has settled, in ms.
const TRANSIENT: f64 = 200.0;

fn main() -> ExitCode {
    exit(run(&arguments("brunel_hakim", ABOUT, 1.2)))
}

fn run(arguments: &Arguments) -> Outcome<()> {
    let mut net = arguments.build(BrunelHakim::builder())?;
    println!("{net}");
    arguments.run(&mut net)?;
    // The rate is that of NumPy: tests/data/rates.csv.
    let populations = vec![Population::new("inhibitory", 0..net.cells.size()).expected(3.54)];
    let activity = Activity::new(&net, "Brunel and Hakim", net.cells.spikes.fired(), populations)?;
    activity.after(TRANSIENT)?.report();
    let trains = SpikeTrains::recorded(&net, "cells.spikes.fired")?;
    let rate = population_rate(&trains.after(TRANSIENT)?.whole_bins(0.5)?, 0.5)?;
    // Stretches of 100 ms, one after the other.
    let stretches = Welch { overlap: 0, window: Window::Rectangular, ..Welch::new(200) };
    let (frequency, _) = welch(rate.view(), 0.5, &stretches)?.peak();
    println!("the network oscillates at {frequency:.0} Hz");
    rasters(&arguments.output, "Brunel and Hakim 1999: fast oscillations, low rates", &[activity], 100.0)
}
