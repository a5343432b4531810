//! Spikes through sparse synapses, beside a loop written by hand over the same arrays.
//!
//! `cargo bench --bench sparse`. The figures to compare are GB/s of targets and weights. Each call has other
//! spikes, so that a hundred of them read all synapses.

use divan::Bencher;
use divan::counter::BytesCount;
use izhi::__private::{
    Clock, Connection, Events, Executor, Initial, Population, RunSettings, Shared, Sparse, Stream, Structure, Sums,
    propagate_sparse,
};
use izhi::connect::{Connector, Ends, fixed_out_degree};
use izhi::population::Grid;

/// Neurons at both ends and synapses of each: in the cache, and from memory.
const NETWORKS: [(usize, usize); 2] = [(4000, 80), (100_000, 1000)];
/// One neuron in so many spikes.
const SHARE: usize = 100;

fn main() {
    divan::main();
}

fn clock() -> Clock {
    RunSettings::new(42, 0.1).clock::<f32>().expect("a step of time")
}

fn executor(threads: usize) -> Executor {
    let settings = RunSettings { threads: Some(threads), ..RunSettings::new(42, 0.1) };
    settings.executor().expect("the widest units are there")
}

fn structure((neurons, synapses): (usize, usize)) -> Structure {
    let grid = Grid::line(neurons);
    let ends = Ends::new("synapses", grid, grid, 42).threads(2);
    fixed_out_degree(synapses).connect(&ends).expect("synapses that fit into memory")
}

fn weights(structure: &Structure) -> Sparse<f32> {
    let mut population = Population::<f32>::EMPTY;
    population.build("neurons", &["neurons"], Grid::line(structure.extent().sources)).expect("a size that can be had");
    let mut connection = Connection::EMPTY;
    connection.build("synapses", &["synapses"], &population, &population, &executor(1));
    let mut weights = Sparse::EMPTY;
    weights.begin(&connection, &clock(), structure, "W").expect("weights that fit into memory");
    Stream::new(clock().seed(), 1).uniform(0, 0, weights.values_mut());
    weights
}

/// Every hundredth neuron, beginning with the given one.
fn spikes(neurons: usize) -> Vec<Events> {
    let spikes = |first: usize| {
        let mut events = Events::EMPTY;
        let flags: Vec<bool> = (0..neurons).map(|neuron| neuron % SHARE == first).collect();
        events.give(Initial::from(flags));
        events.begin(neurons, "neurons", "fired").expect("a size that can be had");
        events
    };
    (0..SHARE).map(spikes).collect()
}

#[divan::bench(args = NETWORKS, consts = [1, 2])]
fn a_weight_each<const THREADS: usize>(bencher: Bencher, network: (usize, usize)) {
    let (executor, structure) = (executor(THREADS), structure(network));
    let (weights, spikes) = (weights(&structure), spikes(network.0));
    let mut into = Sums::allocate(network.0, "sums").expect("a size that can be had");
    let mut turn = 0;
    bencher.counter(BytesCount::new(structure.len() / SHARE * 8)).bench_local(|| {
        propagate_sparse(&executor, &mut into, &structure, &weights, &spikes[turn % SHARE]);
        turn += 1;
    });
    divan::black_box(into.values());
}

#[divan::bench(args = NETWORKS)]
fn one_weight_for_all(bencher: Bencher, network: (usize, usize)) {
    let (executor, structure) = (executor(1), structure(network));
    let (mut weight, spikes) = (Shared::EMPTY, spikes(network.0));
    *weight.value_mut() = 0.5_f32;
    let mut into = Sums::allocate(network.0, "sums").expect("a size that can be had");
    let mut turn = 0;
    bencher.counter(BytesCount::new(structure.len() / SHARE * 4)).bench_local(|| {
        propagate_sparse(&executor, &mut into, &structure, &weight, &spikes[turn % SHARE]);
        turn += 1;
    });
    divan::black_box(into.values());
}

/// What a careful person writes for this one case: no checks, nothing but the arrays.
#[divan::bench(args = NETWORKS)]
fn by_hand(bencher: Bencher, network: (usize, usize)) {
    let (structure, spikes) = (structure(network), spikes(network.0));
    let weights = weights(&structure);
    let (starts, targets, weights) = (structure.starts(), structure.targets(), weights.values());
    let mut into = vec![0.0_f32; network.0];
    let mut turn = 0;
    bencher.counter(BytesCount::new(structure.len() / SHARE * 8)).bench_local(|| {
        into.fill(0.0);
        for &source in spikes[turn % SHARE].indices() {
            let row = starts[source as usize]..starts[source as usize + 1];
            for (&target, &weight) in targets[row.clone()].iter().zip(&weights[row]) {
                // SAFETY: the targets are those of the group.
                unsafe { *into.get_unchecked_mut(target as usize) += weight };
            }
        }
        turn += 1;
    });
    divan::black_box(&into);
}
