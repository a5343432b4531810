//! Rust functions that the bodies call: with numbers, events and flags, of each neuron and of all, read and changed.

use izhi::math::Float;
use izhi::ndarray::{ArrayView1, ArrayViewMut1};

/// Each neuron gets the value of the one that is so many further.
pub fn rotate<F: Float>(by: i64, mut values: ArrayViewMut1<'_, F>) {
    let old = values.to_vec();
    for (index, value) in values.iter_mut().enumerate() {
        *value = old[(index as i64).wrapping_add(by).rem_euclid(old.len() as i64) as usize];
    }
}

/// What there is up to each neuron, times a factor.
pub fn accumulate<F: Float>(given: ArrayView1<'_, F>, factor: F, mut totals: ArrayViewMut1<'_, F>) {
    let mut total = F::ZERO;
    for (given, into) in given.iter().zip(&mut totals) {
        total += factor * *given;
        *into = total;
    }
}

/// The values of neurons with an odd number change places, and whether they have done so is kept.
pub fn exchange<F: Float>(
    numbers: ArrayView1<'_, i64>,
    mut first: ArrayViewMut1<'_, F>,
    mut second: ArrayViewMut1<'_, F>,
    mut is_done: ArrayViewMut1<'_, bool>,
) {
    for (index, number) in numbers.iter().enumerate() {
        is_done[index] = number % 2 != 0;
        if is_done[index] {
            std::mem::swap(&mut first[index], &mut second[index]);
        }
    }
}

/// Marks change where a neuron is among those that count, which are the others on another turn, and above the last such one.
pub fn mark<F: Float>(
    given: ArrayView1<'_, F>,
    among: ArrayView1<'_, bool>,
    is_other_turn: bool,
    mut marks: ArrayViewMut1<'_, bool>,
) {
    let mut last = F::ZERO;
    for (index, value) in given.iter().enumerate() {
        if among[index] != is_other_turn && *value > last {
            marks[index] = !marks[index];
            last = *value;
        }
    }
}
