//! Each form of an input beside the same written out in full, [iteration, neuron].

use ndarray::{Array1, Array2};

use super::*;
use crate::vector::BLOCK;

/// More neurons than a block, and no whole number of blocks.
const NEURONS: usize = 2 * BLOCK + 37;
const DT: f64 = 0.5;

fn course(rows: usize) -> Vec<f32> {
    (0..rows).map(|row| 1.5 + row as f32).collect()
}

fn matrix(rows: usize, columns: usize) -> Array2<f32> {
    Array2::from_shape_fn((rows, columns), |(row, column)| 0.25 + (row * 1000 + column) as f32)
}

fn resolved(mut input: Input<f32>) -> Input<f32> {
    input.resolve(NEURONS, DT, &|| "x".to_owned()).unwrap();
    input
}

fn error(mut input: Input<f32>) -> String {
    input.resolve(5, DT, &|| "x".to_owned()).unwrap_err().to_string()
}

/// What kernels read of an iteration: in blocks of several lengths, and as a whole.
#[track_caller]
fn assert_reads(input: &Input<f32>, iteration: u64, expected: impl Fn(usize) -> f32) {
    let expected: Vec<f32> = (0..NEURONS).map(expected).collect();
    let row = input.row(iteration);
    assert_eq!(*row.whole(NEURONS), expected, "iteration {iteration}");
    assert_eq!(input.values(iteration), Some(Array1::from(expected.clone())));
    for length in [1, 7, BLOCK] {
        let mut blocks = row.blocks();
        let mut found = Vec::new();
        while found.len() < NEURONS {
            let count = length.min(row.longest_block()).min(NEURONS - found.len());
            found.extend_from_slice(blocks.block(found.len(), count));
        }
        assert_eq!(found, expected, "iteration {iteration} in blocks of {length}");
    }
}

#[test]
fn one_value_is_for_all_neurons() {
    let input = resolved(course(6).into());
    (0..6).for_each(|iteration| assert_reads(&input, iteration, |_| 1.5 + iteration as f32));
    assert_eq!((input.end(), input.values(6)), (Some(6), None));
    let input = resolved(Array1::from(course(6)).into());
    (0..6).for_each(|iteration| assert_reads(&input, iteration, |_| 1.5 + iteration as f32));
}

#[test]
fn a_matrix_has_a_value_for_each_neuron() {
    let values = matrix(3, NEURONS);
    // The same in the other order of memory.
    for given in [values.clone(), values.t().as_standard_layout().into_owned().reversed_axes()] {
        let input = resolved(given.into());
        (0..3).for_each(|row| assert_reads(&input, row as u64, |neuron| values[[row, neuron]]));
        assert_eq!(input.end(), Some(3));
    }
}

#[test]
fn neurons_that_are_not_chosen_rest() {
    let ranges = [(0, 1), (10, 20), (BLOCK - 3, BLOCK + 4), (200, NEURONS), (0, NEURONS)];
    for (first, end) in ranges {
        let is_chosen = |neuron| (first..end).contains(&neuron);
        let input = resolved(Input::from(course(2)).for_neurons(first..end).resting_at(-2.0));
        assert_reads(&input, 1, |neuron| if is_chosen(neuron) { 2.5 } else { -2.0 });
        let values = matrix(2, end - first);
        let input = resolved(Input::from(values.clone()).for_neurons(first..end));
        assert_reads(&input, 1, |neuron| if is_chosen(neuron) { values[[1, neuron - first]] } else { 0.0 });
    }
    let (all, from) = (Input::from(course(2)).for_neurons(..), Input::from(course(2)).for_neurons(500..));
    assert_reads(&resolved(all), 0, |_| 1.5);
    assert_reads(&resolved(from), 0, |neuron| if neuron >= 500 { 1.5 } else { 0.0 });
}

#[test]
fn a_list_says_which_column_is_for_whom() {
    for list in [vec![3, 7, 300, 548], vec![548, 0, 300, 299], vec![4, 3, 2]] {
        let values = matrix(3, list.len());
        let input = resolved(Input::from(values.clone()).for_neurons(list.clone()).resting_at(9.0));
        let column = |neuron| list.iter().position(|&listed| listed == neuron);
        assert_reads(&input, 2, |neuron| column(neuron).map_or(9.0, |column| values[[2, column]]));
        let input = resolved(Input::from(course(3)).for_neurons(list.clone()));
        assert_reads(&input, 2, |neuron| column(neuron).map_or(0.0, |_| 3.5));
    }
    let mask: Vec<bool> = (0..NEURONS).map(|neuron| neuron % 3 == 1).collect();
    let input = resolved(Input::from(course(1)).for_neurons(mask));
    assert_reads(&input, 0, |neuron| if neuron % 3 == 1 { 1.5 } else { 0.0 });
}

