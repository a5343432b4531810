//! Izhikevich's network of 2006: simulated, its rates printed, its spikes drawn as in figure 5 of the paper.
//!
//! `cargo run --release --example polychronization -- --help` says what can be changed. The network is in `model.rs`.

use std::process::ExitCode;

use izhi_example_output::{Activity, Arguments, Outcome, Population, arguments, exit, rasters};

use model::Polychronization;

mod model;

const ABOUT: &str = "Izhikevich 2006: 1000 neurons with delays and plasticity, in which gamma rhythms and groups arise";

fn main() -> ExitCode {
    exit(run(&arguments("polychronization", ABOUT, 60.0)))
}

fn run(arguments: &Arguments) -> Outcome<()> {
    let mut net = arguments.build(Polychronization::builder())?;
    println!("{net}");
    arguments.run(&mut net)?;
    let populations = vec![Population::new("excitatory", 0..800), Population::new("inhibitory", 800..1000)];
    let activity = Activity::new(&net, "Polychronization", net.cells.spikes.fired(), populations)?;
    activity.report();
    rasters(&arguments.output, "Polychronization", &[activity], 1000.0)
}
