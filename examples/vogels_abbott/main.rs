//! The network of Vogels and Abbott: simulated, its rates printed, its spikes drawn.
//!
//! `cargo run --release --example vogels_abbott -- --help` says what can be changed. The network is in `model.rs`.

use std::process::ExitCode;

use izhi_example_output::{Activity, Arguments, Outcome, Population, arguments, exit, rasters};

use model::VogelsAbbott;

mod model;

const ABOUT: &str = "The network of Vogels and Abbott 2005 as Zenke and Gerstner 2014 measure simulators with it";

fn main() -> ExitCode {
    exit(run(&arguments("vogels_abbott", ABOUT, 20.0)))
}

fn run(arguments: &Arguments) -> Outcome<()> {
    let mut net = arguments.build(VogelsAbbott::builder())?;
    println!("{net}");
    arguments.run(&mut net)?;
    // The same equations in NumPy: tests/data/rates.csv. Networks differ by up to 1.5 Hz.
    let populations = vec![
        Population::new("excitatory", 0..3200).expected(17.40),
        Population::new("inhibitory", 3200..4000).expected(17.14),
    ];
    let activity = Activity::new(&net, "Vogels and Abbott", net.cells.spikes.fired(), populations)?;
    activity.report();
    rasters(&arguments.output, "Vogels and Abbott 2005", &[activity], 1000.0)
}
