//! Random draws as a model sees them: their distributions, and what they depend on. The generator itself is
//! tested in `izhi-runtime`.

use izhi::prelude::*;
use izhi::vector::VectorLevel;

behavior! {
    Draws {
        state {
            begin: uniform(), u: 0.0, between: 0.0, n: 0.0, shifted: 0.0, cut: 0.0, other: 0.0, each: 0.0, branch: 0.0, nested: 0.0,
        }
        event { yes: false, never: false, always: false }
        afferent { W: normal(), V: uniform(2.0, 3.0) }
        step {
            u = uniform();
            other = uniform();
            between = uniform(-3.0, 5.0);
            n = normal();
            shifted = normal(10.0, 2.0);
            cut = normal(1.0, 2.0, 0.0, 1.5);
            each = uniform(index, index + 1);
            yes = bernoulli(0.3);
            never = bernoulli(0.0);
            always = bernoulli(1.0);
            if yes { branch = uniform(); } else { branch = 2.0 + uniform(); }
            // From a low bound that is drawn, once.
            nested = uniform(10.0 * uniform(), 10.0);
        }
    }
}

network! { Net { use Draws; group g: 20000 { 1: Draws } group h: 20000 { 1: Draws } } }
network! { Double { use Draws; float: f64; group g: 20000 { 1: Draws } } }
network! { Matrix { use Draws; group g: 100 { 1: Draws } group h: 70 { 1: Draws } synapses S: g -> { g, h }; } }

fn stepped(seed: u64) -> Net {
    let mut net = Net::builder().seed(seed).build().unwrap();
    net.step().unwrap();
    net
}

fn moments(values: impl Iterator<Item = f32> + Clone) -> (f64, f64) {
    let count = values.clone().count() as f64;
    let mean = values.clone().map(f64::from).sum::<f64>() / count;
    let variance = values.map(|value| (f64::from(value) - mean).powi(2)).sum::<f64>() / count;
    (mean, variance.sqrt())
}

/// Within five standard errors of 20000 draws.
fn assert_moments(values: impl Iterator<Item = f32> + Clone, mean: f64, sd: f64) {
    let found = moments(values);
    let error = 5.0 * sd / 20000f64.sqrt();
    assert!((found.0 - mean).abs() < error && (found.1 - sd).abs() < error, "{found:?} and not {mean}, {sd}");
}

fn correlation<'a>(x: impl Iterator<Item = &'a f32> + Clone, y: impl Iterator<Item = &'a f32> + Clone) -> f64 {
    let ((mean_x, sd_x), (mean_y, sd_y)) = (moments(x.clone().copied()), moments(y.clone().copied()));
    let products: Vec<f64> = x.zip(y).map(|(x, y)| (f64::from(*x) - mean_x) * (f64::from(*y) - mean_y)).collect();
    products.iter().sum::<f64>() / products.len() as f64 / (sd_x * sd_y)
}

#[test]
fn a_bound_that_is_drawn_is_drawn_once() {
    let net = stepped(5);
    let nested = net.g.nested();
    assert!(nested.iter().all(|&value| value <= 10.0));
    // A draw u from [0, 1), and one between 10 u and 10: mean 7.5, variance 100 (1/12 (1/3) + 1/4 (1/12)).
    assert_moments(nested.iter().copied(), 7.5, (100.0_f64 * (1.0 / 36.0 + 1.0 / 48.0)).sqrt());
}

#[test]
fn uniform_draws_fill_their_interval() {
    let net = stepped(1);
    let sd = (1.0f64 / 12.0).sqrt();
    assert!(net.g.u().iter().all(|u| (0.0..1.0).contains(u)));
    assert!(net.g.between().iter().all(|u| (-3.0..5.0).contains(u)));
    assert!(net.g.each().iter().enumerate().all(|(index, u)| (index as f32..=index as f32 + 1.0).contains(u)));
    assert_moments(net.g.begin().iter().copied(), 0.5, sd);
    assert_moments(net.g.u().iter().copied(), 0.5, sd);
    assert_moments(net.g.between().iter().copied(), 1.0, 8.0 * sd);
}

#[test]
fn normal_draws_have_their_moments() {
    let net = stepped(2);
    assert_moments(net.g.n().iter().copied(), 0.0, 1.0);
    assert_moments(net.g.shifted().iter().copied(), 10.0, 2.0);
    let beyond = net.g.n().iter().filter(|n| n.abs() > 1.959_964).count() as f64;
    assert!((beyond - 1000.0).abs() < 5.0 * 950f64.sqrt(), "{beyond}");
}

#[test]
fn truncated_draws_keep_their_bounds() {
    let net = stepped(3);
    assert!(net.g.cut().iter().all(|n| (0.0..=1.5).contains(n)));
    // Of mean 1 and standard deviation 2 between -0.5 and 0.25 standard deviations.
    assert_moments(net.g.cut().iter().copied(), 0.761_5, 0.428_9);
}

