//! Two bursting neurons that an electrical junction brings to burst as one: simulated and drawn.
//!
//! `cargo run --release --example hindmarsh_rose -- --help` says what can be changed. The network is in `model.rs`.

use std::process::ExitCode;

use clap::Parser;
use izhi::Network;
use izhi::plot::{Plot, figure};
use izhi_example_output::{Arguments, Outcome, arguments, exit};

use model::Pair;

mod distance;
mod model;

const ABOUT: &str = "Hindmarsh and Rose 1984: bursts, and two neurons that synchronise; time has no unit";

#[derive(Parser)]
struct Own {
    #[command(flatten)]
    all: Arguments,

    /// Strength of the junction between the neurons
    #[arg(long, value_name = "G", default_value_t = 1.0)]
    strength: f64,

    /// Time from which on there is a junction
    #[arg(long, value_name = "T", default_value_t = 1500.0)]
    start: f64,
}

fn main() -> ExitCode {
    exit(run(&arguments("hindmarsh_rose", ABOUT, 3.0)))
}

fn run(own: &Own) -> Outcome<()> {
    let mut net = own.all.build(Pair::apart(own.strength, own.start))?;
    println!("{net}");
    own.all.run(&mut net)?;
    let (distances, duration) = (net.distances(), net.iteration() as f64 * net.dt());
    let last = &distances[distances.len() * 9 / 10..];
    println!("mean distance in the last tenth: {:.2e}", last.iter().sum::<f64>() / last.len() as f64);
    let v = net.cells.recorded.v();
    let time = |step: usize| (step + 1) as f64 * net.dt();
    let plot = |title: &str, label: &str| Plot::new(title, "time", label).x(0.0..duration);
    let trace = |neuron| v.column(neuron).to_vec().into_iter().enumerate().map(|(step, v)| (time(step), v));
    let plots = [
        plot("First neuron", "v").line("", trace(0)),
        plot("Second neuron", "v").line("", trace(1)),
        plot("Distance", "distance of v").line("", distances.iter().enumerate().map(|(step, &far)| (time(step), far))),
    ];
    let title = format!("Hindmarsh and Rose 1984: two neurons, with a junction from {} on", own.start);
    Ok(figure(&title, 1, &plots)?.save(&own.all.output)?)
}
