//! Every form of sum and of update, in every storage and with every kind of delay.

use izhi::prelude::*;
use izhi::vector::VectorLevel;
use proptest::prelude::*;

use crate::case::{Case, ITERATIONS, Run, Sent, Source, cases, runs};

behavior! {
    /// Every form of sum, and every form of update.
    Learning {
        state { g: 0.0, h: 0.0, n: 0.0, total: 0.0 }
        param { tau: 3.0 }
        afferent { W: 0.5, k: 0.0, d: 0.25 decays(tau), e: 0.0 decays(1.5) }
        step {
            for s in afferent(SYN) {
                g = sum(s.W where s.src.fired);
                h = sum(s.W * s.src.x where s.src.fired && s.k < 3.0);
                n = count(s.k > 1.0);
                total = sum(s.W);
                if s.src.fired {
                    s.W -= 0.125 * s.dst.x * s.W;
                    s.k += 1.0;
                    s.d += s.W;
                    if s.W > 0.25 { s.e += 1.0; }
                    if s.k > 2.0 { s.e = 0.5 * s.e; }
                }
                if fired {
                    let step = 0.25 * s.src.x;
                    s.W = min(s.W + step * (1.0 - s.W), 1.0);
                    if s.W > 0.75 { s.k = 0.5 * s.k; } else { s.k += 0.125; }
                }
                if s.src.fired && fired && s.k > 0.5 { s.W *= 0.5; }
                if fired && s.e > 0.5 { s.W += 0.01 * s.d * s.e; s.d = 0.0; }
                s.W *= 0.99 + 0.01 * min(s.src.x, s.dst.x);
                if iteration % 3 == 1 { s.k *= 0.75; }
                if s.src.fired && iteration % 5 == 2 && s.k > 0.25 { s.W += 0.03125; }
            }
        }
    }
}

behavior! {
    /// The same seen from the neurons that send.
    Sending {
        state { sent: 0.0 }
        step { for s in efferent(SYN) { sent = sum(s.W * s.dst.x where s.k < 2.0); } }
    }
}

