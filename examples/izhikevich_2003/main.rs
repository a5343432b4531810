//! Izhikevich's network of 2003: simulated, its rates printed, its spikes drawn as in figure 3 of the paper.
//!
//! `cargo run --release --example izhikevich_2003 -- --help` says what can be changed. The network is in `model.rs`.

use std::process::ExitCode;

use izhi_example_output::{Activity, Arguments, Outcome, Population, arguments, exit, rasters};

use model::Izhikevich2003;

mod model;

const ABOUT: &str = "Izhikevich 2003: 1000 neurons with rhythms in the alpha and in the gamma range";

fn main() -> ExitCode {
    exit(run(&arguments("izhikevich_2003", ABOUT, 1.0)))
}

fn run(arguments: &Arguments) -> Outcome<()> {
    let mut net = arguments.build(Izhikevich2003::builder())?;
    println!("{net}");
    arguments.run(&mut net)?;
    // What the program printed in the paper does in NumPy: tests/data/rates.csv.
    let populations = vec![
        Population::new("excitatory", 0..800).expected(7.58),
        Population::new("inhibitory", 800..1000).expected(7.23),
    ];
    let activity = Activity::new(&net, "Izhikevich 2003", net.cells.spikes.fired(), populations)?;
    activity.report();
    rasters(&arguments.output, "Izhikevich 2003", &[activity], 1000.0)
}