#[test]
fn rows_stay_for_their_time() {
    // 3 iterations each, from iteration 5 on.
    let input = resolved(Input::from(course(4)).every(1.5).starting_at(5).resting_at(7.0));
    (0..5).for_each(|iteration| assert_reads(&input, iteration, |_| 7.0));
    (5..17).for_each(|iteration| assert_reads(&input, iteration, |_| 1.5 + ((iteration - 5) / 3) as f32));
    assert_eq!((input.end(), input.values(17)), (Some(17), None));
    let input = resolved(input.then_at_rest());
    assert_reads(&input, 16, |_| 4.5);
    [17, 18, u64::MAX].into_iter().for_each(|iteration| assert_reads(&input, iteration, |_| 7.0));
    assert_eq!(input.end(), None);
}

#[test]
fn repetitions_begin_anew_however_late() {
    let input = resolved(Input::from(course(3)).every(1.0).repeated().starting_at(4));
    let late = [5_000_000_000, 1 << 40, u64::MAX - 1];
    for iteration in (4..40).chain(late) {
        assert_reads(&input, iteration, |_| 1.5 + ((iteration - 4) % 6 / 2) as f32);
    }
    assert_eq!(input.end(), None);
    // 3 rows of 2 iterations, and a rest of 4.
    let input = resolved(Input::from(course(3)).every(1.0).repeated_every(5.0));
    for iteration in (0..40).chain(late) {
        let passed = iteration % 10;
        assert_reads(&input, iteration, |_| if passed < 6 { 1.5 + (passed / 2) as f32 } else { 0.0 });
    }
    let input = resolved(Input::from(course(2)).starting_at(u64::MAX - 1));
    assert_reads(&input, u64::MAX - 1, |_| 1.5);
    assert_reads(&input, 1_000_000_000, |_| 0.0);
    assert_eq!(input.end(), Some(u64::MAX));
}

#[test]
fn spikes_are_in_the_nearest_iteration() {
    let input = resolved(Input::spikes([(1.3, 2), (0.0, 300), (1.74, 0), (1.75, 1), (1.5, 548)]));
    let expected = [(0, vec![300]), (1, vec![]), (2, vec![]), (3, vec![0, 2, 548]), (4, vec![1]), (1_000_000, vec![])];
    for (iteration, neurons) in expected {
        assert_reads(&input, iteration, |neuron| if neurons.contains(&neuron) { 1.0 } else { 0.0 });
    }
    assert_eq!(input.end(), None);
    assert_reads(&resolved(Input::spikes([])), 0, |_| 0.0);
}

#[test]
fn spikes_are_counted_among_the_chosen_neurons() {
    let list = [(3, 0), (3, 2), (7, 1), (1 << 40, 2)];
    let input = resolved(Input::spikes_in_iterations(list).for_neurons([500, 4, 20]).starting_at(10));
    let expected = [(12, vec![]), (13, vec![500, 20]), (17, vec![4]), ((1 << 40) + 10, vec![20])];
    for (iteration, neurons) in expected {
        assert_reads(&input, iteration, |neuron| if neurons.contains(&neuron) { 1.0 } else { 0.0 });
    }
    let input = resolved(Input::spikes([(0.5, 0), (1.0, 1)]).for_neurons(100..).repeated_every(2.0));
    for (iteration, neuron) in [(1, Some(100)), (2, Some(101)), (3, None), (4, None), (4_000_000_001, Some(100))] {
        assert_reads(&input, iteration, |of| if Some(of) == neuron { 1.0 } else { 0.0 });
    }
}

