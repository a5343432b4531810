//! Updates that wait until the synapses are read, against the same at once and against a plain simulation.

use izhi::math::Float;
use izhi::prelude::*;
use izhi::vector::VectorLevel;
use proptest::prelude::*;

use crate::case::{Case, ITERATIONS, Sent, Source, cases, runs};

behavior! {
    /// Rows and columns only, so that the updates by the neurons' own events can wait.
    Plastic {
        param { up: 0.25, down: 0.125 }
        state { g: 0.0, gain: 1.0 }
        afferent { W: 0.5, k: 0.0, d: 1.0 decays(2.0) }
        step {
            gain = 0.5 + 0.5 * x;
            for s in afferent(SYN) {
                if fired {
                    s.W = min(s.W + up * s.src.x * s.dst.gain, 1.0);
                    s.k += 0.125 + s.d;
                    s.d += s.W;
                }
                g = sum(s.W where s.src.fired);
                if s.src.fired { s.W -= down * s.dst.x * s.W; s.k = 0.5 * s.k; if s.d > 0.5 { s.d = 0.25; } }
                let total = sum(x);
                if fired && s.k < 2.0 { s.k += s.W / (1.0 + total); }
                if iteration % 16 == 5 { s.W = 0.25 + 0.5 * s.W; }
            }
        }
    }
}

macro_rules! networks {
    ($($name:ident { $($property:tt)* })*) => { $(
        network! {
            $name {
                use Source, Plastic;
                dt: 0.5;
                group a: 4 { 1: Source }
                group b: 3 { 1: Source, 2: Plastic }
                synapses SYN: a -> b { $($property)* }
            }
        }
    )* };
}

networks! {
    Dense { storage: dense; }
    DenseLate { storage: dense; delay: 1.5; }
    Sparse { storage: sparse; }
    SparseLate { storage: sparse; delay: 1.5; }
    SparseEach { storage: sparse; delay: uniform(0.5, 2.0); }
}

/// What each target is given in each iteration, and source, target and both variables of each synapse.
type Outcome = (Vec<Vec<f32>>, Vec<(usize, usize, f32, f32)>);

/// The weights at the end and what arrived at the last iteration, without any waiting.
fn directly(case: &Case, delay: impl Fn(u16) -> usize, is_there: impl Fn(bool) -> bool) -> Outcome {
    let mut synapses = Vec::new();
    for source in 0..case.sources {
        for target in 0..case.targets {
            let (exists, w, steps) = case.synapse(source, target);
            if is_there(exists) {
                synapses.push((source, target, delay(steps), w, 0.0_f32, (1.0_f32, 0)));
            }
        }
    }
    let (mut x, mut y) = (vec![0.0_f32; case.sources], vec![0.0_f32; case.targets]);
    let (mut sums, mut sent) = (Vec::new(), Sent::default());
    for now in 0..ITERATIONS {
        for (neuron, trace) in x.iter_mut().chain(&mut y).enumerate() {
            *trace *= 0.75;
            if case.spiked(now, neuron) {
                *trace += 1.0;
            }
        }
        sent.0.push(x.clone());
        // Of one block, eight lanes and then their sum; the runtime's order, as its documentation says.
        let total = total(&y);
        let mut g = vec![0.0; case.targets];
        let mut order: Vec<usize> = (0..synapses.len()).collect();
        order.sort_by_key(|&s| std::cmp::Reverse(synapses[s].2));
        for s in order {
            let (source, target, delay, w, k, d) = &mut synapses[s];
            let decayed = |(value, since): (f32, usize)| value * Float::exp(-0.25 * (now - since) as f32);
            let pre = now >= *delay && case.spiked(now - *delay, *source);
            let post = case.spiked(now, case.sources + *target);
            if post {
                *w = (*w + 0.25 * sent.arrives(now, *delay, *source) * (0.5 + 0.5 * y[*target])).min(1.0);
                *k += 0.125 + decayed(*d);
                *d = (decayed(*d) + *w, now);
            }
            if pre {
                g[*target] += *w;
                *w -= 0.125 * y[*target] * *w;
                *k *= 0.5;
                if decayed(*d) > 0.5 {
                    *d = (0.25, now);
                }
            }
            if post && *k < 2.0 {
                *k += *w / (1.0 + total);
            }
            if now % 16 == 5 {
                *w = 0.25 + 0.5 * *w;
            }
        }
        sums.push(g);
    }
    let synapses = synapses.into_iter().map(|(source, target, _, w, k, _)| (source, target, w, k));
    (sums, synapses.collect())
}

