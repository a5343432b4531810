//! An action potential in the squid's giant axon: simulated, drawn over place and time, its velocity printed.
//!
//! `cargo run --release --example hodgkin_huxley -- --help` says what can be changed. The axon is in `model.rs`. At 6.3 °C it conducts
//! with 12 m/s; the paper calculates 18.8 m/s for 18.5 °C, where its equations are faster, and measures 21.2 m/s.

use std::process::ExitCode;

use clap::Parser;
use izhi::plot::{Plot, figure};
use izhi::prelude::*;
use izhi_example_output::{Arguments, Outcome, arguments, exit, positive};

use model::Axon;

mod conduction;
mod model;

const ABOUT: &str = "Hodgkin and Huxley 1952: an action potential runs along the squid's giant axon";

#[derive(Parser)]
struct Own {
    #[command(flatten)]
    all: Arguments,

    /// Radius of the axon, in micrometres
    #[arg(long, value_name = "UM", value_parser = positive, default_value_t = 238.0)]
    radius: f64,
}

fn main() -> ExitCode {
    exit(run(&arguments("hodgkin_huxley", ABOUT, 0.012)))
}

fn run(own: &Own) -> Outcome<()> {
    let mut builder = Axon::builder();
    builder.axon.axial.radius = own.radius;
    let mut net = own.all.build(builder)?;
    println!("{net}");
    own.all.run(&mut net)?;
    match net.velocity() {
        Some(velocity) => println!("conduction velocity: {velocity:.1} m/s"),
        None => println!("the action potential does not run through the axon"),
    }
    Ok(figure("Hodgkin and Huxley 1952: an action potential in the squid's axon", 1, &plots(&net))?
        .save(&own.all.output)?)
}

/// The potential over time and place, and that of some compartments over time.
fn plots(net: &Axon) -> [Plot; 2] {
    let v = net.axon.potential.v();
    let (duration, compartments) = (net.iteration() as f64 * net.dt(), net.axon.size());
    let ends = 0.0..net.place(compartments - 1) + net.place(0);
    let map = Plot::new("Membrane potential, and where it rises above 0 mV", "time (ms)", "place (mm)")
        .map("mV", v.t().to_owned(), 0.0..duration, ends)
        .dots("", net.arrivals().into_iter().map(|(compartment, time)| (time, net.place(compartment))));
    let mut potentials = Plot::new("Membrane potential", "time (ms)", "v (mV)").x(0.0..duration);
    for compartment in (0..compartments).step_by(compartments.div_ceil(5)) {
        let samples = v.column(compartment).into_iter().zip(1_u32..);
        let line = samples.map(|(&v, step)| (f64::from(step) * net.dt(), v));
        potentials = potentials.line(&format!("{:.0} mm", net.place(compartment)), line);
    }
    [map, potentials]
}
