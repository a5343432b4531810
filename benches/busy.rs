//! The default number of threads beside one thread, on a machine that is free and on one where another program keeps a
//! core busy: the default must not cost.
//!
//! `cargo bench --bench busy`, or `-- ROUNDS` for another number of them than nine. Each round runs each network with
//! one thread and with the default, in turn; the ratios are medians over the rounds.

#[path = "../examples/izhikevich/model.rs"]
mod izhikevich;
#[path = "../examples/one_step_stdp/model.rs"]
mod one_step_stdp;
#[path = "../examples/trace_stdp/model.rs"]
mod trace_stdp;
#[path = "../examples/vogels_abbott/model.rs"]
mod vogels_abbott;

use std::hint::spin_loop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use izhi::prelude::*;

use izhikevich::Izhikevich;
use one_step_stdp::LeakyStdp;
use trace_stdp::IzhikevichStdp;
use vogels_abbott::VogelsAbbott;

/// Seconds that a network takes for its iterations, with one thread or with the default.
type Run = fn(bool) -> f64;

/// A network of a builder, and its time.
macro_rules! timed {
    ($builder:expr, $is_one:expr, $iterations:expr) => {{
        let builder = $builder;
        let builder = if $is_one { builder.threads(1) } else { builder };
        let mut net = builder.build().expect("a network that fits into memory");
        let begin = Instant::now();
        net.simulate($iterations).expect("recordings that fit into memory");
        begin.elapsed().as_secs_f64()
    }};
}

const NETWORKS: [(&str, Run); 5] = [
    ("Izhikevich, 1000 neurons", |is_one| timed!(Izhikevich::builder(), is_one, 20_000)),
    ("Vogels and Abbott, 4000 neurons", |is_one| timed!(VogelsAbbott::builder(), is_one, 5000)),
    ("plasticity by traces, 984 neurons", |is_one| {
        let mut builder = IzhikevichStdp::builder();
        builder.neurons.size = Grid::line(984);
        timed!(builder, is_one, 4000)
    }),
    ("plasticity by traces, 5000 neurons", |is_one| {
        let mut builder = IzhikevichStdp::builder();
        builder.neurons.size = Grid::line(5000);
        timed!(builder, is_one, 500)
    }),
    ("one-step plasticity, 5000 neurons", |is_one| {
        let mut builder = LeakyStdp::builder();
        builder.neurons.size = Grid::line(5000);
        timed!(builder, is_one, 1000)
    }),
];

fn main() {
    let rounds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(9);
    for (name, run) in NETWORKS {
        println!("{name}: default / one thread");
        println!("  free {}", compare(run, rounds));
        println!("  busy {}", beside_a_busy_thread(|| compare(run, rounds)));
    }
}

/// Medians, and that of the ratios.
fn compare(run: Run, rounds: usize) -> String {
    let (mut one, mut default, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let times = (run(true), run(false));
        one.push(times.0);
        default.push(times.1);
        ratios.push(times.1 / times.0);
    }
    format!("{:6.3} / {:6.3} s, ratio {:.2}", median(default), median(one), median(ratios))
}

fn beside_a_busy_thread<T>(work: impl FnOnce() -> T) -> T {
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                spin_loop();
            }
        });
        let done = work();
        is_over.store(true, Ordering::Relaxed);
        done
    })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
