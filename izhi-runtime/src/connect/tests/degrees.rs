//! The connectors that count: pairs by probability, sources by target, targets by source, synapses in total.

use super::*;

#[test]
fn one_to_one_is_the_diagonal() {
    for ends in [group(50, 1), line(50, 50, 1)] {
        assert_eq!(list(&one_to_one(), &ends), (0..50).map(|k| (k, k)).collect::<Vec<_>>());
    }
    assert_eq!(
        reason(&one_to_one(), &line(50, 51, 1)),
        "expected as many sources as targets, and 50 sources and 51 targets were found"
    );
}

#[test]
fn all_to_all_is_all() {
    assert_eq!(connected(&all_to_all(), &group(30, 1)).len(), 900);
    let structure = connected(&all_to_all().without_self(), &group(30, 1));
    assert_eq!(structure.len(), 870);
    assert!(!has_self(&structure) && !has_multiple(&structure));
}

#[test]
fn probabilities_are_those_of_the_pairs() {
    for (probability, neurons) in [(0.01, 1000), (0.3, 300), (0.9, 200)] {
        let structure = connected(&fixed_probability(probability), &group(neurons, 5));
        assert!(has_self(&structure) && !has_multiple(&structure));
        let (pairs, variance) = ((neurons * neurons) as f64, 1.0 - probability);
        let far = (structure.len() as f64 - pairs * probability) / (pairs * probability * variance).sqrt();
        assert!(far.abs() < 4.0, "{far}");
        let (of_sources, of_targets) = degrees(&structure);
        check_uniform(&of_sources, variance);
        check_uniform(&of_targets, variance);
        assert!(!has_self(&connected(&fixed_probability(probability).without_self(), &group(neurons, 5))));
    }
    assert_eq!(connected(&fixed_probability(0.0), &group(20, 5)).len(), 0);
    // One minus it is one.
    assert_eq!(connected(&fixed_probability(1e-17), &group(20, 5)).len(), 0);
    assert_eq!(connected(&fixed_probability(1.0), &group(20, 5)).len(), 400);
    assert!(reason(&fixed_probability(1.5), &group(20, 5)).contains("1.5"));
}

#[test]
fn every_target_has_the_in_degree() {
    for (sources, targets, degree) in [(1, 1, 1), (7, 5, 3), (300, 400, 20), (400, 300, 399), (5, 500, 0)] {
        let connector = fixed_in_degree(degree);
        for (connector, is_distinct) in [(connector, false), (connector.without_multiple(), true)] {
            let structure = connected(&connector, &line(sources, targets, 3));
            assert_eq!(degrees(&structure).1, vec![degree; targets]);
            assert!(!(is_distinct && has_multiple(&structure)));
        }
    }
    let structure = connected(&fixed_in_degree(99).without_self().without_multiple(), &group(100, 3));
    assert!(structure.pairs().eq((0..100).flat_map(|a| (0..100).filter(move |b| *b != a).map(move |b| (a, b)))));
}

#[test]
fn every_source_has_the_out_degree() {
    for (sources, targets, degree) in [(1, 1, 1), (5, 7, 3), (400, 300, 20), (300, 400, 399), (500, 5, 0)] {
        let connector = fixed_out_degree(degree);
        for (connector, is_distinct) in [(connector, false), (connector.without_multiple(), true)] {
            let structure = connected(&connector, &line(sources, targets, 3));
            assert_eq!(degrees(&structure).0, vec![degree; sources]);
            assert!(!(is_distinct && has_multiple(&structure)));
        }
    }
    let structure = connected(&fixed_out_degree(99).without_self().without_multiple(), &group(100, 3));
    assert_eq!(degrees(&structure).1, vec![99; 100]);
    assert!(!has_self(&structure));
}