#[test]
fn events_have_their_frequency() {
    let net = stepped(4);
    let yes = net.g.yes().iter().filter(|yes| **yes).count() as f64;
    assert!((yes - 6000.0).abs() < 5.0 * (20000.0f64 * 0.3 * 0.7).sqrt(), "{yes}");
    assert!(net.g.always().iter().all(|always| *always) && !net.g.never().iter().any(|never| *never));
    for (yes, branch) in net.g.yes().iter().zip(net.g.branch()) {
        assert!(if *yes { (0.0..1.0).contains(branch) } else { (2.0..=3.0).contains(branch) });
    }
}

#[test]
fn draws_of_different_sites_are_unrelated() {
    let mut net = stepped(5);
    let before = net.g.u().to_owned();
    let pairs = [
        (net.g.u(), net.g.other()),
        (net.g.u(), net.h.u()),
        (net.g.u(), net.g.begin()),
        (net.g.u(), net.g.n()),
        (net.g.n(), net.h.n()),
        (net.g.begin(), net.h.begin()),
    ];
    for (index, (x, y)) in pairs.iter().enumerate() {
        assert!(correlation(x.iter(), y.iter()).abs() < 5.0 / 20000f64.sqrt(), "pair {index}");
    }
    net.step().unwrap();
    assert!(correlation(before.iter(), net.g.u().iter()).abs() < 5.0 / 20000f64.sqrt());
    assert!(correlation(before.iter(), stepped(6).g.u().iter()).abs() < 5.0 / 20000f64.sqrt());
}

#[test]
fn draws_depend_on_seed_site_neuron_and_iteration_only() {
    let net = stepped(7);
    assert_eq!(net.g.u(), stepped(7).g.u());
    // On neither the size of the group, nor that of another, nor what else runs.
    let mut builder = Net::builder().seed(7);
    (builder.g.size, builder.h.size) = (300.into(), 1.into());
    let mut small = builder.build().unwrap();
    small.step().unwrap();
    assert_eq!(small.g.cut().to_vec(), net.g.cut().to_vec()[..300]);
    let mut builder = Net::builder().seed(7);
    builder.g.u = 0.25.into();
    let mut paused = builder.build().unwrap();
    paused.set_enabled("g", false).unwrap();
    paused.simulate(3).unwrap();
    paused.set_enabled("g", true).unwrap();
    paused.set_enabled("h", false).unwrap();
    paused.step().unwrap();
    let mut through = stepped(7);
    through.simulate(3).unwrap();
    assert_eq!(paused.g.u(), through.g.u());
}

#[test]
fn every_vector_level_draws_the_same() {
    let mut found = Vec::new();
    for level in VectorLevel::ALL.into_iter().filter(|level| level.is_available()) {
        let mut net = Net::builder().seed(8).vector_level(level).build().unwrap();
        net.simulate(2).unwrap();
        let numbers = [net.g.begin(), net.g.u(), net.g.n(), net.g.cut(), net.g.between(), net.g.branch()];
        found.push((numbers.map(|values| values.mapv(f32::to_bits)), net.g.yes().to_owned()));
    }
    assert!(found.iter().all(|other| *other == found[0]));
}

#[test]
fn double_precision_draws_what_single_does() {
    let mut net = Double::builder().seed(7).build().unwrap();
    net.step().unwrap();
    for (double, single) in net.g.u().iter().zip(stepped(7).g.u()) {
        assert!((double - f64::from(*single)).abs() <= 2f64.powi(-24));
    }
}

#[test]
fn synapses_begin_with_draws_of_their_own() {
    let net = Matrix::builder().seed(9).build().unwrap();
    let (own, far) = (net.S_g_to_g.W(), net.S_g_to_h.W());
    assert_eq!((own.dim(), far.dim()), ((100, 100), (70, 100)));
    let (mean, sd) = moments(own.iter().copied());
    assert!(mean.abs() < 0.05 && (sd - 1.0).abs() < 0.05, "{mean}, {sd}");
    assert!(net.S_g_to_g.V().iter().all(|v| (2.0..=3.0).contains(v)));
    let first: Vec<f32> = own.iter().take(7000).copied().collect();
    assert!(correlation(first.iter(), far.iter()).abs() < 5.0 / 7000f64.sqrt());
    let mut sorted: Vec<u32> = own.iter().map(|w| w.to_bits()).collect();
    sorted.sort_unstable();
    sorted.dedup();
    assert!(sorted.len() > 9_900, "rows are not copies of each other");
    let other = Matrix::builder().seed(10).build().unwrap();
    assert_ne!(own, other.S_g_to_g.W());
}

network! {
    Sparse {
        use Draws;
        group g: 200 { 1: Draws }
        synapses S: g -> g { connect: fixed_in_degree(100); W: exp(normal(-1.0, 0.5)); delay: 1.0 + poisson(2.0); }
    }
}

