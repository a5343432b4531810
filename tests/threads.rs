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
