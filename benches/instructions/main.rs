//! A run of the seed network for counting its instructions; `benches/instructions/check` says the rest.
//!
//! `instructions LEVEL ITERATIONS [record]`, where LEVEL is a vector level's name. Without these, as `cargo
//! bench` and `cargo test` call it, it does nothing.

use std::process::ExitCode;

use izhi::Network;
use izhi::vector::VectorLevel;

#[path = "../seed/mod.rs"]
mod seed;

const NEURONS: usize = 1000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let (level, iterations, is_recording) = match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => return ExitCode::SUCCESS,
        [level, iterations] => (level.to_owned(), iterations.parse(), false),
        [level, iterations, "record"] => (level.to_owned(), iterations.parse(), true),
        _ => return usage(),
    };
    let level = VectorLevel::ALL.into_iter().find(|known| known.name() == level);
    let (Some(level), Ok(iterations)) = (level, iterations) else { return usage() };
    let mut net = seed::build(NEURONS, level, 1);
    net.set_recording(is_recording);
    net.simulate(iterations).expect("a short recording fits into memory");
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: instructions LEVEL ITERATIONS [record]");
    ExitCode::FAILURE
}
