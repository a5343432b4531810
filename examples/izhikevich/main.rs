//! Izhikevich's network of 1000 neurons, complete: simulated, measured, drawn and written for NumPy.
//!
//! `cargo run --release --example izhikevich -- --help` says what can be changed. The network itself is in
//! `model.rs`.

use std::error::Error;
use std::process::ExitCode;

use clap::Parser;
use izhi::population::Grid;
use izhi::progress::simulate;
use izhi::{Network, Sampling};
use izhi_example_output::exit;

use arguments::Arguments;
use model::Izhikevich;
use results::Results;

mod arguments;
mod model;
mod results;

fn main() -> ExitCode {
    exit(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let mut net = build(arguments)?;
    println!("{net}");
    net.set_recording(!arguments.no_record);
    if let Some(newest) = arguments.newest {
        net.excitatory_neurons.my_recorder.sample(Sampling::everything().newest(newest))?;
        net.inhibitory_neurons.my_recorder.sample(Sampling::everything().newest(newest))?;
    }
    // What the whole run needs is had, or missed, before it begins.
    net.prepare(arguments.iterations)?;
    let results = if arguments.no_record { None } else { Some(Results::create(&arguments.out)?) };

    let run = simulate(&mut net, arguments.iterations)?;

    if let Some(results) = results {
        results.write(&net)?;
        println!("results are in {}", arguments.out.display());
    }
    let spikes = report_rates(&net);
    let (iterations, milliseconds) = (run.iterations(), run.time().as_secs_f64() * 1e3);
    let per_iteration = if iterations == 0 { 0.0 } else { 1e3 * milliseconds / iterations as f64 };
    println!(
        "simulated {iterations} iterations in {milliseconds:.3} ms ({per_iteration:.3} us/iteration), {spikes} spikes"
    );
    Ok(())
}

/// The network with as many neurons as wanted: the sum of all weights of a neuron is that of 1000 neurons.
fn build(arguments: &Arguments) -> izhi::command_line::Result<Izhikevich> {
    let excitatory = (arguments.neurons as u128 * 4 / 5) as usize;
    let scale = (1000.0 / arguments.neurons as f64) as f32;
    let mut builder = Izhikevich::builder().seed(arguments.seed);
    builder.excitatory_neurons.size = Grid::squared(excitatory);
    builder.inhibitory_neurons.size = Grid::squared(arguments.neurons - excitatory);
    builder.excitatory_neurons.izhikevich_input.scale = scale;
    builder.inhibitory_neurons.izhikevich_input.scale = scale;
    arguments.network.build(builder)
}

/// Prints the mean rate of each group; returns the number of all spikes.
fn report_rates(net: &Izhikevich) -> u64 {
    let seconds = net.iteration() as f64 * net.dt() / 1000.0;
    let mut total = 0;
    for group in [&net.excitatory_neurons, &net.inhibitory_neurons] {
        let spikes = group.fired_count();
        let rate = spikes as f64 / group.size() as f64 / seconds;
        if seconds > 0.0 {
            println!("mean rate of {}: {rate:.2} Hz", group.population().name());
        }
        total += spikes;
    }
    total
}
