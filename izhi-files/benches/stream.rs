//! What it costs to let a network's recordings go to files while it runs, beside keeping them in memory and beside the disk.
//!
//! `cargo bench -p izhi-files --bench stream -- FOLDER [ITERATIONS [NAME]]`: `v` and `u` of 10,000 neurons, 80 kB in an iteration, 320 MB in
//! the 4000 that are run unless others are asked for; medians of seven rounds in which each way takes its turn, or those alone that have the
//! name. Where it says `sync`, it has waited until the disk has everything; without it, the system has some of it. Where the disk
//! is what takes the time, `waited` is most of it.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use izhi::library::neurons::Izhikevich;
use izhi::prelude::*;
use izhi_files::Stream;

network! {
    Neurons {
        use Izhikevich, izhi::Recorder;
        dt: 0.5 ms;
        group cells: 10_000 { 1: Izhikevich, 2: Recorder [v, u] as recorder }
    }
}

const ROUNDS: usize = 7;
/// Of the rows of an iteration.
const BYTES: u64 = 2 * 4 * 10_000;

/// A name, and what is measured of so many iterations with a new folder; says how long it has waited for the disk.
type Way = (&'static str, fn(&Path, u64) -> Duration);

const WAYS: [Way; 8] = [
    ("not recorded", |_, iterations| run(iterations, |net| net.set_recording(false))),
    ("in memory", |_, iterations| run(iterations, |_| {})),
    ("stream, 16 MB a block", |folder, iterations| stream(folder, iterations, 200, false)),
    ("stream, 2 MB a block", |folder, iterations| stream(folder, iterations, 25, false)),
    ("stream, row by row", |folder, iterations| stream(folder, iterations, 1, false)),
    ("stream, sync", |folder, iterations| stream(folder, iterations, 25, true)),
    ("bytes alone", |folder, iterations| write(folder, iterations, false)),
    ("bytes alone, sync", |folder, iterations| write(folder, iterations, true)),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let Some(folder) = arguments.first().map(Path::new) else {
        println!("usage: cargo bench -p izhi-files --bench stream -- FOLDER [ITERATIONS [NAME]]");
        return;
    };
    let iterations = arguments.get(1).map_or(4000, |number| number.parse().expect("a number of iterations"));
    let ways = WAYS.into_iter().filter(|(own, _)| arguments.get(2).is_none_or(|name| own.contains(name)));
    let mut measured: Vec<(Way, Vec<(Duration, Duration)>)> = ways.map(|way| (way, Vec::new())).collect();
    for round in 0..ROUNDS {
        for ((_, way), times) in &mut measured {
            let place = folder.join(format!("izhi_stream_{round}"));
            fs::create_dir_all(&place).expect("a folder that can be made");
            let start = Instant::now();
            let waited = way(&place, iterations);
            times.push((start.elapsed(), waited));
            fs::remove_dir_all(&place).expect("its files can be removed");
        }
    }
    println!("{:22} {:>9} {:>9} {:>9} {:>6}", "", "median", "waited", "least", "MB/s");
    for ((name, _), times) in &mut measured {
        times.sort();
        let ((median, waited), (least, _)) = (times[ROUNDS / 2], times[0]);
        let [in_median, in_waited, in_least] = [median, waited, least].map(|time| time.as_secs_f64() * 1e3);
        let speed = (BYTES * iterations) as f64 / 1e3 / in_median;
        println!("{name:22} {in_median:>6.0} ms {in_waited:>6.0} ms {in_least:>6.0} ms {speed:>6.0}");
    }
}

fn net() -> Neurons {
    Neurons::builder().threads(1).build().expect("a network that can be built")
}

fn run(iterations: u64, change: impl FnOnce(&mut Neurons)) -> Duration {
    let mut net = net();
    change(&mut net);
    net.simulate(iterations).expect("a run that ends");
    Duration::ZERO
}

fn stream(folder: &Path, iterations: u64, every: u64, syncs: bool) -> Duration {
    let (mut net, place) = (net(), folder.join("run"));
    let mut stream = Stream::create(place, &net).expect("a folder that can be made");
    stream.simulate(&mut net, iterations, every).expect("a run that ends");
    if syncs {
        stream.flush().expect("files that can be written");
    }
    let waited = stream.waited();
    stream.finish().expect("files that can be written");
    waited
}

/// As many bytes, in blocks of a megabyte that are in the cache.
fn write(folder: &Path, iterations: u64, syncs: bool) -> Duration {
    let block = vec![1; 1 << 20];
    let mut file = File::create(folder.join("bytes")).expect("a file that can be written");
    let mut left = BYTES * iterations;
    while left > 0 {
        let length = left.min(block.len() as u64);
        file.write_all(&block[..length as usize]).expect("a file that can be written");
        left -= length;
    }
    if syncs {
        file.sync_data().expect("a file that can be written");
    }
    Duration::ZERO
}