#[test]
fn the_other_degree_is_that_of_uniform_draws() {
    for (neurons, degree) in [(1000, 30), (300, 200), (2000, 3)] {
        // Draws that do not repeat vary less.
        let of_group = degree as f64 / neurons as f64;
        let distinct = (1.0 - of_group) * neurons as f64 / (neurons - 1) as f64;
        let ends = group(neurons, 11);
        let inward = connected(&fixed_in_degree(degree), &ends);
        check_uniform(&degrees(&inward).0, 1.0);
        assert!(has_self(&inward) && has_multiple(&inward));
        check_uniform(&degrees(&connected(&fixed_in_degree(degree).without_multiple(), &ends)).0, distinct);
        let outward = connected(&fixed_out_degree(degree), &ends);
        check_uniform(&degrees(&outward).1, 1.0);
        assert!(has_self(&outward) && has_multiple(&outward));
        check_uniform(&degrees(&connected(&fixed_out_degree(degree).without_multiple(), &ends)).1, distinct);
        let inward = connected(&fixed_in_degree(degree).without_self(), &ends);
        let outward = connected(&fixed_out_degree(degree).without_self(), &ends);
        assert!(!has_self(&inward) && !has_self(&outward));
        check_uniform(&degrees(&inward).0, 1.0);
        check_uniform(&degrees(&outward).1, 1.0);
    }
}

#[test]
fn multiple_synapses_are_as_frequent_as_they_should_be() {
    // Each of the 100 targets is missed by all of 30 draws with the probability 0.99^30.
    let structure = connected(&fixed_out_degree(30), &line(1000, 100, 8));
    let rows = (0..1000).map(|source| structure.targets()[structure.row(source)].chunk_by(|a, b| a == b).count());
    let distinct = rows.sum::<usize>() as f64 / 1000.0;
    assert!((distinct - 100.0 * (1.0 - 0.99_f64.powi(30))).abs() < 0.25, "{distinct}");
}

#[test]
fn all_choices_are_equally_likely() {
    let of_first = |structure: Structure| structure.pairs().filter(|&(source, _)| source == 1).collect::<Vec<_>>();
    // 3 of the 4 others, 2 of the 4 others, 3 of all 5, and one of 3.
    let draw = |connector: FixedOutDegree, ends: fn(u64) -> Ends<'static>| {
        move |seed| of_first(connector.connect(&ends(seed)).unwrap())
    };
    check_outcomes(4, draw(fixed_out_degree(3).without_self().without_multiple(), |seed| group(5, seed)));
    check_outcomes(6, draw(fixed_out_degree(2).without_self().without_multiple(), |seed| group(5, seed)));
    check_outcomes(10, draw(fixed_out_degree(3).without_multiple(), |seed| group(5, seed)));
    check_outcomes(3, draw(fixed_out_degree(1), |seed| line(2, 3, seed)));
    let of_target = |seed| {
        let structure = fixed_in_degree(2).without_self().without_multiple().connect(&group(5, seed)).unwrap();
        structure.pairs().filter(|&(_, target)| target == 3).collect::<Vec<_>>()
    };
    check_outcomes(6, of_target);
}

#[test]
fn rows_are_independent_of_each_other() {
    let draw = |seed| fixed_out_degree(1).connect(&line(3, 3, seed)).unwrap().pairs().collect();
    check_outcomes(27, draw);
    let draw = |seed| {
        let mut pairs: Vec<_> = fixed_in_degree(1).connect(&line(3, 3, seed)).unwrap().pairs().collect();
        pairs.sort_by_key(|&(_, target)| target);
        pairs
    };
    check_outcomes(27, draw);
}

#[test]
fn the_total_is_exact_and_spread_evenly() {
    for (sources, targets, synapses) in [(1, 1, 1), (1, 1, 9), (7, 5, 0), (300, 500, 100_000), (90, 100, 200_000)] {
        let structure = connected(&fixed_total(synapses), &line(sources, targets, 4));
        assert_eq!(structure.len(), synapses);
        if synapses > 1000 {
            assert!(has_multiple(&structure));
            check_uniform(&degrees(&structure).0, 1.0);
            check_uniform(&degrees(&structure).1, 1.0);
        }
    }
    let structure = connected(&fixed_total(200_000).without_self(), &group(100, 4));
    assert!(!has_self(&structure));
    check_uniform(&degrees(&structure).0, 1.0);
    let mut counts = vec![0; 100 * 100];
    structure.pairs().for_each(|(source, target)| counts[source * 100 + target] += 1);
    let others = (0..100 * 100).filter(|pair| pair % 101 != 0).map(|pair| counts[pair]);
    check_uniform(&others.collect::<Vec<_>>(), 1.0);
}