macro_rules! networks {
    ($($name:ident { $($property:tt)* })*) => { $(
        network! {
            $name {
                use Source, Learning, Sending;
                dt: 0.5;
                group a: 4 { 1: Source, 3: Sending }
                group b: 3 { 1: Source, 2: Learning }
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

/// The states of the neurons after each iteration and the synapses at the end.
#[derive(Debug, PartialEq, Default)]
struct Outcome {
    states: Vec<Vec<f32>>,
    synapses: Vec<(usize, usize, f32, f32)>,
}

/// A synapse of the plain simulation.
struct Synapse {
    source: usize,
    target: usize,
    delay: usize,
    w: f32,
    k: f32,
    /// Value, time constant in steps of 0.5 and the iteration of the last assignment.
    d: (f32, f32, usize),
    e: (f32, f32, usize),
}

/// The present value of what decays.
fn decayed((value, tau, since): (f32, f32, usize), now: usize) -> f32 {
    value * izhi::math::Float::exp(-(0.5 / tau) * (now - since) as f32)
}

/// Each synapse for itself, one statement after the other.
fn directly(case: &Case, delay: impl Fn(u16) -> usize, is_there: impl Fn(bool) -> bool) -> Outcome {
    let mut synapses = Vec::new();
    for source in 0..case.sources {
        for target in 0..case.targets {
            let (exists, w, steps) = case.synapse(source, target);
            if is_there(exists) {
                synapses.push(Synapse {
                    source,
                    target,
                    delay: delay(steps),
                    w,
                    k: 0.0,
                    d: (0.25, 3.0, 0),
                    e: (0.0, 1.5, 0),
                });
            }
        }
    }
    let (mut x, mut y) = (vec![0.0_f32; case.sources], vec![0.0_f32; case.targets]);
    let mut sent = Sent::default();
    let mut outcome = Outcome::default();
    for now in 0..ITERATIONS {
        for (neuron, trace) in x.iter_mut().chain(&mut y).enumerate() {
            *trace *= 0.75;
            if case.spiked(now, neuron) {
                *trace += 1.0;
            }
        }
        sent.0.push(x.clone());
        let arrives = |s: &Synapse| now >= s.delay && case.spiked(now - s.delay, s.source);
        let fires = |s: &Synapse| case.spiked(now, case.sources + s.target);
        // What was sent first arrives first; sums add in this order.
        let mut order: Vec<usize> = (0..synapses.len()).collect();
        order.sort_by_key(|&s| std::cmp::Reverse(synapses[s].delay));
        let (mut g, mut h) = (vec![0.0; case.targets], vec![0.0; case.targets]);
        for s in order.into_iter().map(|s| &synapses[s]).filter(|s| arrives(s)) {
            g[s.target] += s.w;
            if s.k < 3.0 {
                h[s.target] += s.w * sent.arrives(now, s.delay, s.source);
            }
        }
        let (mut n, mut total) = (vec![0.0; case.targets], vec![0.0; case.targets]);
        // Rows of synapses with a delay each are in order of delay.
        for source in 0..case.sources {
            let mut row: Vec<&Synapse> = synapses.iter().filter(|s| s.source == source).collect();
            row.sort_by_key(|s| s.delay);
            for s in row {
                n[s.target] += if s.k > 1.0 { 1.0 } else { 0.0 };
                total[s.target] += s.w;
            }
        }
        for s in &mut synapses {
            let (pre, post) = (arrives(s), fires(s));
            if pre {
                s.w -= 0.125 * y[s.target] * s.w;
                s.k += 1.0;
                s.d = (decayed(s.d, now) + s.w, s.d.1, now);
                if s.w > 0.25 {
                    s.e = (decayed(s.e, now) + 1.0, s.e.1, now);
                }
                if s.k > 2.0 {
                    s.e = (0.5 * decayed(s.e, now), s.e.1, now);
                }
            }
            if post {
                s.w = (s.w + 0.25 * sent.arrives(now, s.delay, s.source) * (1.0 - s.w)).min(1.0);
                s.k = if s.w > 0.75 { 0.5 * s.k } else { s.k + 0.125 };
            }
            if pre && post && s.k > 0.5 {
                s.w *= 0.5;
            }
            if post && decayed(s.e, now) > 0.5 {
                s.w += 0.01 * decayed(s.d, now) * decayed(s.e, now);
                s.d = (0.0, s.d.1, now);
            }
            s.w *= 0.99 + 0.01 * sent.arrives(now, s.delay, s.source).min(y[s.target]);
            if now % 3 == 1 {
                s.k *= 0.75;
            }
            if pre && now % 5 == 2 && s.k > 0.25 {
                s.w += 0.03125;
            }
        }
        let mut sent = vec![0.0; case.sources];
        for (source, sent) in sent.iter_mut().enumerate() {
            let mut row: Vec<&Synapse> = synapses.iter().filter(|s| s.source == source).collect();
            row.sort_by_key(|s| s.delay);
            for s in row.into_iter().filter(|s| s.k < 2.0) {
                *sent += s.w * y[s.target];
            }
        }
        outcome.states.push([g, h, n, total, sent].concat());
    }
    outcome.synapses = synapses.iter().map(|s| (s.source, s.target, s.w, s.k)).collect();
    outcome
}

macro_rules! run {
    ($network:ident, $case:expr, $run:expr, $builder:ident => $settings:block, $synapses:expr) => {{
        let (case, (threads, level)): (&Case, Run) = ($case, $run);
        let mut $builder = $network::builder().threads(threads).vector_level(level);
        $builder.a.size = Grid::line(case.sources);
        $builder.b.size = Grid::line(case.targets);
        $builder.a.source.spikes = case.spikes(0, case.sources).into();
        $builder.b.source.spikes = case.spikes(case.sources, case.targets).into();
        $builder.SYN_a_to_b.W = case.matrix(|(_, w, _)| w).into();
        $settings
        // It takes its time.
        if threads == 2 && level == VectorLevel::Baseline && case.sources < 4 {
            izhi_interpreter::assert_equal($builder.clone().build(), ITERATIONS as u64);
        }
        let mut net = $builder.build().unwrap();
        let mut outcome = Outcome::default();
        for _ in 0..ITERATIONS {
            net.step().unwrap();
            let states = [net.b.g(), net.b.h(), net.b.n(), net.b.total(), net.a.sent()];
            outcome.states.push(states.iter().flat_map(|state| state.to_vec()).collect());
        }
        let collect: fn(&$network) -> Vec<(usize, usize, f32, f32)> = $synapses;
        outcome.synapses = collect(&net);
        outcome.synapses.sort_by_key(|(source, target, ..)| (*source, *target));
        outcome
    }};
}

#[expect(clippy::redundant_closure_call, reason = "what reads the synapses depends on how they are kept")]
fn check(case: &Case) {
    for run in runs() {
        assert_eq!(run!(Dense, case, run, builder => {}, of_matrix!()), directly(case, |_| 0, |_| true));
        assert_eq!(run!(DenseLate, case, run, builder => {}, of_matrix!()), directly(case, |_| 3, |_| true));
        let connected = |case: &Case| {
            let case = case.clone();
            move |source: usize, target: usize| case.synapse(source, target).0
        };
        let sparse = run!(Sparse, case, run, builder => {
            builder.SYN_a_to_b.connect = connected(case).into();
        }, of_rows!());
        assert_eq!(sparse, directly(case, |_| 0, |exists| exists));
        let late = run!(SparseLate, case, run, builder => {
            builder.SYN_a_to_b.connect = connected(case).into();
            builder.SYN_a_to_b.delay = 1.0;
        }, of_rows!());
        assert_eq!(late, directly(case, |_| 2, |exists| exists));
        let each = run!(SparseEach, case, run, builder => {
            builder.SYN_a_to_b.connect = connected(case).into();
            builder.SYN_a_to_b.delay = case.matrix(|(_, _, steps)| 0.5 * f32::from(steps)).into();
        }, of_rows!());
        assert_eq!(each, directly(case, usize::from, |exists| exists));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_storage_and_delay_does_what_one_synapse_after_the_other_does(case in cases()) {
        check(&case);
    }
}
