//! Some of the neurons, and several connectors.

use super::*;

/// One of each that can connect 20 sources with 20 targets.
fn connectors() -> Vec<Any> {
    vec![
        Arc::new(all_to_all()),
        Arc::new(one_to_one()),
        Arc::new(fixed_probability(0.3)),
        Arc::new(fixed_in_degree(6)),
        Arc::new(fixed_in_degree(6).without_self().without_multiple()),
        Arc::new(fixed_out_degree(6)),
        Arc::new(fixed_out_degree(6).without_self().without_multiple()),
        Arc::new(fixed_total(90)),
        Arc::new(fixed_total(90).without_self().without_multiple()),
        Arc::new(disc(2.0)),
        Arc::new(gaussian(0.9, 2.0)),
        Arc::new(small_world(4, 0.5)),
        Arc::new(pairs(vec![(0, 19), (19, 0), (3, 3)])),
        Arc::new(|source: usize, target: usize| (source + target).is_multiple_of(3)),
        Arc::new(union([fixed_total(30)]).and(one_to_one())),
    ]
}

#[test]
fn the_synapses_are_the_same_on_every_machine() {
    let grid = Grid::new(5, 4, 1);
    let ends = Ends::new("s", grid, grid, 2025).recurrent();
    // The hash of Fowler, Noll and Vo over the list of pairs.
    let hash = |pairs: Vec<(usize, usize)>| {
        let numbers = pairs.into_iter().flat_map(|(source, target)| [source, target]);
        numbers.fold(0x811c_9dc5_u32, |hash, number| (hash ^ number as u32).wrapping_mul(0x0100_0193))
    };
    let expected = [
        2153592037, 1978339477, 2600183485, 3408917843, 2249623015, 679316135, 3381481643, 1480228448, 1401492727,
        1429256803, 355914911, 4282188525, 3931014057, 3860838449, 173894056,
    ];
    let hashes: Vec<u32> = connectors().iter().map(|connector| hash(list(connector, &ends))).collect();
    assert_eq!(hashes, expected);
}

#[test]
fn only_the_selected_neurons_are_connected() {
    let grid = Grid::new(10, 6, 1);
    let ends = Ends::new("s", grid, grid, 4).recurrent();
    let sources: Vec<usize> = (0..60).step_by(3).collect();
    let mask: Vec<bool> = (0..60).map(|neuron| sources.contains(&neuron)).collect();
    let others = 30..50;
    for (number, connector) in connectors().into_iter().enumerate() {
        let same = list(&connector.clone().between(&sources[..], mask.clone()), &ends);
        assert!(!same.is_empty(), "connector {number}");
        assert!(same.iter().all(|(a, b)| mask[*a] && mask[*b]), "connector {number}: {same:?}");
        assert_eq!(same, list(&connector.clone().between(mask.clone(), &sources[..]), &ends));
        if number != 11 {
            let apart = list(&connector.clone().between(mask.clone(), others.clone()), &ends);
            assert!(!apart.is_empty(), "connector {number}");
            assert!(apart.iter().all(|(a, b)| mask[*a] && others.contains(b)), "connector {number}: {apart:?}");
        }
    }
}

#[test]
fn the_neurons_that_are_selected_count() {
    let ends = group(100, 6);
    let structure = connected(&fixed_in_degree(5).without_multiple().without_self().between(10..16, 12..40), &ends);
    let (of_sources, of_targets) = degrees(&structure);
    assert!(!has_self(&structure) && !has_multiple(&structure));
    // Those of the sources that are targets, too, have all the others.
    assert!((0..100).all(|target| of_targets[target] == if (12..40).contains(&target) { 5 } else { 0 }));
    assert!((0..100).all(|source| (of_sources[source] > 0) == (10..16).contains(&source)));
    assert_eq!(
        reason(&fixed_in_degree(6).without_multiple().without_self().between(10..16, 12..40), &ends),
        "expected at least 6 sources to choose from, and 5 were found"
    );
}

#[test]
fn selections_can_be_written_in_many_ways() {
    let ends = line(6, 6, 0);
    let of = |selection: Selection| -> Vec<usize> {
        list(&all_to_all().between(selection, 0..1), &ends).into_iter().map(|(source, _)| source).collect()
    };
    assert_eq!(of((..).into()), [0, 1, 2, 3, 4, 5]);
    assert_eq!(of((2..4).into()), [2, 3]);
    assert_eq!(of((2..=4).into()), [2, 3, 4]);
    assert_eq!(of((4..).into()), [4, 5]);
    assert_eq!(of((..2).into()), [0, 1]);
    assert_eq!(of((6..6).into()), [0; 0]);
    assert_eq!(of([5, 0, 3].into()), [0, 3, 5]);
    assert_eq!(of(vec![5, 1].into()), [1, 5]);
    assert_eq!(of([true, false, false, true, false, false][..].into()), [0, 3]);
}

