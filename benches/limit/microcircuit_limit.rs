//! The microcircuit of Potjans and Diesmann (2014) by hand: what this machine can do with it, as a yardstick.
//! One file, no dependency: rustc --edition 2024 -C opt-level=3 -C target-cpu=native microcircuit_limit.rs
//! usage: microcircuit_limit [THREADS=1] [SCALE=1.0] [SECONDS=1]   prints build time, real-time factor and the eight rates.
//! Targets are divided among threads; each thread has its own rows, by source and delay, of (target, weight).
//! Only full scale has the published rates: smaller ones keep the in-degrees' share, and are for timing.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const N: [f64; 8] = [20683.0, 5834.0, 21915.0, 5479.0, 4850.0, 1065.0, 14395.0, 2948.0];
const EXT: [f64; 8] = [1600.0, 1500.0, 2100.0, 1900.0, 2000.0, 1900.0, 2900.0, 2100.0];
const START: [(f32, f32); 8] = [
    (-68.28, 5.36),
    (-63.16, 4.57),
    (-63.33, 4.74),
    (-63.45, 4.94),
    (-63.11, 4.94),
    (-61.66, 4.55),
    (-66.72, 5.46),
    (-61.43, 4.48),
];
const P: [[f64; 8]; 8] = [
    [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0],
    [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0, 0.0042, 0.0],
    [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0.0],
    [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0, 0.1057, 0.0],
    [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0],
    [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0.0],
    [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
    [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
];
const W: f32 = 87.81;
const DELAYS: usize = 81; // 1..=80 steps of 0.1 ms

struct Rng(u64);
impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    fn below(&mut self, n: u64) -> u64 {
        ((self.next() as u128 * n as u128) >> 64) as u64
    }
    fn uniform(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1 << 24) as f32
    }
    /// Sum of uniforms: near enough to a normal draw for a yardstick.
    fn normal(&mut self) -> f32 {
        (0..12).map(|_| self.uniform()).sum::<f32>() - 6.0
    }
}

/// What one thread has: its targets and the synapses to them.
struct Shard {
    first: usize,
    count: usize,
    starts: Vec<u32>,
    synapses: Vec<(u32, f32)>,
}

fn build(first: usize, end: usize, pops: &[(usize, usize)], scale: f64, seed: u64) -> Shard {
    let n = pops[7].1;
    let mut counts = vec![0u32; n * DELAYS + 1];
    large_pages(&mut counts);
    for pass in 0..2 {
        if pass == 1 {
            let mut sum = 0u32;
            for c in counts.iter_mut() {
                let own = *c;
                *c = sum;
                sum += own;
            }
            let mut synapses: Vec<(u32, f32)> = Vec::with_capacity(sum as usize);
            unsafe { synapses.set_len(sum as usize) };
            large_pages(&mut synapses);
            draw(first, end, pops, scale, seed, |source, delay, target, weight| {
                let at = &mut counts[source * DELAYS + delay];
                synapses[*at as usize] = ((target - first) as u32, weight);
                *at += 1;
            });
            // every start has moved to its end: shift back
            for i in (1..counts.len()).rev() {
                counts[i] = counts[i - 1];
            }
            counts[0] = 0;
            return Shard { first, count: end - first, starts: counts, synapses };
        }
        draw(first, end, pops, scale, seed, |source, delay, _, _| counts[source * DELAYS + delay] += 1);
    }
    unreachable!()
}

fn draw(
    first: usize,
    end: usize,
    pops: &[(usize, usize)],
    scale: f64,
    seed: u64,
    mut put: impl FnMut(usize, usize, usize, f32),
) {
    let mut rng = Rng(seed);
    for t in 0..8 {
        let (a, b) = (pops[t].0.max(first), pops[t].1.min(end));
        if a >= b {
            continue;
        }
        for s in 0..8 {
            if P[t][s] == 0.0 {
                continue;
            }
            let all = (1.0 - P[t][s]).ln() / (1.0 - 1.0 / (N[t] * N[s])).ln() * scale * scale;
            let own = (all * (b - a) as f64 / (pops[t].1 - pops[t].0) as f64).round() as u64;
            let inhibitory = s % 2 == 1;
            let mean = if inhibitory {
                -4.0 * W
            } else if t == 0 && s == 2 {
                2.0 * W
            } else {
                W
            } / (scale as f32).sqrt();
            let (dm, ds) = if inhibitory { (7.5, 3.75) } else { (15.0, 7.5) };
            for _ in 0..own {
                let source = pops[s].0 + rng.below((pops[s].1 - pops[s].0) as u64) as usize;
                let target = a + rng.below((b - a) as u64) as usize;
                // two 16-bit halves' worth of bell: four uniforms of 16 bits
                let (x, y) = (rng.next(), rng.next());
                let bell = |x: u64| {
                    ((x & 0xffff) + (x >> 16 & 0xffff) + (x >> 32 & 0xffff) + (x >> 48)) as f32 / 65536.0 * 1.7320508
                        - 3.4641016
                };
                let delay = (dm + ds * bell(x)).round().clamp(1.0, 80.0) as usize;
                put(source, delay, target, mean * (1.0 + 0.1 * bell(y)).max(0.0));
            }
        }
    }
}

