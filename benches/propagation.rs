//! Spikes through dense weights, beside what the memory gives: a sum over the same matrix from end to end.
//!
//! `cargo bench --bench propagation`. The figures to compare are GB/s of weights. Each call has other
//! spikes, so that ten of them read the whole matrix as the sum does.

use divan::Bencher;
use divan::counter::BytesCount;
use izhi::__private::{
    Clock, Connection, Dense, Events, Executor, Initial, Kernel, Population, RunSettings, Stream, Sums, propagate,
};
use izhi::population::Grid;

/// Neurons at both ends; a tenth of them spike.
const NEURONS: [usize; 2] = [1000, 10_000];
const SHARE: usize = 10;

fn main() {
    divan::main();
}

fn clock() -> Clock {
    RunSettings::new(42, 0.5).clock::<f32>().expect("a step of time")
}

fn executor(threads: usize) -> Executor {
    let settings = RunSettings { threads: Some(threads), ..RunSettings::new(42, 0.5) };
    settings.executor().expect("the widest units are there")
}

fn weights(neurons: usize) -> Dense<f32> {
    let mut population = Population::<f32>::EMPTY;
    population.build("neurons", &["neurons"], Grid::squared(neurons)).expect("a size that can be had");
    let mut connection = Connection::EMPTY;
    connection.build("synapses", &["synapses"], &population, &population, &executor(1));
    let mut weights = Dense::EMPTY;
    weights.begin(&connection, &clock(), "W").expect("a matrix that fits into memory");
    let (stream, values) = (Stream::new(clock().seed(), 1), weights.values_mut());
    stream.uniform(0, 0, values);
    weights
}

/// Every tenth neuron, beginning with the given one.
fn spikes(neurons: usize, first: usize) -> Events {
    let mut events = Events::EMPTY;
    let flags: Vec<bool> = (0..neurons).map(|neuron| neuron % SHARE == first).collect();
    events.give(Initial::from(flags));
    events.begin(neurons, "neurons", "fired").expect("a size that can be had");
    events
}

#[divan::bench(args = NEURONS, consts = [1, 2])]
fn a_tenth_of_the_rows<const THREADS: usize>(bencher: Bencher, neurons: usize) {
    let executor = executor(THREADS);
    let weights = weights(neurons);
    let spikes: Vec<Events> = (0..SHARE).map(|first| spikes(neurons, first)).collect();
    let mut into = Sums::allocate(neurons, "sums").expect("a size that can be had");
    let mut turn = 0;
    bencher.counter(BytesCount::of_many::<f32>(neurons * neurons / SHARE)).bench_local(|| {
        propagate(&executor, &mut into, &weights, &spikes[turn % SHARE]);
        turn += 1;
    });
    divan::black_box(into.values());
}

#[divan::bench(args = NEURONS, consts = [1, 2])]
fn streaming_read<const THREADS: usize>(bencher: Bencher, neurons: usize) {
    let executor = executor(1);
    let weights = weights(neurons);
    let part = weights.values().len().div_ceil(THREADS);
    bencher.counter(BytesCount::of_many::<f32>(neurons * neurons)).bench_local(|| {
        let values = divan::black_box(weights.values());
        if THREADS == 1 {
            return executor.run(Sum(values));
        }
        // Threads of its own for each read: nothing beside the milliseconds of the large matrix.
        std::thread::scope(|scope| {
            let sums: Vec<_> = values.chunks(part).map(|part| scope.spawn(|| executor.run(Sum(part)))).collect();
            sums.into_iter().map(|sum| sum.join().expect("a sum does not panic")).sum()
        })
    });
}

/// A sum in as many lanes as it takes to wait for nothing but memory.
struct Sum<'a>(&'a [f32]);

impl Kernel for Sum<'_> {
    type Output = f32;

    #[inline(always)]
    fn run(self) -> f32 {
        let mut lanes = [0.0; 128];
        for values in self.0.as_chunks::<128>().0 {
            for (lane, value) in lanes.iter_mut().zip(values) {
                *lane += value;
            }
        }
        lanes.iter().sum()
    }
}