/// A sum over fewer than 256 neurons, which is made in double precision.
fn total(values: &[f32]) -> f32 {
    let mut lanes = [0.0_f64; 8];
    for (place, value) in values.iter().enumerate() {
        lanes[place % 8] += f64::from(*value);
    }
    lanes.iter().sum::<f64>() as f32
}

macro_rules! run {
    ($network:ident, $case:expr, $run:expr, $deferred:expr, $builder:ident => $settings:block, $synapses:expr) => {{
        let (case, (threads, level)) = ($case, $run);
        let mut $builder = $network::builder().threads(threads).vector_level(level).deferred_updates($deferred);
        $builder.a.size = Grid::line(case.sources);
        $builder.b.size = Grid::line(case.targets);
        $builder.a.source.spikes = case.spikes(0, case.sources).into();
        $builder.b.source.spikes = case.spikes(case.sources, case.targets).into();
        $builder.SYN_a_to_b.W = case.matrix(|(_, w, _)| w).into();
        $settings
        // It takes its time.
        if threads == 2 && level == VectorLevel::Baseline && $deferred && case.sources < 4 {
            izhi_interpreter::assert_equal($builder.clone().build(), ITERATIONS as u64);
        }
        let mut net = $builder.build().unwrap();
        let mut recorded = Vec::new();
        // Stretches of different lengths: at the end of each all synapses are up to date.
        for length in [1, 7, 0, ITERATIONS as u64 - 9, 1] {
            net.simulate(length).unwrap();
            recorded.push(net.b.g().to_vec());
        }
        let collect: fn(&$network) -> Vec<(usize, usize, f32, f32)> = $synapses;
        let mut synapses = collect(&net);
        synapses.sort_by_key(|(source, target, ..)| (*source, *target));
        (recorded, synapses)
    }};
}

fn check(case: &Case) {
    let at_stops = |(sums, synapses): Outcome| {
        let stops: Vec<_> = [0, 7, 7, ITERATIONS - 2, ITERATIONS - 1].map(|stop| sums[stop].clone()).into();
        (stops, synapses)
    };
    let connected = |case: &Case| {
        let case = case.clone();
        move |source: usize, target: usize| case.synapse(source, target).0
    };
    for (run, deferred) in runs().flat_map(|run| [(run, true), (run, false)]) {
        let dense = run!(Dense, case, run, deferred, builder => {}, of_matrix!());
        assert_eq!(dense, at_stops(directly(case, |_| 0, |_| true)));
        let late = run!(DenseLate, case, run, deferred, builder => {}, of_matrix!());
        assert_eq!(late, at_stops(directly(case, |_| 3, |_| true)));
        let sparse = run!(Sparse, case, run, deferred, builder => {
            builder.SYN_a_to_b.connect = connected(case).into();
        }, of_rows!());
        assert_eq!(sparse, at_stops(directly(case, |_| 0, |exists| exists)));
        let late = run!(SparseLate, case, run, deferred, builder => {
            builder.SYN_a_to_b.connect = connected(case).into();
        }, of_rows!());
        assert_eq!(late, at_stops(directly(case, |_| 3, |exists| exists)));
        let each = run!(SparseEach, case, run, deferred, builder => {
            builder.SYN_a_to_b.connect = connected(case).into();
            builder.SYN_a_to_b.delay = case.matrix(|(_, _, steps)| 0.5 * f32::from(steps)).into();
        }, of_rows!());
        assert_eq!(each, at_stops(directly(case, usize::from, |exists| exists)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn updates_that_wait_give_the_same_bits(case in cases()) {
        check(&case);
    }
}

#[test]
fn these_updates_wait() {
    let plan = |schedule: &str| {
        assert!(schedule.contains("update 0 of each synapse to fired waits"), "{schedule}");
        assert!(schedule.contains("update 1 of each synapse to fired waits"), "{schedule}");
    };
    let silent = || izhi::Input::spikes([]);
    let mut builder = Dense::builder();
    (builder.a.source.spikes, builder.b.source.spikes) = (silent(), silent());
    plan(builder.build().unwrap().schedule());
    let mut builder = SparseEach::builder();
    (builder.a.source.spikes, builder.b.source.spikes) = (silent(), silent());
    plan(builder.build().unwrap().schedule());
}
