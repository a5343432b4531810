//! Izhikevich's simple model in the twenty firing patterns of his paper of 2004, as in its figure 1.
//!
//! `cargo run --release --example firing_patterns -- --help` says what can be changed. The neuron is in `model.rs`, the
//! patterns in `patterns.rs`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use izhi::Network;
use izhi::command_line::NetworkArguments;
use izhi::ndarray::ArrayView1;
use izhi::plot::{Plot, figure};
use izhi_example_output::{Outcome, check_output, exit};

use patterns::{PATTERNS, Pattern};

mod model;
mod patterns;

/// Izhikevich 2004: twenty firing patterns of one model
#[derive(Parser)]
#[command(name = "firing_patterns")]
struct Arguments {
    /// The picture to write
    #[arg(long, value_name = "FILE.png", default_value = "target/firing_patterns.png")]
    output: PathBuf,

    #[command(flatten)]
    network: NetworkArguments,
}

/// The pattern whose potential the picture shows also 20 times as large, behind the spike.
const SWINGING: &str = "(J) subthreshold oscillations";

fn main() -> ExitCode {
    exit(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Outcome<()> {
    check_output(&arguments.output)?;
    println!("{:<32} spikes", "pattern");
    let mut plots = Vec::new();
    for pattern in &PATTERNS {
        let net = pattern.run(arguments.network.build(pattern.builder()))?;
        println!("{:<32} {:>6}", pattern.name, net.cells.fired_count());
        let (v, fired) = (net.cells.recorded.v(), net.cells.recorded.fired());
        let plot = Plot::new(pattern.name, "time (ms)", "v (mV)").x(0.0..pattern.duration).y(-100.0..35.0);
        let plot = plot.potential("", net.dt(), v.column(0), fired.column(0), 30.0);
        let plot = plot.line("", current(pattern));
        plots.push(match pattern.name {
            SWINGING => plot.line("20 times", enlarged(net.dt(), 55.0, v.column(0))),
            _ => plot,
        });
    }
    Ok(figure("Izhikevich 2004: firing patterns, with the currents below them (not to scale)", 4, &plots)?
        .save(&arguments.output)?)
}

/// What the potential is above its last value, 20 times, around -10 mV.
fn enlarged(dt: f64, start: f64, v: ArrayView1<'_, f64>) -> Vec<(f64, f64)> {
    let last = v[v.len() - 1];
    let samples = v.iter().enumerate().map(|(step, v)| (step as f64 * dt, -10.0 + 20.0 * (v - last)));
    samples.filter(|(t, _)| *t >= start).collect()
}

/// The current below the potential, 12 mV high.
fn current(pattern: &Pattern) -> impl Iterator<Item = (f64, f64)> {
    let steps = (10.0 * pattern.duration) as u32;
    let samples: Vec<_> = (0..=steps).map(|step| f64::from(step) / 10.0).map(|t| (t, (pattern.current)(t))).collect();
    let least = samples.iter().fold(f64::INFINITY, |least, &(_, current)| least.min(current));
    let most = samples.iter().fold(f64::NEG_INFINITY, |most, &(_, current)| most.max(current));
    samples.into_iter().map(move |(t, current)| (t, -97.0 + 12.0 * (current - least) / (most - least)))
}
