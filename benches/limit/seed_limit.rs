//! The seed network as one would write it by hand for one core: the yardstick for what the compiler gives.
//!
//! It knows all that izhi cannot: the sizes of the groups are those of the program, the units are those of
//! the machine that compiles it, and its random numbers come from a hash that is cheap rather than good.
//! With `--like-izhi` the drive is drawn by izhi's generator, Philox4x32-10, and what is kept is never subnormal.
//! Equations, order, time step, drive and the order of additions are those of `examples/izhikevich`; the
//! draws are others, so that spikes agree in their statistics only.
//!
//! `rustc --edition 2024 -O -C target-cpu=native -C codegen-units=1 benches/limit/seed_limit.rs`, then
//! `./seed_limit [--neurons N] [--iterations N] [--seed S] [--no-record] [--like-izhi]`; `benches/peers/run.py` does both.

use std::time::Instant;

const DT: f32 = 0.5;
/// Rows of weights added in one pass over the targets.
const ROWS: usize = 8;

/// What a draw is for.
#[derive(Clone, Copy)]
enum Site {
    V = 1,
    U,
    Drive,
    Weights,
}

/// The key of a site's draws in one iteration.
fn key(seed: u64, site: Site, part: usize, iteration: u64) -> [u32; 2] {
    let place = (site as u64 * 16 + part as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let key =
        (seed.wrapping_mul(0xd134_2543_de82_ef95) ^ place).wrapping_add(iteration.wrapping_mul(0xda94_2042_e4dd_58b5));
    [key as u32, (key >> 32) as u32]
}

/// Uniform in [0, 1): two rounds of a 32-bit finaliser over a keyed counter.
#[inline(always)]
fn uniform(key: [u32; 2], element: u32) -> f32 {
    let mut x = element.wrapping_mul(0x9e37_79b1) ^ key[0];
    x = (x ^ (x >> 16)).wrapping_mul(0x85eb_ca6b);
    x = (x ^ (x >> 13)).wrapping_mul(0xc2b2_ae35);
    x = (x ^ (x >> 16)).wrapping_add(key[1]);
    x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
    x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
    x ^= x >> 16;
    (x >> 8) as i32 as f32 * (1.0 / (1 << 24) as f32)
}

/// Numbers that are drawn side by side.
const TILE: usize = 64;

/// Uniform in [0, 1): Philox4x32-10, for the elements of a tile.
#[inline(always)]
fn philox([k, l]: [u32; 2], tile: usize, out: &mut [f32; TILE]) {
    const LANES: usize = TILE / 4;
    for half in 0..2 {
        for lane in half * LANES / 2..(half + 1) * LANES / 2 {
            let (mut a, mut b, mut c, mut d) = ((tile * LANES + lane) as u64, 0, 0, 0);
            let (mut k, mut l) = (k, l);
            for _ in 0..10 {
                let p = (a & 0xffff_ffff) * 0xd251_1f53;
                let q = (c & 0xffff_ffff) * 0xcd9e_8d57;
                (a, b, c, d) = ((q >> 32) ^ b ^ u64::from(k), q, (p >> 32) ^ d ^ u64::from(l), p);
                (k, l) = (k.wrapping_add(0x9e37_79b9), l.wrapping_add(0xbb67_ae85));
            }
            for (word, value) in [a, b, c, d].into_iter().enumerate() {
                out[word * LANES + lane] = (value as u32 >> 8) as i32 as f32 * (1.0 / (1 << 24) as f32);
            }
        }
    }
}

/// Zero in the place of a subnormal number, where that is wanted.
#[inline(always)]
fn stored<const LIKE_IZHI: bool>(x: f32) -> f32 {
    let kept = if LIKE_IZHI && x.abs() < f32::MIN_POSITIVE { (-0.0_f32).to_bits() } else { !0 };
    f32::from_bits(x.to_bits() & kept)
}

struct Group {
    v: Vec<f32>,
    u: Vec<f32>,
    current: Vec<f32>,
    fired: Vec<u8>,
    spikes: Vec<u32>,
}

impl Group {
    fn new(seed: u64, part: usize, size: usize) -> Self {
        let (v, u) = (key(seed, Site::V, part, 0), key(seed, Site::U, part, 0));
        Group {
            v: (0..size).map(|i| -65.0 * uniform(v, i as u32)).collect(),
            u: (0..size).map(|i| -8.0 * uniform(u, i as u32)).collect(),
            current: vec![0.0; size],
            fired: vec![0; size],
            spikes: Vec::with_capacity(size),
        }
    }

    /// Reset, then one Euler step, without a branch.
    fn update<const LIKE_IZHI: bool>(&mut self) {
        let size = self.v.len();
        let (v, u, current) = (&mut self.v[..size], &mut self.u[..size], &self.current[..size]);
        let fired = &mut self.fired[..size];
        for i in 0..size {
            let is_fired = v[i] > 30.0;
            fired[i] = u8::from(is_fired);
            let mut x = if is_fired { -65.0 } else { v[i] };
            let mut y = if is_fired { u[i] + 8.0 } else { u[i] };
            x = stored::<LIKE_IZHI>(x + DT * (0.04 * x * x + 5.0 * x + 140.0 - y + current[i]));
            y = stored::<LIKE_IZHI>(y + DT * (0.02 * (0.2 * x - y)));
            (v[i], u[i]) = (x, y);
        }
    }

    /// The drive of the next step: noise, and what has come from both groups.
    fn drive<const LIKE_IZHI: bool>(&mut self, key: [u32; 2], draws: &mut [f32], [glutamate, gaba]: [&[f32]; 2]) {
        if LIKE_IZHI {
            for (tile, out) in draws.as_chunks_mut::<TILE>().0.iter_mut().enumerate() {
                philox(key, tile, out);
            }
        }
        for (i, current) in self.current.iter_mut().enumerate() {
            let draw = if LIKE_IZHI { draws[i] } else { uniform(key, i as u32) };
            *current = stored::<LIKE_IZHI>(20.0 * draw + 0.5 * glutamate[i] - gaba[i]);
        }
    }

    /// The list of spikes, eight flags a look.
    fn collect(&mut self) {
        self.spikes.clear();
        let (words, rest) = self.fired.as_chunks::<8>();
        for (position, word) in words.iter().enumerate() {
            let mut word = u64::from_le_bytes(*word);
            while word != 0 {
                self.spikes.push(position as u32 * 8 + word.trailing_zeros() / 8);
                word &= word - 1;
            }
        }
        let first = words.len() * 8;
        self.spikes.extend((first..).zip(rest).filter(|(_, fired)| **fired != 0).map(|(i, _)| i as u32));
    }
}

/// Adds the rows of all spikes to the targets, in ascending source.
fn propagate(into: &mut [f32], weights: &[f32], spikes: &[u32]) {
    let size = into.len();
    into.fill(0.0);
    let row = |source: u32| &weights[source as usize * size..][..size];
    let (blocks, rest) = spikes.as_chunks::<ROWS>();
    for block in blocks {
        let rows = block.map(row);
        for i in 0..size {
            into[i] = rows.iter().fold(into[i], |sum, row| sum + row[i]);
        }
    }
    for row in rest.iter().map(|source| row(*source)) {
        for i in 0..size {
            into[i] += row[i];
        }
    }
}

/// What is recorded of a group. The memory has been written to before the run, so that the run does not
/// wait for pages.
struct Recording {
    v: Vec<f32>,
    u: Vec<f32>,
    fired: Vec<u8>,
}

impl Recording {
    fn new(elements: usize) -> Self {
        fn at_hand<T: Clone>(elements: usize, value: T) -> Vec<T> {
            let mut values = vec![value; elements];
            std::hint::black_box(&mut values).clear();
            values
        }
        Recording { v: at_hand(elements, 1.0), u: at_hand(elements, 1.0), fired: at_hand(elements, 1) }
    }

    fn append(&mut self, group: &Group) {
        self.v.extend_from_slice(&group.v);
        self.u.extend_from_slice(&group.u);
        self.fired.extend_from_slice(&group.fired);
    }
}

struct Arguments {
    neurons: usize,
    iterations: u64,
    seed: u64,
    is_recording: bool,
    is_like_izhi: bool,
}

fn arguments() -> Arguments {
    let mut arguments =
        Arguments { neurons: 1000, iterations: 1000, seed: 42, is_recording: true, is_like_izhi: false };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || words.next().and_then(|word| word.parse().ok()).expect("a number after the option");
        match word.as_str() {
            "--neurons" => arguments.neurons = number() as usize,
            "--iterations" => arguments.iterations = number(),
            "--seed" => arguments.seed = number(),
            "--no-record" => arguments.is_recording = false,
            "--like-izhi" => arguments.is_like_izhi = true,
            _ => panic!("{word} is no option of this program"),
        }
    }
    arguments
}