#[inline(always)]
fn mix(mut x: u32) -> u32 {
    x ^= x >> 16;
    x = x.wrapping_mul(0x7feb_352d);
    x ^= x >> 15;
    x = x.wrapping_mul(0x846c_a68b);
    x ^ (x >> 16)
}

fn main() {
    let arg = |i: usize, d: f64| std::env::args().nth(i).map_or(d, |a| a.parse().expect("a number"));
    let (threads, scale, seconds) = (arg(1, 1.0) as usize, arg(2, 1.0), arg(3, 1.0));
    let steps = (seconds * 10_000.0) as usize;
    let mut end = 0;
    let pops: Vec<(usize, usize)> = N
        .iter()
        .map(|n| {
            let a = end;
            end += (n * scale).round() as usize;
            (a, end)
        })
        .collect();
    let n = end;
    let even = |t: usize| (n * t / threads).next_multiple_of(16);
    let cut = |t: usize| if t == threads { n } else { even(t) };
    let begin = Instant::now();
    let shards: Vec<Shard> = std::thread::scope(|scope| {
        let pops = &pops;
        let work: Vec<_> =
            (0..threads).map(|t| scope.spawn(move || build(cut(t), cut(t + 1), pops, scale, 77 + t as u64))).collect();
        work.into_iter().map(|w| w.join().unwrap()).collect()
    });
    let synapses: usize = shards.iter().map(|s| s.synapses.len()).sum();
    println!("{n} neurons, {synapses} synapses, built in {:.1} s", begin.elapsed().as_secs_f64());
    // spikes of the last DELAYS steps, by thread: written by one, read by all after the barrier
    let ring: Vec<Vec<std::sync::Mutex<Vec<u32>>>> =
        (0..DELAYS).map(|_| (0..threads).map(|_| std::sync::Mutex::new(Vec::new())).collect()).collect();
    let arrived = AtomicUsize::new(0);
    let begin = Instant::now();
    let counts: Vec<[u64; 8]> = std::thread::scope(|scope| {
        let (ring, arrived, pops) = (&ring, &arrived, &pops);
        let work: Vec<_> = shards
            .iter()
            .enumerate()
            .map(|(t, shard)| scope.spawn(move || run(t, threads, shard, pops, scale, steps, ring, arrived)))
            .collect();
        work.into_iter().map(|w| w.join().unwrap()).collect()
    });
    let took = begin.elapsed().as_secs_f64();
    print!("{took:.3} s, real-time factor {:.3}, {threads} threads; Hz", took / seconds);
    for (p, &(a, b)) in pops.iter().enumerate() {
        print!(" {:.2}", counts.iter().map(|c| c[p]).sum::<u64>() as f64 / (b - a) as f64 / (seconds - 0.1));
    }
    println!();
}