#[test]
fn synapses_begin_with_draws_from_any_distribution() {
    use izhi::initial::InitialMatrix;
    use rand_core::Rng;
    // A geometric distribution with P(n) = 2^-(n + 1): mean 1, variance 2.
    let geometric = || InitialMatrix::drawn(|generator| generator.next_u32().leading_zeros() as f32);
    let build = |threads| {
        let mut builder = Sparse::builder().seed(5).threads(threads);
        builder.S_g_to_g.V = geometric();
        builder.build().unwrap()
    };
    let net = build(1);
    assert_moments(net.S_g_to_g.V().values().iter().copied(), 1.0, 2f64.sqrt());
    assert_eq!(net.S_g_to_g.V().values(), build(3).S_g_to_g.V().values());
    // The mean and the standard deviation of what is declared: e^(-1 + 1/8), and that times sqrt(e^(1/4) - 1).
    let mean = (-0.875f64).exp();
    assert_moments(net.S_g_to_g.W().values().iter().copied(), mean, mean * (0.25f64.exp() - 1.0).sqrt());
    assert_moments(net.S_g_to_g.delay().iter().map(|steps| f32::from(*steps)), 3.0, 2f64.sqrt());
    let mut builder = Matrix::builder();
    builder.S_g_to_h.W = geometric();
    let dense = builder.build().unwrap();
    let found = moments(dense.S_g_to_h.W().iter().copied());
    assert!((found.0 - 1.0).abs() < 0.1 && (found.1 - 2f64.sqrt()).abs() < 0.1, "{found:?}");
    let mut builder = Matrix::builder();
    builder.S_g_to_h.W = InitialMatrix::drawn(|_| f32::NAN);
    let error = builder.build().err().unwrap().to_string();
    assert!(error.contains("S_g_to_h.W") && error.contains("finite"), "{error}");
}

behavior! {
    Weighted {
        state { v: 0.0 }
        event { fired: false }
        afferent { W: normal(), V: uniform(src.index, dst.index) }
        step { fired = v > 1.0; for s in afferent(All) { v += sum(s.W where s.src.fired); } }
    }
}

macro_rules! weighted {
    ($($network:ident { $($properties:tt)* })*) => { $(
        network! {
            $network {
                use Weighted;
                group g: 300 { 1: Weighted }
                synapses S: g -> g { $($properties)* }
            }
        }
    )* };
}

weighted! {
    AllDense { storage: dense; }
    AllDenseLate { storage: dense; delay: 3.0; }
    AllSparse { storage: sparse; }
    AllSparseLate { storage: sparse; delay: 2.0; }
    AllSparseEach { storage: sparse; delay: 1.0 + poisson(4.0); }
    Some { connect: fixed_probability(0.1); }
    SomeLate { connect: fixed_probability(0.1); delay: 5.0; }
    SomeEach { connect: fixed_probability(0.1); delay: 1.0 + poisson(2.0); }
    SomeOtherwise { connect: fixed_probability(0.1); delay: 1.0 + floor(hypot(src.x - dst.x, 0.0) % 7.0); }
}

/// A synapse is known by its source and its number: not by where it is kept, nor by who made it.
#[test]
fn a_synapse_has_its_draws_wherever_it_is() {
    macro_rules! values {
        (dense $network:ident) => {{
            let net = $network::builder().seed(3).build().unwrap();
            let (w, v) = (net.S_g_to_g.W(), net.S_g_to_g.V());
            let values = w.indexed_iter().map(|((target, source), w)| (source, target, *w, v[(target, source)]));
            let mut values: Vec<_> = values.collect();
            values.sort_by_key(|(source, target, ..)| (*source, *target));
            values
        }};
        (sparse $network:ident, $threads:expr) => {{
            let net = $network::builder().seed(3).threads($threads).build().unwrap();
            let (w, v) = (net.S_g_to_g.W(), net.S_g_to_g.V());
            let values = w.iter().zip(v.values()).map(|((source, target, w), v)| (source, target, w, *v));
            let mut values: Vec<_> = values.collect();
            values.sort_by_key(|(source, target, ..)| (*source, *target));
            values
        }};
    }
    let all = values!(dense AllDense);
    assert_eq!(values!(dense AllDenseLate), all);
    for threads in [1, 2, 3] {
        assert_eq!(values!(sparse AllSparse, threads), all);
        assert_eq!(values!(sparse AllSparseLate, threads), all);
        assert_eq!(values!(sparse AllSparseEach, threads), all);
        let some = values!(sparse Some, threads);
        assert_eq!(values!(sparse SomeLate, threads), some);
        assert_eq!(values!(sparse SomeEach, threads), some);
        assert_eq!(values!(sparse SomeOtherwise, threads), some);
    }
}

/// The order in which a connector gives synapses is that of a list, also where rows are then sorted by delay.
#[test]
fn a_list_of_weights_finds_its_synapses() {
    let mut builder = SomeEach::builder().seed(3);
    let before = Some::builder().seed(3).build().unwrap();
    builder.S_g_to_g.W = before.S_g_to_g.W().values().to_vec().into();
    let net = builder.build().unwrap();
    assert!(net.S_g_to_g.delay().windows(2).any(|pair| pair[0] > pair[1]), "rows are sorted each by itself");
    assert_eq!(net.S_g_to_g.W().to_matrix().unwrap(), before.S_g_to_g.W().to_matrix().unwrap());
}
