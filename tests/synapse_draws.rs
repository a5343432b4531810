//! Draws for each synapse in each iteration: what they depend on, and that they are the same wherever the synapse is kept.

use izhi::connect::fixed_probability;
use izhi::prelude::*;
use izhi_interpreter::assert_equal;

behavior! {
    /// Fires in every iteration.
    Regular { event { fired: false } step { fired = true; } }
}

behavior! {
    /// Fires at random.
    Irregular { event { fired: false } step { fired = bernoulli(0.2); } }
}

behavior! {
    /// What users write for unreliable synapses.
    Unreliable {
        param { release: 0.3 }
        state { hits: 0.0, arrived: 0.0, noise: 0.0 }
        event { never: false }
        afferent { W: 1.0, V: 0.0, U: 0.0 }
        step {
            never = false;
            for s in afferent(All) {
                hits += count(s.src.fired && bernoulli(release));
                arrived += sum(s.W where s.src.fired && uniform() < release);
                noise += sum(s.W * normal(2.0, 0.5));
                if s.src.fired && bernoulli(release) { s.V += 1.0; }
                if s.dst.never { s.V += uniform(); }
                if s.src.fired {
                    let jitter = uniform(-1.0, 1.0);
                    s.U += jitter + normal(0.0, 1.0, -0.5, 0.5);
                    s.U -= jitter;
                }
            }
        }
    }
}

network! {
    Dense {
        use Regular, Unreliable;
        group a: 70 { 1: Regular }
        group b: 90 { 2: Unreliable }
        synapses S: a -> b;
    }
}

fn mean(values: impl IntoIterator<Item = f32>) -> f64 {
    let values: Vec<f64> = values.into_iter().map(f64::from).collect();
    values.iter().sum::<f64>() / values.len() as f64
}

#[test]
fn transmission_has_its_probability_for_each_synapse() {
    let iterations = 400;
    let mut net = Dense::builder().build().unwrap();
    net.simulate(iterations).unwrap();
    let (of_all, synapses) = (iterations as f64, 70.0 * 90.0);
    let error = 5.0 * (0.3 * 0.7 / (of_all * synapses)).sqrt();
    for (what, found) in [
        ("hits", mean(net.b.hits().iter().copied()) / (70.0 * of_all)),
        ("arrived", mean(net.b.arrived().iter().copied()) / (70.0 * of_all)),
        ("V", mean(net.S_a_to_b.V().iter().copied()) / of_all),
    ] {
        assert!((found - 0.3).abs() < error, "{what}: {found} and not 0.3, within {error}");
    }
    let noise = mean(net.b.noise().iter().copied()) / (70.0 * of_all);
    assert!((noise - 2.0).abs() < 5.0 * 0.5 / (of_all * synapses).sqrt(), "{noise}");
    // Each synapse for itself: the counts of the synapses of one target, and of one source, are those of a binomial distribution.
    let v = net.S_a_to_b.V();
    let variance = |values: Vec<f64>| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64
    };
    let binomial = of_all * 0.3 * 0.7;
    let found = variance(v.iter().map(|&value| f64::from(value)).collect());
    assert!((found / binomial - 1.0).abs() < 5.0 * (2.0 / synapses).sqrt(), "{found} and not {binomial}");
    // Sums of 70 independent counts vary as 70 times one; were the draws one for each source they would not vary at all.
    let sums = v.rows().into_iter().map(|row| f64::from(row.sum())).collect();
    let found = variance(sums) / 70.0;
    assert!((found / binomial - 1.0).abs() < 5.0 * (2.0_f64 / 90.0).sqrt(), "{found} and not {binomial}");
}

#[test]
fn what_is_drawn_twice_under_one_name_is_the_same() {
    let mut net = Dense::builder().build().unwrap();
    net.step().unwrap();
    // The jitter is added and taken away again, up to rounding; what is left is the truncated normal draw.
    assert!(net.S_a_to_b.U().iter().all(|u| u.abs() <= 0.5 + 1e-6));
    let sd = (mean(net.S_a_to_b.U().iter().map(|u| u * u))).sqrt();
    assert!((sd - 0.2843).abs() < 0.01, "{sd}");
}

mod storages {
    //! The same draws in a matrix, in rows, behind a delay, and with a delay each.
    use super::{Irregular, Regular, Unreliable};
    use izhi::prelude::*;

