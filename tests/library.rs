//! The behaviours of `izhi::library`, each beside a computation of a few lines that reaches the same numbers in
//! another way: sums over all pairs of spikes instead of traces, closed forms instead of steps.

#[path = "behaviors/input.rs"]
mod input;
#[path = "behaviors/neurons.rs"]
mod neurons;
#[path = "behaviors/plasticity.rs"]
mod plasticity;
#[path = "behaviors/reference.rs"]
mod reference;
#[path = "behaviors/synapses.rs"]
mod synapses;

use ndarray::Array2;

/// The time step of all networks here, in ms.
const DT: f64 = 0.5;

/// Iterations of the spikes below: busy, silent, busy.
const ITERATIONS: usize = 700;

/// Spikes of some neurons, as 1 and 0: one in eight iterations at first, none for long, then one in two.
fn spikes(neurons: usize, salt: u64) -> Array2<f64> {
    Array2::from_shape_fn((ITERATIONS, neurons), |(iteration, neuron)| {
        let one_in = match iteration {
            0..300 => 8,
            300..600 => return 0.0,
            _ => 2,
        };
        let place = (neuron * ITERATIONS + iteration) as u64;
        f64::from(scrambled(place ^ (salt << 32)).is_multiple_of(one_in))
    })
}

/// A number that looks like none of its neighbours.
fn scrambled(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Whether a neuron fires in an iteration.
fn fires(spikes: &Array2<f64>, iteration: usize, neuron: usize) -> bool {
    spikes[[iteration, neuron]] > 0.0
}

/// The iterations before this one in which a neuron fired.
fn earlier(spikes: &Array2<f64>, iteration: usize, neuron: usize) -> impl DoubleEndedIterator<Item = usize> {
    (0..iteration).filter(move |&earlier| fires(spikes, earlier, neuron))
}

/// Both are the same number up to the rounding of a few hundred operations.
#[track_caller]
fn assert_close(found: f64, expected: f64, what: impl std::fmt::Display) {
    // A NaN is close to nothing.
    let is_close = (found - expected).abs() <= 1e-11 * (1.0 + expected.abs());
    assert!(is_close, "{what}: found {found}, expected {expected}");
}
