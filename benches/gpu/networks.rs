//! The networks by their names, in any size; those of the tests in their own.

use izhi::Builder;
use izhi::population::Grid;

use crate::Outcome;
use crate::seed;
use crate::seed_events;
use crate::sparse;

#[path = "../../examples/microcircuit/circuit.rs"]
mod circuit;
#[path = "../../tests/networks/efferent.rs"]
mod efferent;
#[path = "../../tests/networks/leaky.rs"]
mod leaky;
#[path = "../../examples/microcircuit/model.rs"]
mod model;
#[path = "../../tests/networks/plastic.rs"]
mod plastic;
#[path = "../../tests/networks/reductions.rs"]
mod reductions;
#[path = "../../tests/networks/ring.rs"]
mod ring;
#[path = "../../tests/networks/seed.rs"]
mod small_seed;
#[path = "../../examples/trace_stdp/model.rs"]
mod trace_stdp;
#[path = "../../tests/networks/twice.rs"]
mod twice;

/// The neurons of the whole microcircuit.
const MICROCIRCUIT: f64 = 77169.0;

/// What is done with a network, whichever it is.
pub(crate) trait Task {
    fn run<B: Builder>(self, builder: B) -> Outcome<()>;
}

/// Does it with the network of a name.
pub(crate) fn run(name: &str, neurons: usize, task: impl Task) -> Outcome<()> {
    match name {
        "microcircuit" => task.run(circuit::builder(neurons as f64 / MICROCIRCUIT)),
        "seed" => task.run(seed::builder(neurons)),
        "seed_events" => task.run(seed_events::builder(neurons)),
        "sparse" => task.run(sparse::builder(neurons)),
        "trace_stdp" => {
            let mut builder = trace_stdp::IzhikevichStdp::builder();
            builder.neurons.size = Grid::line(neurons);
            task.run(builder)
        }
        "tests/efferent" => task.run(efferent::Efferent::builder()),
        "tests/leaky" => task.run(leaky::Leakies::builder()),
        "tests/plastic" => task.run(plastic::Plastic::builder()),
        "tests/reductions" => task.run(reductions::Reductions::builder()),
        "tests/ring" => task.run(ring::Ring::builder()),
        "tests/seed" => task.run(small_seed::Seed::builder()),
        "tests/twice" => task.run(twice::Twice::builder()),
        _ => Err(format!("there is no network `{name}`").into()),
    }
}
