//! The ring and its rewired synapses.

use super::*;

/// How far apart two neurons of a ring are.
fn apart(a: usize, b: usize, neurons: usize) -> usize {
    a.abs_diff(b).min(neurons - a.abs_diff(b))
}

#[test]
fn without_rewiring_it_is_a_ring() {
    for (neurons, neighbors) in [(1, 0), (3, 2), (10, 4), (11, 10), (10, 8), (100, 6)] {
        let is_near = move |a: usize, b: usize| a != b && apart(a, b, neurons) <= neighbors / 2;
        let ends = group(neurons, 2);
        assert_eq!(list(&small_world(neighbors, 0.0), &ends), list(&is_near, &ends), "{neurons}, {neighbors}");
    }
}

#[test]
fn degrees_stay_and_no_pair_is_there_twice() {
    for (neurons, neighbors, rewire) in [(10, 8, 1.0), (6, 4, 0.5), (200, 150, 1.0), (1000, 10, 0.3), (5, 4, 1.0)] {
        for ends in [group(neurons, 2), line(neurons, neurons, 2)] {
            let structure = connected(&small_world(neighbors, rewire), &ends);
            assert_eq!(degrees(&structure).0, vec![neighbors; neurons]);
            assert!(!has_self(&structure) && !has_multiple(&structure));
        }
    }
}

#[test]
fn as_many_are_rewired_as_should_be() {
    let (neurons, neighbors) = (4000, 10);
    for rewire in [0.05, 0.3, 1.0] {
        let structure = connected(&small_world(neighbors, rewire), &group(neurons, 9));
        let mut by_offset = vec![0; neurons];
        structure.pairs().for_each(|(a, b)| by_offset[(b + neurons - a) % neurons] += 1);
        let far = &by_offset[neighbors / 2 + 1..neurons - neighbors / 2];
        let (drawn, synapses) = (far.iter().sum::<usize>() as f64, (neurons * neighbors) as f64);
        // One in 400 at most comes back to a place on the ring that another has left.
        let deviation = 4.0 * (synapses * rewire * (1.0 - rewire)).sqrt() + synapses * rewire / 400.0;
        assert!((drawn - synapses * rewire).abs() < deviation, "{drawn} of {synapses} at {rewire}");
        check_uniform(far, 1.0);
    }
}

#[test]
fn rewired_synapses_go_anywhere_with_the_same_probability() {
    // Of 7 neurons, 4 are free for the first one; the second one cannot have the place of the first one, but
    // that which it has left.
    let of_first = |seed| {
        let structure = small_world(2, 1.0).connect(&group(7, seed)).unwrap();
        structure.targets()[structure.row(0)].iter().map(|&target| (0, target as usize)).collect::<Vec<_>>()
    };
    let mut counts = std::collections::BTreeMap::<_, usize>::new();
    for seed in 0..8000 {
        *counts.entry(of_first(seed)).or_default() += 1;
    }
    // The two neighbors are 1 and 6, and 1 is led elsewhere first: to x, one of 2 to 5. Then 6 is led to 1 or
    // to one of the other three. So {1, x} in 1 of 16 for each x, and {x, y} in 2 of 16 for each x < y.
    let mut expected = std::collections::BTreeMap::new();
    for x in 2..6 {
        expected.insert(vec![(0, 1), (0, x)], 500.0);
        (x + 1..6).for_each(|y| _ = expected.insert(vec![(0, x), (0, y)], 1000.0));
    }
    assert!(counts.keys().eq(expected.keys()), "{counts:?}");
    let expected: Vec<f64> = expected.into_values().collect();
    check_counts(&counts.into_values().collect::<Vec<_>>(), |k| expected[k], 1.0);
}

#[test]
fn impossible_rings_are_errors() {
    let ends = group(10, 0);
    assert_eq!(reason(&small_world(3, 0.1), &ends), "expected an even number of neighbors, and 3 was found");
    assert_eq!(
        reason(&small_world(10, 0.1), &ends),
        "expected fewer neighbors than the 10 neurons of the ring, and 10 was found"
    );
    for rewire in [-0.1, 1.1, f64::NAN] {
        let expected = format!("expected a probability between 0 and 1, and {rewire} was found");
        assert_eq!(reason(&small_world(2, rewire), &ends), expected);
    }
    assert!(reason(&small_world(2, 0.1), &line(10, 9, 0)).contains("as many sources as targets"));
    assert!(reason(&small_world(2, 0.1).between(0..5, 4..9), &ends).contains("neuron 4 was found at another place"));
    assert_eq!(connected(&small_world(2, 0.1).between(0..5, 5..10), &ends).len(), 10);
}
