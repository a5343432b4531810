//! The microcircuit beside the same network written by hand.
//!
//! `cargo bench --bench microcircuit`: a tenth of the network on one thread, and all of it (4 GB) on two, in pairs of one
//! run each, every run a process of its own. `cargo bench --bench microcircuit -- PAIRS` for another number of them than
//! five.
//!
//! The program by hand, `benches/limit/microcircuit_limit.rs`, is compiled for this very machine, knows the sizes of all
//! populations and draws from a cheaper generator.

#[path = "../examples/microcircuit/circuit.rs"]
mod circuit;
#[path = "../examples/microcircuit/model.rs"]
mod model;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use izhi::prelude::*;

/// Iterations in a second of model time.
const ITERATIONS: u64 = 10_000;

/// The argument by which this program is asked for one run.
const ONE: &str = "--one";

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// In seconds.
#[derive(Clone, Copy)]
struct Times {
    building: f64,
    simulating: f64,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [ONE, threads, scale] = &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        return run(threads.parse()?, scale.parse()?);
    }
    let pairs = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(5);
    let itself = std::env::current_exe()?;
    let by_hand = compile(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/limit/microcircuit_limit.rs")))?;
    for (scale, threads) in [(0.1, 1), (1.0, 2)] {
        println!("{scale} of the network, 1 s of model time, {threads} thread(s): izhi / by hand");
        let mut ratios = (Vec::new(), Vec::new());
        for _ in 0..pairs {
            let (hand, own) = (times(&by_hand, &[], threads, scale)?, times(&itself, &[ONE], threads, scale)?);
            println!(
                "  built in {:6.2} / {:6.2} s, simulated in {:6.3} / {:6.3} s",
                own.building, hand.building, own.simulating, hand.simulating
            );
            ratios.0.push(own.building / hand.building);
            ratios.1.push(own.simulating / hand.simulating);
        }
        println!("  median of the ratios: building {:.2}, simulating {:.2}", median(ratios.0), median(ratios.1));
    }
    Ok(())
}

/// The program, compiled by the compiler of this run.
fn compile(source: &Path) -> Outcome<PathBuf> {
    let program = std::env::temp_dir().join(format!("izhi-microcircuit-{}", std::process::id()));
    let flags = ["--edition", "2024", "-C", "opt-level=3", "-C", "target-cpu=native", "-o"];
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let status = Command::new(compiler).args(flags).arg(&program).arg(source).status()?;
    if status.success() { Ok(program) } else { Err(format!("{} does not compile", source.display()).into()) }
}

/// What a program says of its times.
fn times(program: &Path, first: &[&str], threads: usize, scale: f64) -> Outcome<Times> {
    let output = Command::new(program).args(first).args([threads.to_string(), scale.to_string()]).output()?;
    let text = String::from_utf8(output.stdout)?;
    let number = |text: Option<&str>| Ok::<f64, Box<dyn std::error::Error>>(text.ok_or("no time")?.trim().parse()?);
    let building = text.split_once("built in ").and_then(|(_, rest)| rest.split(' ').next());
    let simulating =
        text.lines().find(|line| line.contains("real-time factor")).and_then(|line| line.split(' ').next());
    Ok(Times { building: number(building)?, simulating: number(simulating)? })
}

/// One run of izhi, in the words of the program by hand.
fn run(threads: usize, scale: f64) -> Outcome<()> {
    let start = Instant::now();
    let mut net = circuit::builder(scale).threads(threads).build()?;
    let built = Instant::now();
    net.simulate(ITERATIONS)?;
    println!("built in {:.2} s", (built - start).as_secs_f64());
    println!("{:.3} s, real-time factor {:.3}", built.elapsed().as_secs_f64(), built.elapsed().as_secs_f64());
    Ok(())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
