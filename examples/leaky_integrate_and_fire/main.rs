//! Leaky integrate-and-fire neurons under constant currents: their potentials, and their rates beside theory.
//!
//! `cargo run --release --example leaky_integrate_and_fire -- --help` says what can be changed. The neurons are in
//! `model.rs`.

use std::process::ExitCode;

use izhi::ndarray::s;
use izhi::plot::{Plot, figure};
use izhi::prelude::*;
use izhi_example_output::{Arguments, Outcome, arguments, exit};

use model::Neurons;
use rates::theory;

mod model;
mod rates;

const ABOUT: &str = "Leaky integrate-and-fire neurons: potentials, and rates over currents";

/// Neurons whose potentials are shown: just below the threshold, above it, and far above.
const SHOWN: [usize; 3] = [14, 20, 40];

fn main() -> ExitCode {
    exit(run(&arguments("leaky_integrate_and_fire", ABOUT, 1.0)))
}

fn run(arguments: &Arguments) -> Outcome<()> {
    let mut net = arguments.build(Neurons::builder())?;
    println!("{net}");
    arguments.run(&mut net)?;
    let currents = net.cells.constant.parameters().current.view().to_vec();
    let rates = net.rates()?;
    let error = rates.iter().zip(&currents).map(|(rate, &current)| (rate - theory(current)).abs());
    println!(
        "largest difference to the rate of theory, of intervals in whole steps: {:.2} Hz",
        error.fold(0.0, f64::max)
    );

    let (v, fired) = (net.cells.recorded.v(), net.cells.recorded.fired());
    let potentials = SHOWN.map(|neuron| {
        let title = format!("{:.0} pA", currents[neuron]);
        let shown = s![..v.nrows().min(2000), neuron];
        Plot::new(&title, "time (ms)", "v (mV)").x(0.0..200.0).y(-70.0..5.0).potential(
            "",
            net.dt(),
            v.slice(shown),
            fired.slice(shown),
            0.0,
        )
    });
    let curve = Plot::new("Rate over current", "current (pA)", "rate (Hz)")
        .line("theory", (0..=1000).map(|step| f64::from(step) * 0.5).map(|current| (current, theory(current))))
        .dots("simulated", currents.iter().copied().zip(rates));
    let plots: Vec<Plot> = potentials.into_iter().chain([curve]).collect();
    Ok(figure("Leaky integrate-and-fire neurons", 2, &plots)?.save(&arguments.output)?)
}
