//! Inhibitory plasticity: simulated, rates printed, spikes drawn before it has set in and after.
//!
//! `cargo run --release --example inhibitory_plasticity -- --help` says what can be changed. The network is in
//! `model.rs`.

use std::process::ExitCode;

use izhi_example_output::{Activity, Arguments, Outcome, Population, arguments, exit, rasters};

use model::Balanced;

mod model;

const ABOUT: &str = "Vogels et al. 2011: inhibition learns to let 8000 neurons fire at 3 Hz";

fn main() -> ExitCode {
    exit(run(&arguments("inhibitory_plasticity", ABOUT, 20.0)))
}

fn run(arguments: &Arguments) -> Outcome<()> {
    let mut net = arguments.build(Balanced::builder())?;
    println!("{net}");
    arguments.run(&mut net)?;
    let (excitatory, inhibitory) =
        (Population::new("excitatory", 0..8000), Population::new("inhibitory", 8000..10_000));
    let spikes = net.cells.spikes.fired();
    let populations = vec![excitatory.clone(), inhibitory.clone()];
    let first = Activity::new(&net, "The first 200 ms", spikes, populations)?.first(200.0)?;
    // The rate that plasticity aims at, and nearly reaches: spikes that inhibition keeps away are missing in pairs.
    let populations = vec![excitatory.expected(3.0), inhibitory];
    let last = Activity::new(&net, "The last 200 ms", spikes, populations)?.last(200.0)?;
    first.report();
    last.report();
    rasters(&arguments.output, "Inhibitory plasticity", &[first, last], 200.0)
}
