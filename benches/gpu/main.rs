//! Networks on a GPU: what `benches/gpu/run` runs, one thing in each process, since a program that fails on a GPU takes the process
//! with it.
//!
//! ```text
//! gpu DEVICE THREADS name
//! gpu DEVICE THREADS load NETWORK NEURONS
//! gpu DEVICE THREADS compare NETWORK NEURONS STRETCH...
//! gpu DEVICE THREADS time NETWORK NEURONS STAGE...
//! gpu DEVICE THREADS batch NETWORK NEURONS NETWORKS WARM ITERATIONS RUNS
//! ```
//!
//! Without these, as `cargo bench` calls it, it does nothing.

mod batch;
mod compare;
mod networks;
#[path = "../seed/mod.rs"]
mod seed;
mod seed_events;
mod sparse;
mod time;
mod watched;

use std::process::ExitCode;

use izhi::{Builder, Network};

use batch::Batch;
use compare::Compare;
use networks::Task;
use time::{Stage, Time};
use watched::{Kind, Watched};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Outcome<()> {
    let [kind, threads, task @ ..] = arguments else {
        println!("`benches/gpu/run` runs this");
        return Ok(());
    };
    let device = &Watched::new(Kind::parse(kind).ok_or("a device is `gpu`, `gpu:1`, `processor` or `processor:4`")?)?;
    let threads = threads.parse()?;
    match *task {
        ["name"] => println!("{}", device.device.name()),
        ["load", network, neurons] => networks::run(network, neurons.parse()?, Load { device })?,
        ["compare", network, neurons, ref stretches @ ..] => {
            let stretches = stretches.iter().map(|stretch| stretch.parse()).collect::<Result<_, _>>()?;
            networks::run(network, neurons.parse()?, Compare { threads, device, stretches })?;
        }
        ["time", network, neurons, ref stages @ ..] => {
            let stages = stages.iter().map(|stage| Stage::parse(stage)).collect::<Option<_>>();
            let stages =
                stages.ok_or("a stage is `device,WARM,ITERATIONS,RUNS`, with `,record` or not, or `cpu,...`")?;
            networks::run(network, neurons.parse()?, Time { threads, device, stages })?;
        }
        ["batch", network, neurons, seeds, warm, iterations, runs] => {
            let (networks, warm, iterations) = (seeds.parse()?, warm.parse()?, iterations.parse()?);
            let batch = Batch { device, networks, warm, iterations, runs: runs.parse()? };
            networks::run(network, neurons.parse()?, batch)?;
        }
        _ => return Err("expected `name`, `load`, `compare`, `time` or `batch`".into()),
    }
    Ok(())
}

/// Compiles the program of a network, or finds it where it was kept.
struct Load<'a> {
    device: &'a Watched,
}

impl Task for Load<'_> {
    fn run<B: Builder>(self, builder: B) -> Outcome<()> {
        let mut net = builder.build()?;
        net.move_to(&self.device.device)?;
        println!("loaded {:e}", self.device.take().loading.as_secs_f64());
        Ok(())
    }
}