#[test]
fn what_does_not_fit_is_an_error() {
    let spikes = Input::<f32>::spikes;
    let cases = [
        (Input::MISSING, "input `x` has no values; give the builder an array [iteration, neuron]"),
        (Vec::new().into(), "input `x` has no values; give the builder an array [iteration, neuron]"),
        (Array2::zeros((0, 5)).into(), "input `x` has no values; give the builder an array [iteration, neuron]"),
        (Array2::zeros((4, 3)).into(), "`x` expects an array of shape [4, 5], and was given [4, 3]"),
        (
            Input::from(Array2::zeros((4, 5))).for_neurons(1..4),
            "`x` expects an array of shape [4, 3], and was given [4, 5]",
        ),
        (vec![0.0, f32::NAN].into(), "`x` expects finite values, and NaN was found at [1]"),
        (Array2::from_elem((1, 5), f32::INFINITY).into(), "`x` expects finite values, and inf was found at [0, 0]"),
        (Input::from(course(2)).resting_at(f32::NAN), "`x, at rest` expects finite values, and NaN was found"),
        (Input::from(course(2)).for_neurons([1, 5]), "input `x`: expected indices of the 5 neurons, and 5 was found"),
        (
            Input::from(course(2)).for_neurons([1, 3, 1]),
            "input `x`: expected each index of neurons once, and 1 was found twice",
        ),
        (Input::from(course(2)).for_neurons(2..7), "input `x`: expected a range of the 5 neurons, and 2..7 was found"),
        (
            Input::from(course(2)).for_neurons(2..2),
            "input `x`: expected some neurons, and an empty selection was found",
        ),
        (
            Input::from(course(2)).for_neurons([0; 0]),
            "input `x`: expected some neurons, and an empty selection was found",
        ),
        (
            Input::from(course(2)).every(0.7),
            "input `x`: a row lasts for 0.7, which is no multiple of dt = 0.5; the nearest are 0.5 and 1",
        ),
        (Input::from(course(2)).every(0.3), "input `x`: a row lasts for 0.3, and one iteration lasts for dt = 0.5"),
        (
            Input::from(course(2)).every(-1.0),
            "input `x`: a row lasts for -1, and has to last for a positive time that can be counted",
        ),
        (
            Input::from(course(2)).every(f64::INFINITY),
            "input `x`: a row lasts for inf, and has to last for a positive time that can be counted",
        ),
        (
            Input::from(course(4)).every(1.0).repeated_every(3.5),
            "input `x`: it takes 8 iterations, and is to begin anew after 7",
        ),
        (
            Input::from(course(4)).repeated_every(3.3),
            "input `x`: a repetition lasts for 3.3, which is no multiple of dt = 0.5; the nearest are 3 and 3.5",
        ),
        (
            spikes(vec![(1.0, 2), (3.6, 4), (3.4, 4)]),
            "input `x`: neuron 4 has two spikes in iteration 7, and can fire once (dt = 0.5)",
        ),
        (
            spikes(vec![(1.0, 2), (-0.1, 2)]),
            "input `x`: spike 1 is at -0.1, and a spike is at a time from 0 on that can be counted",
        ),
        (
            spikes(vec![(f64::NAN, 2)]),
            "input `x`: spike 0 is at NaN, and a spike is at a time from 0 on that can be counted",
        ),
        (
            spikes(vec![(f64::INFINITY, 2)]),
            "input `x`: spike 0 is at inf, and a spike is at a time from 0 on that can be counted",
        ),
        (spikes(vec![(1.0, 5)]), "input `x`: spike 0 is of neuron 5, and there are 5"),
        (spikes(vec![(1.0, 2)]).for_neurons([4, 1]), "input `x`: spike 0 is of neuron 2, and there are 2"),
        (spikes(vec![(1.0, 2)]).every(1.0), "input `x`: spikes have times of their own; `every` is for values"),
        (
            spikes(vec![(1.0, 2)]).repeated(),
            "input `x`: the last spike is no end; say with `repeated_every` after which time they begin anew",
        ),
        (spikes(vec![(2.0, 2)]).repeated_every(2.0), "input `x`: it takes 5 iterations, and is to begin anew after 4"),
    ];
    for (input, expected) in cases {
        assert_eq!(error(input), expected);
    }
}

#[test]
fn what_has_times_is_made_for_one_time_step() {
    let place = &|| "x".to_owned();
    let timed = resolved(Input::from(course(2)).every(1.0));
    assert!(timed.check_time_step(DT, place).is_ok());
    let expected = "input `x`: it was made for dt = 0.5, and the network has dt = 0.25";
    assert_eq!(timed.check_time_step(0.25, place).unwrap_err().to_string(), expected);
    for untimed in [Input::from(course(2)).repeated(), Input::spikes_in_iterations([(3, 1)])] {
        assert!(resolved(untimed).check_time_step(0.25, place).is_ok());
    }
    // It can be made for another.
    let mut other = timed.clone();
    other.resolve(3, 0.25, place).unwrap();
    assert_eq!(other.end(), Some(8));
}
