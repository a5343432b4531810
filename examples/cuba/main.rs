//! The benchmark CUBA: simulated, its rates printed, its spikes drawn.
//!
//! `cargo run --release --example cuba -- --help` says what can be changed. The network is in `model.rs`.

use std::process::ExitCode;

use izhi_example_output::{Activity, Arguments, Outcome, Population, arguments, exit, rasters};

use model::Cuba;

mod model;

const ABOUT: &str =
    "CUBA: 4000 integrate-and-fire neurons with currents as synapses, benchmark 2 of Brette et al. 2007";

fn main() -> ExitCode {
    exit(run(&arguments("cuba", ABOUT, 10.0)))
}

fn run(arguments: &Arguments) -> Outcome<()> {
    let mut net = arguments.build(Cuba::builder())?;
    println!("{net}");
    arguments.run(&mut net)?;
    // The documentation of the simulator ANNarchy says 5.61 Hz for all neurons in the first second.
    let populations = vec![
        Population::new("excitatory", 0..3200).expected(5.61),
        Population::new("inhibitory", 3200..4000).expected(5.61),
    ];
    let activity = Activity::new(&net, "CUBA", net.cells.spikes.fired(), populations)?;
    activity.report();
    rasters(&arguments.output, "CUBA: 4000 neurons, currents", &[activity], 1000.0)
}