fn main() {
    let arguments = arguments();
    if arguments.is_like_izhi { run::<true>(&arguments) } else { run::<false>(&arguments) }
}

fn run<const LIKE_IZHI: bool>(&Arguments { neurons, iterations, seed, is_recording, .. }: &Arguments) {
    let excitatory = neurons * 4 / 5;
    let sizes = [excitatory, neurons - excitatory];
    let scale = 1000.0 / neurons as f32;
    let mut groups = [0, 1].map(|part| Group::new(seed, part, sizes[part]));
    let weights: [Vec<f32>; 4] = [0, 1, 2, 3].map(|pair| {
        let key = key(seed, Site::Weights, pair, 0);
        (0..sizes[pair / 2] * sizes[pair % 2]).map(|i| scale * uniform(key, i as u32)).collect()
    });
    let mut sums = [vec![0.0; neurons], vec![0.0; neurons]];
    let elements = if is_recording { iterations as usize } else { 0 };
    let mut draws = sizes.map(|size| vec![0.0; size.next_multiple_of(TILE)]);
    let mut recordings = sizes.map(|size| Recording::new(elements * size));
    let mut spikes = 0;

    let start = Instant::now();
    for iteration in 0..iterations {
        for group in &mut groups {
            group.update::<LIKE_IZHI>();
            group.collect();
            spikes += group.spikes.len();
        }
        for target in 0..2 {
            let size = sizes[target];
            for source in 0..2 {
                propagate(&mut sums[source][..size], &weights[source * 2 + target], &groups[source].spikes);
            }
            let key = key(seed, Site::Drive, target, iteration);
            let sums = [&sums[0][..size], &sums[1][..size]];
            groups[target].drive::<LIKE_IZHI>(key, &mut draws[target], sums);
        }
        if is_recording {
            recordings.iter_mut().zip(&groups).for_each(|(recording, group)| recording.append(group));
        }
    }
    let time = start.elapsed();

    std::hint::black_box((&groups, &recordings));
    println!(
        "simulated {iterations} iterations in {:.3} ms ({:.3} us/iteration), {spikes} spikes",
        time.as_secs_f64() * 1e3,
        time.as_secs_f64() * 1e6 / iterations as f64,
    );
}
