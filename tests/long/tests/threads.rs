//! The same bits for every number of threads and every vector width, in a network that is large enough for
//! its operations to be divided.

use izhi::prelude::*;
use izhi::vector::VectorLevel;
use ndarray::Array2;

behavior! {
    /// A neuron that uses whatever a kernel over neurons can use: draws, positions, inputs, indices.
    Cell {
        param { tau: 10.0 }
        input { drive }
        state { v: -60.0 + 5.0 * normal(), u: 0.1 * x + 0.01 * index, trace: 0.0 }
        event { fired }
        step {
            fired = v > -50.0 + 10.0 * uniform();
            if fired { v = -65.0; u += 2.0; trace += 1.0; }
            v += dt * (0.1 * (-60.0 - v) + drive - 0.1 * u + 20.0 * uniform());
            u -= dt * u / tau;
            trace *= exp(-dt / tau);
        }
    }
}

behavior! {
    Input {
        afferent(FAST) { W: uniform(0.0, 0.01) }
        afferent(NEAR) { W: if src.index == dst.index { 0.0 } else { 0.1 / (1.0 + hypot(src.x - dst.x, src.y - dst.y)) * uniform() } }
        step {
            let mean_trace = mean(trace);
            for s in afferent(All) { v += sum(s.W where s.src.fired); }
            v -= 0.01 * mean_trace;
        }
    }
}

network! {
    Net {
        use Cell, Input;
        dt: 0.5;
        group a: squared(3200) { 1: Cell, 2: Input }
        group b: squared(901) { 1: Cell { tau: 30.0 }, 2: Input }
        synapses FAST: a -> { a, b };
        synapses NEAR: b -> { a, b };
    }
}

behavior! {
    /// Sums, updates of rows and columns, and updates that wait.
    Plastic {
        state { total: 0.0 }
        afferent { W: uniform(0.0, 0.02) }
        step {
            for s in afferent(All) {
                v += sum(s.W where s.src.fired) + 0.001 * sum(s.W * s.src.trace where s.src.fired && s.W > 0.001);
                if s.src.fired { s.W *= 0.99 - 0.01 * s.dst.trace; }
                if fired { s.W = min(s.W + 0.001 * s.src.trace, 0.02); }
            }
            for s in afferent(SCALED) {
                total = sum(s.W);
                s.W *= 1.0 - 0.0001 * s.dst.total * s.src.trace;
            }
        }
    }
}

network! {
    Sparse {
        use Cell, Plastic;
        dt: 0.5;
        group a: squared(3200) { 1: Cell, 2: Plastic }
        synapses NOW: a -> a { connect: fixed_out_degree(300); }
        synapses LATE, SCALED: a -> a { connect: fixed_in_degree(100); delay: 1.0; }
        synapses EACH: a -> a { connect: fixed_probability(0.1); delay: uniform(0.5, 4.0); }
    }
}

/// All bits of the sparse network after some iterations.
fn run_sparse(threads: usize, level: VectorLevel) -> Vec<u32> {
    const ITERATIONS: usize = 40;
    let mut builder = Sparse::builder().seed(3).threads(threads).vector_level(level);
    builder.a.cell.drive =
        Array2::from_shape_fn((ITERATIONS, 3200), |(row, neuron)| ((row * 7 + neuron) % 5) as f32).into();
    let mut net = builder.build().unwrap();
    net.simulate(ITERATIONS as u64).unwrap();
    assert!(net.a.fired_count() > 1000, "a network with few spikes would compare little");
    let structures =
        [net.NOW_a_to_a.structure(), net.LATE_a_to_a.structure(), net.EACH_a_to_a.structure()].map(|s| s.targets());
    let delays = net.EACH_a_to_a.delay().iter().map(|&steps| u32::from(steps));
    let weights = [net.NOW_a_to_a.W(), net.LATE_a_to_a.W(), net.EACH_a_to_a.W()];
    let weights = weights.iter().flat_map(|weights| weights.values()).map(|weight| weight.to_bits());
    let states = [net.a.v(), net.a.u(), net.a.trace(), net.a.total()];
    let states = states.iter().flat_map(|state| state.iter()).map(|value| value.to_bits()).collect::<Vec<_>>();
    structures.into_iter().flatten().copied().chain(delays).chain(weights).chain(states).collect()
}

#[test]
fn bits_of_sparse_and_plastic_synapses_do_not_either() {
    let expected = run_sparse(1, VectorLevel::Baseline);
    for level in VectorLevel::ALL.into_iter().filter(|level| level.is_available()) {
        for threads in [1, 2, 5] {
            assert!(run_sparse(threads, level) == expected, "{threads} threads, {level:?}");
        }
    }
}

/// All bits of the network after some iterations.
fn run(threads: usize, level: VectorLevel) -> Vec<u32> {
    const ITERATIONS: usize = 12;
    let mut builder = Net::builder().seed(3).threads(threads).vector_level(level);
    let drive = |size| Array2::from_shape_fn((ITERATIONS, size), |(row, neuron)| ((row * 7 + neuron) % 5) as f32);
    builder.a.cell.drive = drive(3200).into();
    builder.b.cell.drive = drive(901).into();
    let mut net = builder.build().unwrap();
    net.simulate(ITERATIONS as u64).unwrap();
    let spikes = net.a.fired().iter().chain(net.b.fired()).filter(|fired| **fired).count();
    assert!(spikes > 0, "a network without spikes would compare nothing");
    let states = [net.a.v(), net.a.u(), net.a.trace(), net.b.v(), net.b.u(), net.b.trace()];
    let weights = [net.FAST_a_to_a.W(), net.FAST_a_to_b.W(), net.NEAR_b_to_a.W(), net.NEAR_b_to_b.W()];
    let numbers = states.iter().flat_map(|state| state.iter()).chain(weights.iter().flat_map(|weights| weights.iter()));
    let events = net.a.fired().iter().chain(net.b.fired()).map(|fired| u32::from(*fired)).collect::<Vec<_>>();
    numbers.map(|number| number.to_bits()).chain(events).collect()
}

#[test]
fn bits_depend_neither_on_threads_nor_on_vector_units() {
    let expected = run(1, VectorLevel::Baseline);
    for level in VectorLevel::ALL.into_iter().filter(|level| level.is_available()) {
        for threads in [1, 2, 3, 8] {
            assert!(run(threads, level) == expected, "{threads} threads, {level:?}");
        }
    }
}

#[test]
fn impossible_numbers_of_threads_are_errors() {
    for threads in [0, 100_000] {
        let error = Net::builder().threads(threads).build().err().unwrap().to_string();
        assert!(error.contains(&threads.to_string()), "{error}");
    }
}