#[test]
fn distinct_pairs_in_total() {
    for (neurons, synapses) in [(100, 0), (100, 3000), (100, 7000), (100, 9899), (100, 9900), (1000, 100_000)] {
        let structure = connected(&fixed_total(synapses).without_self().without_multiple(), &group(neurons, 4));
        assert_eq!(structure.len(), synapses);
        assert!(!has_self(&structure) && !has_multiple(&structure));
        let pairs = neurons * (neurons - 1);
        if (1000..pairs - 1000).contains(&synapses) {
            // The variance of the hypergeometric distribution.
            let others = (pairs - neurons + 1) as f64 / (pairs - 1) as f64;
            let freedom = neurons as f64 / (neurons - 1) as f64;
            let variance = (1.0 - synapses as f64 / pairs as f64) * others * freedom;
            check_uniform(&degrees(&structure).0, variance);
            check_uniform(&degrees(&structure).1, variance);
        }
    }
}

#[test]
fn all_sets_of_pairs_are_equally_likely() {
    // Of the 6 pairs of 3 neurons without themselves, and of the 6 pairs of 2 with 3.
    for (synapses, sets) in [(1, 6), (2, 15), (3, 20), (4, 15), (5, 6), (6, 1)] {
        let connector = fixed_total(synapses).without_multiple();
        let of_group = |seed| connector.without_self().connect(&group(3, seed)).unwrap().pairs().collect::<Vec<_>>();
        let of_two = |seed| connector.connect(&line(2, 3, seed)).unwrap().pairs().collect::<Vec<_>>();
        if sets > 1 {
            check_outcomes(sets, of_group);
            check_outcomes(sets, of_two);
        } else {
            assert_eq!(of_group(1).len(), synapses);
        }
    }
}

#[test]
fn pairs_are_equally_likely_where_only_some_neurons_are_at_both_ends() {
    // Source 1 has one target fewer, and must be drawn half as often.
    let connector = fixed_total(1).without_self().between(0..2, 1..3);
    check_outcomes(3, |seed| connector.connect(&group(3, seed)).unwrap().pairs().collect());
    let connector = fixed_total(2).without_self().without_multiple().between(0..2, 1..3);
    check_outcomes(3, |seed| connector.connect(&group(3, seed)).unwrap().pairs().collect());
}

#[test]
fn too_few_to_choose_from() {
    let few = |expected: usize, what: &str, found: usize| {
        format!("expected at least {expected} {what} to choose from, and {found} were found")
    };
    let (ends, one) = (group(10, 0), group(1, 0));
    assert_eq!(reason(&fixed_in_degree(11).without_multiple(), &ends), few(11, "sources", 10));
    assert_eq!(reason(&fixed_in_degree(10).without_multiple().without_self(), &ends), few(10, "sources", 9));
    assert_eq!(reason(&fixed_out_degree(11).without_multiple(), &line(3, 10, 0)), few(11, "targets", 10));
    assert_eq!(reason(&fixed_out_degree(5).without_self(), &one), few(1, "targets", 0));
    assert_eq!(reason(&fixed_in_degree(5).between([], ..), &ends), few(1, "sources", 0));
    assert_eq!(reason(&fixed_total(101).without_multiple(), &ends), few(101, "pairs", 100));
    assert_eq!(reason(&fixed_total(91).without_multiple().without_self(), &ends), few(91, "pairs", 90));
    assert_eq!(reason(&fixed_total(1).without_self(), &one), few(1, "pairs", 0));
    // Neurons of different groups are never the same.
    assert_eq!(connected(&fixed_in_degree(10).without_multiple().without_self(), &line(10, 10, 0)).len(), 100);
}

#[test]
fn more_than_the_memory_holds_is_refused_at_once() {
    let ends = group(10, 0);
    let connectors: [Any; 3] = [
        Arc::new(fixed_in_degree(usize::MAX)),
        Arc::new(fixed_out_degree(usize::MAX / 4)),
        Arc::new(fixed_total(usize::MAX)),
    ];
    for connector in connectors {
        assert!(matches!(connector.connect(&ends), Err(Error::Memory { .. })));
    }
}

#[test]
fn seeds_and_sites_make_other_synapses() {
    let connectors: [Any; 5] = [
        Arc::new(fixed_probability(0.1)),
        Arc::new(fixed_in_degree(10)),
        Arc::new(fixed_out_degree(10)),
        Arc::new(fixed_total(1000)),
        Arc::new(fixed_total(1000).without_multiple()),
    ];
    for connector in connectors {
        let first = list(&connector, &group(100, 1));
        assert_ne!(first, list(&connector, &group(100, 2)));
        assert_ne!(first, list(&connector, &group(100, 1).site(1)));
    }
}