#[allow(clippy::too_many_arguments)]
fn run(
    me: usize,
    threads: usize,
    shard: &Shard,
    pops: &[(usize, usize)],
    scale: f64,
    steps: usize,
    ring: &[Vec<std::sync::Mutex<Vec<u32>>>],
    arrived: &AtomicUsize,
) -> [u64; 8] {
    let (first, count) = (shard.first, shard.count);
    let dt = 0.1f32;
    let (tau, tau_syn, cap, rest, threshold, refractory) = (10.0f32, 0.5f32, 250.0f32, -65.0f32, -50.0f32, 20i32);
    let (leak, left) = ((-dt / tau).exp(), (-dt / tau_syn).exp());
    let by_current = (left - leak) * tau * tau_syn / ((tau_syn - tau) * cap);
    let by_constant = (1.0 - leak) * tau / cap;
    let mut rng = Rng(1000 + me as u64);
    let mut v = vec![0f32; count];
    let (mut current, mut input, mut waiting) = (vec![0f32; count], vec![0f32; count], vec![0i32; count]);
    let mut fired = vec![0u8; count];
    // one stretch for each population of this shard: bounds, distribution function of its Poisson input
    let stretches: Vec<(usize, usize, usize, [u32; 16], f32)> = (0..8)
        .filter_map(|p| {
            let (a, b) = (pops[p].0.max(first), pops[p].1.min(first + count));
            if a >= b {
                return None;
            }
            for i in a..b {
                v[i - first] = START[p].0 + START[p].1 * rng.normal();
            }
            let mean = EXT[p] * scale * 8.0 / 1000.0 * dt as f64;
            let (mut term, mut below) = ((-mean).exp(), 0.0);
            let mut cdf = [u32::MAX; 16];
            for (k, c) in cdf.iter_mut().enumerate() {
                below += term;
                *c = (below * 4294967296.0).min(4294967295.0) as u32;
                term *= mean / (k + 1) as f64;
            }
            const RATES: [f64; 8] = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829];
            let mut lost = EXT[p] * 8.0;
            for s in 0..8 {
                if P[p][s] > 0.0 {
                    let k = (1.0 - P[p][s]).ln() / (1.0 - 1.0 / (N[p] * N[s])).ln() / N[p];
                    lost += k
                        * RATES[s]
                        * if s % 2 == 1 {
                            -4.0
                        } else if p == 0 && s == 2 {
                            2.0
                        } else {
                            1.0
                        };
                }
            }
            let constant = ((1.0 - scale.sqrt()) * W as f64 * tau_syn as f64 / 1000.0 * lost) as f32;
            Some((p, a - first, b - first, cdf, constant))
        })
        .collect();
    let weight = W / (scale as f32).sqrt();
    let mut spikes = [0u64; 8];
    let mut segments: Vec<(u32, u32)> = Vec::new();
    let mut sources: Vec<(u32, u8)> = Vec::new();
    for step in 0..steps {
        // what arrives: spikes of d steps ago through the synapses with delay d
        sources.clear();
        for d in 1..DELAYS.min(step + 1) {
            for list in &ring[(step - d) % DELAYS] {
                sources.extend(list.lock().unwrap().iter().map(|&s| (s, d as u8)));
            }
        }
        segments.clear();
        let starts = &shard.starts;
        for i in 0..sources.len() {
            if let Some(&(s, d)) = sources.get(i + 16) {
                prefetch(&starts[s as usize * DELAYS + d as usize]);
            }
            let at = sources[i].0 as usize * DELAYS + sources[i].1 as usize;
            let (a, b) = (starts[at], starts[at + 1]);
            if a < b {
                segments.push((a, b));
            }
        }
        for i in 0..segments.len() {
            if let Some(&(a, b)) = segments.get(i + 4) {
                let mut line = a as usize;
                while line < b as usize {
                    prefetch(&shard.synapses[line]);
                    line += 8;
                }
            }
            let (a, b) = segments[i];
            for &(target, weight) in &shard.synapses[a as usize..b as usize] {
                unsafe { *input.get_unchecked_mut(target as usize) += weight };
            }
        }
        // the neurons
        let own = &mut *ring[step % DELAYS][me].lock().unwrap();
        own.clear();
        let key = mix(step as u32 ^ 0xABCD_1234);
        for &(p, a, b, cdf, constant) in &stretches {
            let offset = by_constant * constant;
            let (v, current, input, waiting, fired) =
                (&mut v[a..b], &mut current[a..b], &mut input[a..b], &mut waiting[a..b], &mut fired[a..b]);
            for i in 0..v.len() {
                let u = mix((first + a + i) as u32 ^ key);
                let mut k = 0i32;
                for c in cdf {
                    k += (u >= c) as i32;
                }
                let next = rest + leak * (v[i] - rest) + by_current * current[i] + offset;
                let next = if waiting[i] > 0 { v[i] } else { next };
                let f = next >= threshold;
                v[i] = if f { rest } else { next };
                waiting[i] = if f { refractory } else { (waiting[i] - 1).max(0) };
                current[i] = current[i] * left + weight * k as f32 + input[i];
                input[i] = 0.0;
                fired[i] = f as u8;
            }
            let mut found = 0u64;
            for (c, chunk) in fired.chunks(64).enumerate() {
                if chunk.iter().fold(0, |any, f| any | f) != 0 {
                    for (i, f) in chunk.iter().enumerate() {
                        if *f != 0 {
                            own.push((first + a + 64 * c + i) as u32);
                            found += 1;
                        }
                    }
                }
            }
            if step >= 1000 {
                spikes[p] += found;
            }
        }
        // the barrier
        if threads > 1 {
            arrived.fetch_add(1, Ordering::AcqRel);
            while arrived.load(Ordering::Acquire) < (step + 1) * threads {
                std::hint::spin_loop();
            }
        }
    }
    spikes
}

/// Asks the kernel for large pages: a row anywhere in gigabytes then costs one translation that is at hand.
fn large_pages<T>(memory: &mut [T]) {
    #[cfg(target_os = "linux")]
    {
        unsafe extern "C" {
            fn madvise(start: *mut u8, length: usize, advice: i32) -> i32;
        }
        let start = (memory.as_mut_ptr() as usize).next_multiple_of(1 << 21);
        let end = memory.as_mut_ptr() as usize + size_of_val(memory);
        if start < end {
            unsafe { madvise(start as *mut u8, end - start, 14) };
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = memory;
}

#[inline(always)]
fn prefetch<T>(place: &T) {
    #[cfg(target_arch = "x86_64")]
    unsafe {
        std::arch::x86_64::_mm_prefetch(std::ptr::from_ref(place).cast(), std::arch::x86_64::_MM_HINT_T0)
    };
    #[cfg(not(target_arch = "x86_64"))]
    let _ = place;
}
