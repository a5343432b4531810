use super::*;

mod by_distance;
mod degrees;
mod explicit;
mod own;
mod parts;
mod small_world;

/// A connector as one type.
type Any = Arc<dyn Connector>;

fn line<'a>(sources: usize, targets: usize, seed: u64) -> Ends<'a> {
    Ends::new("s", Grid::line(sources), Grid::line(targets), seed)
}

/// Both ends are one group.
fn group<'a>(neurons: usize, seed: u64) -> Ends<'a> {
    line(neurons, neurons, seed).recurrent()
}

/// What is connected, having checked what holds for every structure: it is the same for any number of threads,
/// and its rows are in order and within the groups.
#[track_caller]
fn connected(connector: &dyn Connector, ends: &Ends<'_>) -> Structure {
    let structure = connector.connect(&ends.clone().threads(1)).unwrap();
    for threads in [2, 3, 7] {
        let other = connector.connect(&ends.clone().threads(threads)).unwrap();
        assert_eq!(other.starts(), structure.starts(), "with {threads} threads");
        assert!(other.targets() == structure.targets(), "other targets with {threads} threads");
    }
    assert_eq!(structure.extent(), ends.extent());
    for source in 0..structure.extent().sources {
        assert!(structure.targets()[structure.row(source)].is_sorted(), "row {source}");
    }
    assert!(structure.targets().iter().all(|&target| (target as usize) < structure.extent().targets));
    structure
}

/// The synapses as a list.
#[track_caller]
fn list(connector: &dyn Connector, ends: &Ends<'_>) -> Vec<(usize, usize)> {
    connected(connector, ends).pairs().collect()
}

/// Why it cannot be connected.
#[track_caller]
fn reason(connector: &dyn Connector, ends: &Ends<'_>) -> String {
    let reasons = [1, 2, 3, 7].map(|threads| match connector.connect(&ends.clone().threads(threads)) {
        Err(Error::Connector { synapses, reason }) if synapses == "s" => reason,
        other => panic!("{other:?}"),
    });
    assert!(reasons.iter().all(|reason| *reason == reasons[0]), "{reasons:?}");
    reasons[0].clone()
}

/// The number of synapses of each source and of each target.
fn degrees(structure: &Structure) -> (Vec<usize>, Vec<usize>) {
    let mut of_targets = vec![0; structure.extent().targets];
    structure.targets().iter().for_each(|&target| of_targets[target as usize] += 1);
    ((0..structure.extent().sources).map(|source| structure.row(source).len()).collect(), of_targets)
}

fn has_self(structure: &Structure) -> bool {
    structure.pairs().any(|(source, target)| source == target)
}

fn has_multiple(structure: &Structure) -> bool {
    (0..structure.extent().sources)
        .any(|source| structure.targets()[structure.row(source)].windows(2).any(|pair| pair[0] == pair[1]))
}

/// Pearson's test: the counts could well have come from the expected ones. `variance` is that of each count in
/// units of its mean, 1 where the counts are those of independent draws.
#[track_caller]
fn check_counts(counts: &[usize], expected: impl Fn(usize) -> f64, variance: f64) {
    let terms = counts.iter().enumerate().map(|(k, &count)| (count as f64 - expected(k)).powi(2) / expected(k));
    let freedom = (counts.len() - 1) as f64;
    let statistic = terms.sum::<f64>() / variance;
    // 4.5 standard deviations, and more where the distribution is skewed (Laurent and Massart, 2000).
    let (low, high) = (freedom - 2.0 * (10.0 * freedom).sqrt(), freedom + 2.0 * (10.0 * freedom).sqrt() + 20.0);
    assert!(low < statistic && statistic < high, "{statistic} with {freedom} degrees of freedom: {counts:?}");
}

/// Numbers that are all equally likely and add up to the same sum each time.
#[track_caller]
fn check_uniform(counts: &[usize], variance: f64) {
    let mean = counts.iter().sum::<usize>() as f64 / counts.len() as f64;
    check_counts(counts, |_| mean, variance);
}

/// The outcomes of many seeds, each of which is as likely as the others.
#[track_caller]
fn check_outcomes(outcomes: usize, draw: impl Fn(u64) -> Vec<(usize, usize)>) {
    let mut counts = std::collections::BTreeMap::<_, usize>::new();
    for seed in 0..outcomes as u64 * 100 {
        *counts.entry(draw(seed)).or_default() += 1;
    }
    assert_eq!(counts.len(), outcomes, "{:?}", counts.keys());
    check_uniform(&counts.into_values().collect::<Vec<_>>(), 1.0);
}

#[test]
fn the_test_of_counts_can_fail() {
    let fails = |counts: &'static [usize]| std::panic::catch_unwind(|| check_uniform(counts, 1.0)).is_err();
    assert!(!fails(&[100, 90, 110, 95, 105]));
    assert!(fails(&[100, 90, 200, 95, 105]));
    let regular: &'static [usize] = Box::leak(vec![100; 200].into_boxed_slice());
    assert!(fails(regular));
}

#[test]
fn what_does_not_exist_cannot_be_listed() {
    let ends = line(4, 5, 0);
    let rows = ends.rows(|source, _, row| row.push(source as u32 + 2)).unwrap_err();
    assert_eq!(rows.to_string(), "synapses `s`: expected the number of a target below 5, and 5 was found");
    let columns = ends.columns(|target, _, column| column.push(target as u32)).unwrap_err();
    assert_eq!(columns.to_string(), "synapses `s`: expected the number of a source below 4, and 4 was found");
}

#[test]
fn lists_that_change_are_errors() {
    let expected = "synapses `s`: expected the same synapses when they are listed again, and others were found";
    let ends = line(4, 5, 0);
    for (first, then) in [(0, 1), (1, 0), (1, 2)] {
        let calls = std::sync::atomic::AtomicUsize::new(0);
        let length = || if calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 4 { first } else { then };
        let rows = ends.rows(|_, _, row| row.extend(std::iter::repeat_n(0, length())));
        assert_eq!(rows.unwrap_err().to_string(), expected);
        let calls = std::sync::atomic::AtomicUsize::new(0);
        let length = || if calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 5 { first } else { then };
        let columns = ends.columns(|_, _, column| column.extend(std::iter::repeat_n(0, length())));
        assert_eq!(columns.unwrap_err().to_string(), expected);
    }
}

#[test]
fn rows_and_columns_are_the_same_synapses() {
    let listed = |a: usize, b: usize| (a * 7 + b * 3).is_multiple_of(5);
    for (sources, targets) in [(1, 1), (1, 20), (20, 1), (13, 29), (0, 3), (3, 0)] {
        for threads in [1, 2, 3, 7, 100] {
            let ends = line(sources, targets, 0).threads(threads);
            let all = |count: usize, is_listed: &dyn Fn(usize) -> bool, numbers: &mut Vec<u32>| {
                // In descending order, for any will do.
                numbers.extend((0..count).rev().filter(|&number| is_listed(number)).map(|number| number as u32));
            };
            let rows = ends.rows(|source, _, row| all(targets, &|target| listed(source, target), row)).unwrap();
            let columns = ends.columns(|target, _, column| all(sources, &|source| listed(source, target), column));
            let columns = columns.unwrap();
            assert_eq!(rows.pairs().collect::<Vec<_>>(), columns.pairs().collect::<Vec<_>>());
            let expected = (0..sources).flat_map(|source| (0..targets).map(move |target| (source, target)));
            assert!(rows.pairs().eq(expected.filter(|&(source, target)| listed(source, target))));
        }
    }
}
