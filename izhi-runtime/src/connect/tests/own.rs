use super::*;
use crate::ranks::own;

/// What ranks have is what one has, each the synapses to its own targets, with the numbers that they have in their rows.
#[test]
fn ranks_share_the_rows_of_one() {
    let (sources, targets, ranks) = (40, 1000, 3);
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
    for (number, connector) in connectors.into_iter().enumerate() {
        let ends = Ends::new("s", Grid::line(sources), Grid::line(targets), 42).recurrent().site(5);
        let all = connector.connect(&ends).unwrap();
        for rank in 0..ranks {
            for threads in [1, 2] {
                let own = own(targets, rank, ranks);
                let ends = Ends { own: Some(own.clone()), ..ends.clone() }.threads(threads);
                let part = ends.own_part(connector.connect(&ends).unwrap()).unwrap();
                for source in 0..sources {
                    let row = &all.targets()[all.row(source)];
                    let expected: Vec<u32> =
                        row.iter().copied().filter(|&target| own.contains(&(target as usize))).collect();
                    assert_eq!(part.targets()[part.row(source)], expected, "connector {number}, rank {rank}");
                    let first = row.iter().filter(|&&target| (target as usize) < own.start).count();
                    assert_eq!(part.first(source), first, "connector {number}, rank {rank}, source {source}");
                }
            }
        }
    }
}
