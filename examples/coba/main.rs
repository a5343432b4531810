//! The benchmark COBA: simulated, its rates printed, its spikes drawn.
//!
//! `cargo run --release --example coba -- --help` says what can be changed. The network is in `model.rs`.

use std::process::ExitCode;

use izhi_example_output::{Activity, Arguments, Outcome, Population, arguments, exit, rasters};

use model::Coba;

mod model;

const ABOUT: &str =
    "COBA: 4000 integrate-and-fire neurons with conductances as synapses, benchmark 1 of Brette et al. 2007";

fn main() -> ExitCode {
    exit(run(&arguments("coba", ABOUT, 10.0)))
}

fn run(arguments: &Arguments) -> Outcome<()> {
    let mut net = arguments.build(Coba::builder())?;
    println!("{net}");
    arguments.run(&mut net)?;
    // The same equations in NumPy: tests/data/rates.csv. Networks differ by up to 1.5 Hz.
    let populations = vec![
        Population::new("excitatory", 0..3200).expected(19.10),
        Population::new("inhibitory", 3200..4000).expected(19.10),
    ];
    let activity = Activity::new(&net, "COBA", net.cells.spikes.fired(), populations)?;
    activity.report();
    rasters(&arguments.output, "COBA: 4000 neurons, conductances", &[activity], 1000.0)
}
