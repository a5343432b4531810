//! How long a network of 10,000 neurons and 10^8 synapses takes to build, beside filling as much memory with
//! the same draws in one thread.
//!
//! `cargo bench --bench weights`. Of memory the system gives out for the first time, most of the time is
//! the system's; of memory at hand it is the generator's and the memory's own.

use divan::Bencher;
use divan::counter::BytesCount;
use izhi::__private::{Executor, Kernel, RunSettings, Stream};

#[path = "seed/mod.rs"]
mod seed;

const NEURONS: usize = 10_000;
const SYNAPSES: usize = NEURONS * NEURONS;

fn main() {
    divan::main();
}

#[divan::bench(consts = [1, 2], sample_count = 10)]
fn network<const THREADS: usize>(bencher: Bencher) {
    let bencher = bencher.counter(BytesCount::of_many::<f32>(SYNAPSES));
    bencher.bench_local(|| {
        let net = seed::builder(NEURONS).threads(THREADS).build();
        net.expect("a network of this size fits into memory")
    });
}

#[divan::bench(sample_count = 10)]
fn new_memory(bencher: Bencher) {
    let executor = executor();
    bencher.counter(BytesCount::of_many::<f32>(SYNAPSES)).bench_local(|| {
        let mut values = vec![0.0; SYNAPSES];
        executor.run(Fill(&mut values));
        values
    });
}

#[divan::bench(sample_count = 10)]
fn memory_at_hand(bencher: Bencher) {
    let executor = executor();
    let mut values = vec![1.0; SYNAPSES];
    bencher.counter(BytesCount::of_many::<f32>(SYNAPSES)).bench_local(|| {
        executor.run(Fill(divan::black_box(&mut values)));
    });
}

fn executor() -> Executor {
    RunSettings::new(42, 0.5).executor().expect("the widest units are there")
}

struct Fill<'a>(&'a mut [f32]);

impl Kernel for Fill<'_> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        Stream::new(42, 1).uniform(0, 0, self.0);
    }
}