    network! {
        pub(super) Matrix {
            use Regular, Unreliable;
            group a: 70 { 1: Regular }
            group b: 300 { 2: Unreliable }
            synapses S: a -> b;
        }
    }
    network! {
        pub(super) Rows {
            use Regular, Unreliable;
            group a: 70 { 1: Regular }
            group b: 300 { 2: Unreliable }
            synapses S: a -> b { storage: sparse; }
        }
    }
    network! {
        pub(super) Late {
            use Regular, Unreliable;
            group a: 70 { 1: Regular }
            group b: 300 { 2: Unreliable }
            synapses S: a -> b { storage: sparse; delay: 1.0; }
        }
    }
    network! {
        pub(super) Each {
            use Regular, Unreliable;
            group a: 70 { 1: Regular }
            group b: 300 { 2: Unreliable }
            synapses S: a -> b { storage: sparse; delay: 1.0 + 0.0 * uniform(); }
        }
    }
    network! {
        pub(super) Sparse {
            use Irregular, Unreliable;
            group a: 500 { 1: Irregular }
            group b: 400 { 2: Unreliable }
            synapses S: a -> b { connect: super::fixed_probability(0.1); }
            synapses D: a -> b { connect: super::fixed_probability(0.1); delay: 3.0; }
            synapses E: a -> b { connect: super::fixed_probability(0.1); delay: uniform(1.0, 6.0); }
        }
    }
}

macro_rules! build {
    ($net:ident, $threads:expr) => {{
        let mut net = storages::$net::builder().seed(3).threads($threads).build().unwrap();
        net.simulate(20).unwrap();
        net
    }};
}

#[test]
fn a_synapse_draws_the_same_wherever_it_is_kept() {
    let (matrix, rows) = (build!(Matrix, 1), build!(Rows, 1));
    assert_eq!(matrix.b.hits(), rows.b.hits());
    assert_eq!(matrix.b.noise(), rows.b.noise());
    assert_eq!(matrix.S_a_to_b.V(), rows.S_a_to_b.V().to_matrix().unwrap());
    assert_eq!(matrix.S_a_to_b.U(), rows.S_a_to_b.U().to_matrix().unwrap());
    // With one iteration less in which anything arrives, and rows in the order of delays that are all the same.
    let (late, each) = (build!(Late, 1), build!(Each, 1));
    assert_eq!(late.b.hits(), each.b.hits());
    assert_eq!(late.S_a_to_b.V().values(), each.S_a_to_b.V().values());
    assert_eq!(late.S_a_to_b.U().values(), each.S_a_to_b.U().values());
    assert_ne!(late.b.hits(), rows.b.hits());
}

#[test]
fn threads_change_no_draw() {
    let one = build!(Sparse, 1);
    for threads in [2, 3, 8] {
        let several = build!(Sparse, threads);
        assert_eq!(one.b.hits(), several.b.hits());
        assert_eq!(one.b.arrived(), several.b.arrived());
        assert_eq!(one.b.noise(), several.b.noise());
        assert_eq!(one.E_a_to_b.U().values(), several.E_a_to_b.U().values());
        assert_eq!(one.D_a_to_b.V().values(), several.D_a_to_b.V().values());
        assert_eq!(build!(Matrix, 1).b.noise(), build!(Matrix, threads).b.noise());
    }
}

#[test]
fn groups_of_synapses_draw_for_themselves() {
    let net = build!(Sparse, 1);
    let expected: f64 = 0.3 * 0.2 * 20.0;
    for (name, values) in [
        ("S", net.S_a_to_b.V().values().to_vec()),
        ("D", net.D_a_to_b.V().values().to_vec()),
        ("E", net.E_a_to_b.V().values().to_vec()),
    ] {
        let found = mean(values.iter().copied());
        assert!((found / expected - 1.0).abs() < 0.25, "{name}: {found} and not {expected}");
    }
    assert_ne!(net.S_a_to_b.V().values()[..1000], net.D_a_to_b.V().values()[..1000]);
}

#[test]
fn the_interpreter_agrees() {
    let small = |size| izhi::population::Grid::squared(size);
    assert_equal(Dense::builder().build(), 5);
    let mut builder = storages::Sparse::builder();
    (builder.a.size, builder.b.size) = (small(60), small(70));
    assert_equal(builder.build(), 40);
    let mut builder = storages::Each::builder();
    (builder.a.size, builder.b.size) = (small(20), small(25));
    assert_equal(builder.build(), 10);
    assert_equal(Efferents::builder().build(), 40);
}

behavior! {
    /// Seen from the source: every synapse of it may fail.
    Failing {
        state { failed: 0.0 }
        efferent { G: 1.0 }
        step {
            for s in efferent(All) {
                failed += count(uniform() < 0.25);
                if s.dst.fired && bernoulli(0.5) { s.G *= 0.9; }
            }
        }
    }
}

network! {
    Efferents {
        use Irregular, Failing;
        group a: 30 { 1: Irregular, 2: Failing }
        group b: 40 { 1: Irregular }
        synapses S: a -> b;
        synapses R: a -> a { connect: |source, target| source != target; }
    }
}
