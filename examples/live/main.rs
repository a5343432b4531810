//! Izhikevich's network of 1000 neurons in the browser, while it runs.
//!
//! `cargo run --release --features live --example live` prints the address of the page; `-- --help` says what can be changed. The
//! network is that of the example `izhikevich`.

use std::error::Error;
use std::process::ExitCode;

use clap::Parser;
use izhi::command_line::NetworkArguments;
use izhi::live::Live;
use izhi::prelude::*;
use izhi_example_output::exit;

use model::Izhikevich;

#[path = "../izhikevich/model.rs"]
mod model;

/// Izhikevich's network in the browser, while it runs
#[derive(Parser)]
#[command(name = "live")]
struct Arguments {
    /// Address at which the page is served, of this machine alone unless another one is given
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    address: String,

    /// Iterations in each second, of half a millisecond each; 0 for as many as can be
    #[arg(long, value_name = "N", default_value_t = 1000.0, allow_negative_numbers = true)]
    speed: f64,

    /// Seed of all random draws: the same seed gives the same spikes
    #[arg(long, value_name = "S", default_value_t = 42, allow_negative_numbers = true)]
    seed: u64,

    #[command(flatten)]
    network: NetworkArguments,
}

fn main() -> ExitCode {
    exit(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let mut net = arguments.network.build(Izhikevich::builder().seed(arguments.seed))?;
    let mut live = Live::bind(&arguments.address)?.playing();
    if arguments.speed != 0.0 {
        live = live.speed(arguments.speed)?;
    }
    println!("the page is at {}", live.url());
    live.run(&mut net)?;
    println!("shown until iteration {}", net.iteration());
    Ok(())
}