#[test]
fn wrong_selections_are_errors() {
    let ends = line(6, 7, 0);
    let source = |selection: Selection| reason(&all_to_all().between(selection, ..), &ends);
    assert_eq!(source((3..7).into()), "expected a range of the 6 sources, and 3..7 was found");
    assert_eq!(source((7..).into()), "expected a range of the 6 sources, and 7..6 was found");
    let (start, end) = (4, 3);
    assert_eq!(source((start..end).into()), "expected a range of the 6 sources, and 4..3 was found");
    assert_eq!(source(vec![true; 7].into()), "expected a mask of the 6 sources, and 7 values were found");
    assert_eq!(source([1, 6].into()), "expected indices of the 6 sources, and 6 was found");
    assert_eq!(source([1, 3, 1].into()), "expected each index of sources once, and 1 was found twice");
    assert_eq!(reason(&all_to_all().between(.., 0..8), &ends), "expected a range of the 7 targets, and 0..8 was found");
}

#[test]
fn a_selection_of_a_selection_is_in_both() {
    let connector = all_to_all().between(3..8, ..).between(0..5, [1, 9]);
    assert_eq!(list(&connector, &group(10, 0)), [(3, 1), (3, 9), (4, 1), (4, 9)]);
}

#[test]
fn a_union_connects_what_its_parts_do() {
    let ends = group(40, 0);
    let connector = union([disc(1.0), ring(5.0, 6.0)]).and(one_to_one().between(0..10, 30..40)).and(one_to_one());
    let mut expected: Vec<_> =
        [list(&disc(1.0), &ends), list(&ring(5.0, 6.0), &ends), list(&one_to_one(), &ends)].concat();
    expected.extend((0..10).map(|k| (k, k + 30)));
    expected.sort_unstable();
    assert_eq!(list(&connector, &ends), expected);
    assert!(list(&union([] as [AllToAll; 0]), &ends).is_empty());
    assert_eq!(list(&union([one_to_one()]), &ends), list(&one_to_one(), &ends));
    let apart = all_to_all().between([1, 5, 7], 3..5);
    let both = union([apart.clone(), apart.clone()]);
    assert_eq!(list(&both.between([0, 5, 6, 7], ..), &ends).len(), 8);
}

#[test]
fn parts_draw_numbers_of_their_own() {
    // No two of these nine are the same, also in unions of unions.
    let inner = || union([fixed_out_degree(1), fixed_out_degree(1), fixed_out_degree(1)]);
    let structure = connected(&union([inner(), inner(), inner()]), &line(1000, 1000, 0));
    assert_eq!(structure.len(), 9000);
    check_uniform(&degrees(&structure).1, 1.0);
    let repeated = |row: &[u32]| row.windows(2).filter(|pair| pair[0] == pair[1]).count();
    let repeated: usize = (0..1000).map(|source| repeated(&structure.targets()[structure.row(source)])).sum();
    // Of 36 pairs of draws in each row one in 1000 is the same.
    assert!((10..70).contains(&repeated), "{repeated}");
}

#[test]
fn a_table_of_projections() {
    let starts = [0, 40, 50, 80];
    let synapses = |from: usize, to: usize| (from * 3 + to) * 50;
    let table = (0..9).map(|k| (k / 3, k % 3)).map(|(from, to)| {
        (starts[from]..starts[from + 1], starts[to]..starts[to + 1], fixed_total(synapses(from, to)))
    });
    let structure = connected(&projections(table), &group(80, 1));
    let population = |neuron: usize| (0..3).rfind(|&k| starts[k] <= neuron).unwrap();
    let mut counts = [[0; 3]; 3];
    structure.pairs().for_each(|(source, target)| counts[population(source)][population(target)] += 1);
    assert_eq!(counts, [0, 1, 2].map(|from| [0, 1, 2].map(|to| synapses(from, to))));
    assert_eq!(structure.len(), 1800);
    let different: Vec<(Selection, Selection, Any)> =
        vec![((..).into(), (0..3).into(), Arc::new(all_to_all())), ([4].into(), (..).into(), Arc::new(disc(0.0)))];
    assert_eq!(connected(&projections(different), &group(80, 1)).len(), 241);
}

#[test]
fn errors_name_the_part() {
    let ends = group(10, 0);
    assert_eq!(
        reason(&union([fixed_in_degree(3), fixed_in_degree(11).without_multiple()]), &ends),
        "part 1, counting from 0: expected at least 11 sources to choose from, and 10 were found"
    );
    assert_eq!(
        reason(&projections([(0..10, 0..11, all_to_all())]), &ends),
        "part 0, counting from 0: expected a range of the 10 targets, and 0..11 was found"
    );
    struct Elsewhere;
    impl Connector for Elsewhere {
        fn connect(&self, _: &Ends<'_>) -> Result<Structure> {
            all_to_all().connect(&line(2, 3, 0))
        }
    }
    assert_eq!(
        reason(&union([Elsewhere]), &ends),
        "part 0, counting from 0: expected 10 sources and 10 targets, and 2 and 3 were found"
    );
}
