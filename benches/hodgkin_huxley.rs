//! Traub and Miles's neurons, unconnected, each with a constant current of its own: what a step of Hodgkin and Huxley's
//! kind costs.
//!
//! `cargo bench --bench hodgkin_huxley -- ITERATIONS [LEVEL]` simulates 10,000 of them in steps of 0.01 ms on one thread, at
//! the widest vector level or that of the name, and prints the time for each neuron and step and the mean rate.
//! `benches/peers/models.py` runs it beside Brian 2. Without a number, as `cargo test` calls it, it does nothing.

use std::process::ExitCode;
use std::time::Instant;

use izhi::library::neurons::TraubMiles;
use izhi::prelude::*;
use izhi::vector::VectorLevel;

behavior! {
    /// A current that never changes.
    ConstantCurrent {
        param { current: 0 pA }
        step { I += current; }
    }
}

network! {
    HodgkinHuxley {
        use ConstantCurrent, TraubMiles;
        dt: 0.01;
        group cells: 10_000 { 0: ConstantCurrent { current: each(1 nA * index / size) }, 1: TraubMiles }
    }
}

/// What the network above says, in seconds.
const TIME_STEP: f64 = 0.01e-3;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let widest = VectorLevel::widest();
    let (iterations, level) = match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => return ExitCode::SUCCESS,
        [iterations] => (iterations.parse(), Some(widest)),
        [iterations, level] => (iterations.parse(), VectorLevel::ALL.into_iter().find(|known| known.name() == *level)),
        _ => return usage(),
    };
    let (Ok(iterations), Some(level)) = (iterations, level) else { return usage() };
    match run(iterations, level) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(iterations: u64, level: VectorLevel) -> izhi::Result<()> {
    let mut net = HodgkinHuxley::builder().threads(1).vector_level(level).build()?;
    let start = Instant::now();
    net.simulate(iterations)?;
    let seconds = start.elapsed().as_secs_f64();
    let updates = net.cells.size() as f64 * iterations as f64;
    println!("  all neurons: {:.2} Hz", net.cells.fired_count() as f64 / (updates * TIME_STEP));
    println!("{:.2} ns for each neuron and step", seconds * 1e9 / updates);
    println!("simulated {iterations} steps in {seconds:.4} s");
    Ok(())
}

fn usage() -> ExitCode {
    eprintln!("usage: hodgkin_huxley ITERATIONS [LEVEL]");
    ExitCode::FAILURE
}
