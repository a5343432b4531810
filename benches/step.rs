//! A thousand iterations of the seed network, with and without recording: 1 ms is 1 us for each.
//!
//! `cargo bench --bench step`. Spikes come in waves; a call is long enough for many of them. The first call,
//! which divan does not count, is past the wild ones.

use divan::Bencher;
use divan::counter::ItemsCount;
use izhi::Network;

#[path = "seed/mod.rs"]
mod seed;

const NEURONS: [usize; 3] = [100, 1000, 10_000];
const ITERATIONS: u64 = 1000;

fn main() {
    divan::main();
}

#[divan::bench(args = NEURONS, consts = [1, 2], sample_count = 20)]
fn without_recording<const THREADS: usize>(bencher: Bencher, neurons: usize) {
    bench(bencher, neurons, THREADS, false);
}

#[divan::bench(args = NEURONS, consts = [1, 2], sample_count = 20)]
fn recording_v_u_fired<const THREADS: usize>(bencher: Bencher, neurons: usize) {
    bench(bencher, neurons, THREADS, true);
}

fn bench(bencher: Bencher, neurons: usize, threads: usize, is_recording: bool) {
    let net = seed::builder(neurons).threads(threads).build();
    let mut net = net.expect("a network of this size fits into memory");
    net.set_recording(is_recording);
    net.simulate(ITERATIONS).expect("the recording fits into memory");
    bencher.counter(ItemsCount::new(ITERATIONS)).bench_local(|| {
        // The memory stays.
        net.clear_recordings();
        net.simulate(ITERATIONS).expect("the recording has fitted before");
    });
}
