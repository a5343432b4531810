//! Runs for counting their instructions; `benches/instructions/check` says the rest.
//!
//! `instructions LEVEL ITERATIONS [record | sparse | plastic]`, where LEVEL is a vector level's name: the seed
//! network, the same with recording, CUBA, or Izhikevich neurons with trace STDP. Without these, as `cargo bench`
//! and `cargo test` call it, it does nothing.

use std::process::ExitCode;

use izhi::Network;
use izhi::vector::VectorLevel;

#[path = "../../examples/trace_stdp/model.rs"]
mod plastic;
#[path = "../seed/mod.rs"]
mod seed;
#[path = "../../examples/cuba/model.rs"]
mod sparse;

const NEURONS: usize = 1000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let (level, iterations, model) = match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => return ExitCode::SUCCESS,
        [level, iterations] => (level.to_owned(), iterations.parse(), "seed"),
        [level, iterations, model] => (level.to_owned(), iterations.parse(), *model),
        _ => return usage(),
    };
    let level = VectorLevel::ALL.into_iter().find(|known| known.name() == level);
    let (Some(level), Ok(iterations)) = (level, iterations) else { return usage() };
    let done = match model {
        "seed" | "record" => {
            let net = seed::builder(NEURONS).vector_level(level).threads(1).build();
            net.and_then(|mut net| {
                net.set_recording(model == "record");
                net.simulate(iterations)
            })
        }
        "sparse" => {
            let net = sparse::Cuba::builder().seed(1).threads(1).vector_level(level).build();
            net.and_then(|mut net| net.simulate(iterations))
        }
        "plastic" => {
            let mut builder = plastic::IzhikevichStdp::builder().seed(1).threads(1).vector_level(level);
            builder.neurons.size = NEURONS.into();
            builder.build().and_then(|mut net| net.simulate(iterations))
        }
        _ => return usage(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: instructions LEVEL ITERATIONS [record | sparse | plastic]");
    ExitCode::FAILURE
}
