use super::*;
use crate::ranks::{in_threads, own};
use crate::settings::RunSettings;

/// What a rank of some has, with the numbers that its synapses have in the rows of all.
fn part(connector: &dyn Connector, ends: &Ends<'_>, world: &crate::ranks::Local, threads: usize) -> Structure {
    use crate::ranks::World;
    let own = own(ends.extent().targets, world.rank(), world.ranks());
    let ends = Ends { own: Some(own), ..ends.clone() }.threads(threads);
    let mut part = ends.own_part(connector.connect(&ends).unwrap()).unwrap();
    let settings = RunSettings { world: Some(Arc::new(world.clone())), ..RunSettings::new(1, 0.1) };
    part.join(&settings.executor().unwrap());
    part
}

/// The ranks have what one has, each the synapses to its own targets.
#[track_caller]
fn check(connector: Any, ends: Ends<'_>, ranks: usize, threads: usize) {
    let all = connector.connect(&ends).unwrap();
    assert!(!all.is_empty());
    let targets = all.extent().targets;
    in_threads(ranks, |world| {
        use crate::ranks::World;
        let own = own(targets, world.rank(), ranks);
        let part = part(&*connector, &ends, world, threads);
        assert_eq!(part.listed(), all.len());
        for source in 0..all.extent().sources {
            let row = &all.targets()[all.row(source)];
            let expected: Vec<u32> = row.iter().copied().filter(|&target| own.contains(&(target as usize))).collect();
            assert_eq!(part.targets()[part.row(source)], expected, "rank {}", world.rank());
            let first = row.iter().filter(|&&target| (target as usize) < own.start).count();
            assert_eq!(part.first(source), first, "rank {}, source {source}", world.rank());
        }
    });
}

#[test]
fn ranks_share_the_rows_of_one() {
    let (sources, targets) = (40, 1000);
    let members = || (0..targets).filter(|target| target % 3 > 0).collect::<Vec<_>>();
    let connectors: Vec<Any> = vec![
        Arc::new(all_to_all().without_self()),
        Arc::new(fixed_probability(0.2)),
        Arc::new(fixed_in_degree(3)),
        Arc::new(fixed_in_degree(3).between(5..30, members())),
        Arc::new(fixed_out_degree(70).between(.., members())),
        Arc::new(fixed_total(5000)),
        Arc::new(pairs((0..3000).map(|number| (number * 7 % sources, number * 31 % targets)).collect::<Vec<_>>())),
        Arc::new(projections([(0..20, 0..300, fixed_total(900)), (10..40, 200..1000, fixed_total(4000))])),
        Arc::new(|source: usize, target: usize| (source + target).is_multiple_of(7)),
    ];
    for connector in connectors {
        for threads in [1, 2] {
            check(connector.clone(), line(sources, targets, 42).recurrent().site(5), 3, threads);
        }
    }
}

/// Connectors whose rows are drawn in stretches, on a side of neurons so large.
fn stretched() -> Vec<Any> {
    let members = || (0..20_000).filter(|target| target % 4 > 0).collect::<Vec<_>>();
    vec![
        Arc::new(fixed_probability(0.05).without_self()),
        Arc::new(fixed_probability(0.03).between(1..20, members())),
        Arc::new(fixed_out_degree(900)),
        Arc::new(fixed_out_degree(700).without_self().without_multiple()),
        Arc::new(fixed_out_degree(700).between(.., members())),
        Arc::new(fixed_total(20_000).without_self()),
        Arc::new(fixed_total(25_000).without_self().without_multiple()),
        Arc::new(fixed_total(200_000).without_multiple().between(0..20, members())),
        Arc::new(gaussian(0.9, 700.0)),
        Arc::new(gaussian(0.9, 500.0).within(900.0).between(.., members())),
    ]
}

#[test]
fn ranks_share_rows_that_are_drawn_in_stretches() {
    let ends = || line(30, 20_000, 42).recurrent().site(5);
    assert_eq!(ends().stretches(1000.0).here(), 9);
    for connector in stretched() {
        check(connector.clone(), ends(), 2, 1);
        check(connector, ends(), 5, 2);
    }
}

#[test]
fn a_rank_draws_the_stretches_in_which_it_has_targets() {
    let ends = line(30, 20_480, 42);
    for (own, here) in [(0..2048, 0..1), (2048..4096, 1..2), (2000..4100, 0..3), (0..20_480, 0..10), (700..700, 0..0)] {
        let ends = Ends { own: Some(own.clone()), ..ends.clone() };
        let stretches = ends.stretches(f64::INFINITY);
        let numbers = (0..stretches.here()).map(|at| stretches.number(at));
        assert!(numbers.eq(here.clone()), "{own:?} {here:?}");
    }
}

#[test]
fn synapses_are_as_many_in_all_stretches() {
    let ends = line(30, 20_000, 3).recurrent();
    for connector in [stretched().remove(0), stretched().remove(2), stretched().remove(3), stretched().remove(5)] {
        let structure = connected(&*connector, &ends);
        let (_, of_targets) = degrees(&structure);
        let of_hundreds: Vec<usize> = of_targets.chunks(100).map(|degrees| degrees.iter().sum()).collect();
        // Distinct ones and those of a probability vary less.
        let variance = 1.0 - structure.len() as f64 / (30.0 * 20_000.0);
        check_uniform(&of_hundreds, if has_multiple(&structure) { 1.0 } else { variance });
    }
}
