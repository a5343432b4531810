//! Connections that are drawn on a device are those that the processor draws.

use std::sync::Arc;

use izhi_cuda::connect::{CONNECT, Column, Rows, draw, sort_by_delay};
use izhi_cuda::{Buffer, Gpu, Machine};
use izhi_device_tests::nvrtc::{compiled, is_there};
use izhi_device_tests::{patterns, processor_machine};
use izhi_runtime::connect::*;
use izhi_runtime::population::Grid;

type Any = Arc<dyn Connector>;

/// The processor with one warp and with three, and a GPU where there is one.
fn machines() -> Vec<Box<dyn Machine>> {
    let gpu = Gpu::new(0).ok().filter(|_| is_there()).map(|gpu| Box::new(gpu) as Box<dyn Machine>);
    [1, 3].map(processor_machine).into_iter().chain(gpu).collect()
}

fn read<T: Copy + Default>(buffer: &Buffer, count: usize) -> Vec<T> {
    let mut bytes = vec![0; count * size_of::<T>()];
    buffer.read(0, &mut bytes).unwrap();
    // SAFETY: all numbers of these tests are made of any bytes.
    bytes.chunks_exact(size_of::<T>()).map(|bytes| unsafe { bytes.as_ptr().cast::<T>().read_unaligned() }).collect()
}

fn write<T: Copy>(machine: &mut dyn Machine, values: &[T]) -> Buffer {
    // SAFETY: numbers have no bytes but their own.
    let bytes = unsafe { std::slice::from_raw_parts(values.as_ptr().cast::<u8>(), size_of_val(values)) };
    let mut buffer = machine.allocate(bytes.len()).unwrap();
    machine.write(&mut buffer, 0, bytes).unwrap();
    buffer
}

fn drawn(machine: &mut dyn Machine, connector: &dyn Connector, ends: &Ends<'_>) -> Rows {
    let plan = connector.plan(ends).unwrap().expect("no plan");
    draw(machine, &plan).unwrap()
}

#[track_caller]
fn check(what: &str, connector: &dyn Connector, ends: &Ends<'_>) {
    let expected = connector.connect(ends).unwrap();
    let starts: Vec<u64> = expected.starts().iter().map(|&start| start as u64).collect();
    for mut machine in machines() {
        let rows = drawn(&mut *machine, connector, ends);
        let name = machine.name();
        assert_eq!(rows.starts(), starts, "{what} on {name}");
        assert_eq!(rows.synapses(), expected.len());
        assert_eq!(read::<u64>(rows.begins(), starts.len()), starts, "{what} on {name}");
        let targets: Vec<u32> = read(rows.targets(), rows.synapses());
        let place = targets.iter().zip(expected.targets()).position(|(found, expected)| found != expected);
        assert_eq!(place, None, "{what} on {name}");
    }
}

fn line<'a>(sources: usize, targets: usize, seed: u64) -> Ends<'a> {
    Ends::new("s", Grid::line(sources), Grid::line(targets), seed).site(seed ^ 17)
}

/// Connectors for any ends with 30 neurons on each side, or more.
fn connectors() -> Vec<(&'static str, Any)> {
    vec![
        ("all to all", Arc::new(all_to_all())),
        ("all to all without self", Arc::new(all_to_all().without_self())),
        ("fixed probability", Arc::new(fixed_probability(0.2))),
        ("fixed probability without self", Arc::new(fixed_probability(0.7).without_self())),
        ("certain", Arc::new(fixed_probability(1.0))),
        ("impossible", Arc::new(fixed_probability(0.0))),
        ("hardly possible", Arc::new(fixed_probability(1e-17))),
        ("fixed out degree", Arc::new(fixed_out_degree(7))),
        ("fixed out degree without self", Arc::new(fixed_out_degree(20).without_self())),
        ("distinct out degree", Arc::new(fixed_out_degree(29).without_multiple())),
        ("distinct out degree without self", Arc::new(fixed_out_degree(29).without_multiple().without_self())),
        ("no out degree", Arc::new(fixed_out_degree(0).without_multiple())),
        ("fixed total", Arc::new(fixed_total(500))),
        ("fixed total without self", Arc::new(fixed_total(400).without_self())),
        ("distinct total", Arc::new(fixed_total(333).without_multiple())),
        ("distinct total without self", Arc::new(fixed_total(800).without_multiple().without_self())),
        ("no total", Arc::new(fixed_total(0))),
        ("fixed in degree", Arc::new(fixed_in_degree(9))),
        ("fixed in degree without self", Arc::new(fixed_in_degree(9).without_self())),
        ("distinct in degree", Arc::new(fixed_in_degree(29).without_multiple())),
        ("distinct in degree without self", Arc::new(fixed_in_degree(29).without_multiple().without_self())),
        ("disc", Arc::new(disc(2.5))),
        ("ring", Arc::new(ring(1.0, 4.0).without_self())),
        ("gaussian", Arc::new(gaussian(0.9, 3.0))),
        ("gaussian within", Arc::new(gaussian(1.0, 4.0).within(3.0).without_self())),
        ("difference of gaussians", Arc::new(difference_of_gaussians(1.0, 3.0, 0.5, 2.0))),
    ]
}

#[test]
fn rows_are_the_processors() {
    for (what, connector) in connectors() {
        check(what, &*connector, &line(40, 33, 5));
        check(&format!("recurrent {what}"), &*connector, &line(40, 40, 6).recurrent());
    }
    check("one to one", &one_to_one(), &line(70, 70, 7).recurrent());
}

#[test]
fn rows_of_members_are_the_processors() {
    let list: Vec<usize> = patterns(60).map(|pattern| (pattern % 100) as usize).collect();
    let mask: Vec<bool> = (0..100).map(|neuron| list.contains(&neuron)).collect();
    for (what, connector) in connectors() {
        for ends in [line(100, 100, 8), line(100, 100, 9).recurrent()] {
            check(what, &connector.clone().between(mask.clone(), 20..), &ends);
            check(what, &connector.clone().between(30..65, mask.clone()), &ends);
            check(what, &connector.clone().between(mask.clone(), mask.clone()), &ends);
            // Members of members.
            let inner = connector.clone().between(mask.clone(), ..);
            if !what.contains("degree") && !what.contains("total") {
                check(what, &inner.between(0..50, 40..=40), &ends);
            }
        }
    }
    check("one to one", &one_to_one().between(mask.clone(), mask.clone()), &line(100, 100, 1));
}

#[test]
fn unions_are_the_processors() {
    let all: Vec<Any> = connectors().into_iter().map(|(_, connector)| connector).collect();
    check("a union of all", &union(all.clone()).and(one_to_one()), &line(40, 40, 10).recurrent());
    check("a union of unions", &union([union(all.clone()), union(all)]), &line(34, 31, 11));
    check("a union of none", &union::<Any>([]), &line(4, 5, 12));
    let table = [
        (0..80, 0..100, fixed_total(6000)),
        (80..100, 0..80, fixed_total(1600)),
        (0..100, 90..100, fixed_total(0)),
        (20..20, 0..100, fixed_total(0)),
        (50..51, 7..8, fixed_total(900)),
    ];
    check("projections", &projections(table), &line(100, 100, 13).recurrent());
}

#[test]
fn rows_on_grids_are_the_processors() {
    let grids = [Grid::new(7, 5, 3), Grid::new(1, 9, 4), Grid::new(12, 10, 1)];
    let connectors: Vec<(&str, ByDistance)> = vec![
        ("disc", disc(2.3)),
        ("ring", ring(1.0, 3.0)),
        ("a wide disc", disc(f64::INFINITY)),
        ("gaussian", gaussian(0.8, 1.7)),
        ("gaussian within", gaussian(1.0, 2.0).within(2.0)),
    ];
    for (what, connector) in connectors {
        for grid in grids {
            let same = Ends::new("s", grid, grid, 21).recurrent();
            check(what, &connector, &same);
            check(what, &connector.wrapped().without_self(), &same);
            check(what, &connector.wrapped().between(1..30, vec![0, 3, 4, 11, 29, 30]), &same);
            for other in grids {
                check(what, &connector.without_self(), &Ends::new("s", grid, other, 22));
            }
        }
    }
}

/// Around as many targets as the box has that is gone through in their place.
#[test]
fn few_targets_are_in_the_processors_order() {
    let grid = Grid::new(7, 5, 4);
    let ends = Ends::new("s", grid, grid, 25);
    for targets in 25..30 {
        check("few", &gaussian(0.8, 1.7).within(1.0).wrapped().between(.., 60 - targets..60), &ends);
    }
}

#[test]
fn far_neurons_have_the_processors_probabilities() {
    // Probabilities are kept of fewer squared distances, of which there are more than pairs.
    for connector in [gaussian(1.0, 40.0), ring(30.0, 90.0), gaussian(0.5, 300.0).within(250.0)] {
        check("far", &connector, &line(50, 700, 23));
        check("far", &connector, &Ends::new("s", Grid::new(3, 200, 1), Grid::new(3, 200, 1), 24).recurrent());
    }
}

#[test]
fn rows_of_several_stretches_are_the_processors() {
    let targets = 3 * 2048 + 100;
    let few = 2000..2040;
    let connectors: Vec<(&str, std::ops::Range<usize>, Any)> = vec![
        ("fixed probability", few.clone(), Arc::new(fixed_probability(0.05).without_self())),
        ("fixed out degree", few.clone(), Arc::new(fixed_out_degree(200).without_self())),
        ("distinct out degree", few.clone(), Arc::new(fixed_out_degree(150).without_multiple())),
        ("nearly all", few.clone(), Arc::new(fixed_out_degree(targets - 1).without_multiple().without_self())),
        ("fixed total", 3000..4000, Arc::new(fixed_total(200_000).without_self())),
        ("many chunks", 100..110, Arc::new(fixed_total(2_000_000).without_self().between(.., 50..6000))),
        ("distinct total", 100..140, Arc::new(fixed_total(9_000).without_multiple().without_self())),
        ("gaussian", 4000..4040, Arc::new(gaussian(0.8, 200.0).within(500.0))),
        ("fixed in degree", few, Arc::new(fixed_in_degree(3))),
    ];
    let ends = line(targets, targets, 31).recurrent();
    for (what, sources, connector) in connectors {
        let connector = connector.between(sources, ..);
        let plan = connector.plan(&ends).unwrap().unwrap();
        let is_cut = plan.pieces().iter().any(|piece| piece.stretches() > 1);
        assert_eq!(is_cut, what != "fixed in degree", "{what}");
        check(what, &connector, &ends);
    }
}

#[test]
fn nobody_is_connected_with_nobody() {
    for (sources, targets) in [(0, 0), (0, 5), (5, 0), (1, 1)] {
        for connector in
            [&all_to_all() as &dyn Connector, &fixed_probability(0.5), &fixed_in_degree(0), &fixed_total(0)]
        {
            check("nobody", connector, &line(sources, targets, 0));
        }
        check("nobody", &gaussian(0.5, 1.0), &line(sources, targets, 0));
        check("nobody", &fixed_out_degree(0).without_multiple(), &line(sources, targets, 0));
    }
}

/// Numbers without order, the same in every run.
struct Numbers(Box<dyn Iterator<Item = u64>>);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        (self.0.next().unwrap() % bound.max(1) as u64) as usize
    }

    fn is(&mut self) -> bool {
        self.below(2) == 1
    }

    fn mask(&mut self, neurons: usize) -> Vec<bool> {
        let parts = 1 + self.below(4);
        (0..neurons).map(|_| self.below(parts) == 0).collect()
    }

    /// A connector that some of all ends can do, and errors where they cannot.
    fn connector(&mut self, neurons: usize, depth: usize) -> Any {
        let (number, probability) = (self.below(neurons + neurons / 4), self.below(1100) as f64 / 999.0);
        let (is_self, is_multiple) = (self.is(), self.is());
        macro_rules! allowed {
            ($connector:expr) => {{
                let mut connector = $connector;
                if !is_self {
                    connector = connector.without_self()
                }
                if !is_multiple {
                    connector = connector.without_multiple()
                }
                Arc::new(connector)
            }};
        }
        match self.below(if depth == 0 { 6 } else { 8 }) {
            0 => allowed!(fixed_out_degree(number)),
            1 => allowed!(fixed_in_degree(number)),
            2 => allowed!(fixed_total(number * self.below(neurons))),
            3 => Arc::new(fixed_probability(probability)),
            4 => {
                Arc::new(if is_self { fixed_probability(probability).without_self() } else { fixed_probability(0.01) })
            }
            5 => Arc::new(gaussian(probability.min(1.0), 1.0 + number as f64).within(self.below(20) as f64)),
            6 => Arc::new(self.connector(neurons, depth - 1).between(self.mask(neurons), self.mask(neurons))),
            _ => Arc::new(union((0..self.below(4)).map(|_| self.connector(neurons, depth - 1)).collect::<Vec<_>>())),
        }
    }
}

#[test]
fn any_rows_are_the_processors_and_any_errors() {
    let mut numbers = Numbers(Box::new(patterns(u64::MAX).skip(1000)));
    let (mut drawn, mut refused) = (0, 0);
    for case in 0..400 {
        let neurons = 1 + numbers.below(150);
        let connector = numbers.connector(neurons, 3);
        let ends = line(neurons, neurons, case);
        let ends = if numbers.is() { ends.recurrent() } else { ends };
        match connector.connect(&ends) {
            Ok(_) => {
                drawn += 1;
                check(&format!("case {case}"), &*connector, &ends);
            }
            Err(error) => {
                refused += 1;
                assert_eq!(connector.plan(&ends).unwrap_err().to_string(), error.to_string(), "case {case}");
            }
        }
    }
    assert!(drawn > 200 && refused > 20, "{drawn} drawn and {refused} refused");
}

#[test]
fn what_is_not_drawn_has_no_plan() {
    let ends = line(20, 20, 0);
    let connectors: Vec<Any> = vec![
        Arc::new(|source: usize, target: usize| source < target),
        Arc::new(pairs(vec![(0, 1)])),
        Arc::new(small_world(4, 0.5)),
        Arc::new(union([fixed_total(3)]).and(pairs(vec![(0, 1)]))),
        Arc::new(pairs(vec![(0, 1)]).between(3.., ..)),
        // The processor says that it has no probability.
        Arc::new(gaussian(1.5, 2.0)),
        Arc::new(difference_of_gaussians(0.5, 1.0, 0.6, 2.0)),
    ];
    for (number, connector) in connectors.iter().enumerate() {
        assert!(connector.plan(&ends).unwrap().is_none(), "connector {number}");
    }
}

#[test]
fn the_program_compiles() {
    compiled(CONNECT);
}

/// Rows of random targets with delays from a range: a few long ones, and some that are in order already.
#[test]
fn rows_are_sorted_by_delay_and_equal_ones_stay_in_order() {
    for (longest, seed) in [(1, 40), (3, 41), (200, 42), (256, 43), (65_536, 44)] {
        let connector = union([fixed_total(9000)]).and(fixed_out_degree(3)).and(fixed_total(500).between(3..4, ..));
        let ends = line(120, 300, seed);
        let delays =
            |count: usize| -> Vec<u16> { patterns(count as u64).map(|bits| (bits % longest) as u16).collect() };
        for mut machine in machines() {
            let machine = &mut *machine;
            let rows = drawn(machine, &connector, &ends);
            let count = rows.synapses();
            let (keys, targets) = (delays(count), read::<u32>(rows.targets(), count));
            let numbers: Vec<u32> = (0..count as u32).map(|number| number * 3).collect();
            let singles: Vec<u32> = patterns(count as u64).map(|bits| bits as u32).collect();
            let doubles: Vec<u64> = patterns(count as u64).map(|bits| bits ^ 5).collect();
            let (a, b) = (write(machine, &keys), write(machine, &numbers));
            let (c, d) = (write(machine, &singles), write(machine, &doubles));
            let others = [(&b, 4), (&c, 4), (&d, 8)].map(|(values, width)| Column { values, width });
            sort_by_delay(machine, &rows, &a, &others).unwrap();
            let mut order: Vec<usize> = (0..count).collect();
            rows.starts().windows(2).for_each(|row| {
                order[row[0] as usize..row[1] as usize].sort_by_key(|&synapse| keys[synapse]);
            });
            fn permuted<T: Copy>(order: &[usize], values: &[T]) -> Vec<T> {
                order.iter().map(|&place| values[place]).collect()
            }
            assert!(read::<u16>(&a, count) == permuted(&order, &keys));
            assert!(read::<u32>(rows.targets(), count) == permuted(&order, &targets));
            assert!(read::<u32>(&b, count) == permuted(&order, &numbers));
            assert!(read::<u32>(&c, count) == permuted(&order, &singles));
            assert!(read::<u64>(&d, count) == permuted(&order, &doubles));
        }
    }
}

#[test]
fn columns_that_do_not_fit_are_errors() {
    let mut machine = processor_machine(2);
    let machine = &mut *machine;
    let rows = drawn(machine, &all_to_all(), &line(3, 4, 0));
    let delays = machine.allocate(24).unwrap();
    let mut sorted = |bytes, width| {
        let values = machine.allocate(bytes).unwrap();
        sort_by_delay(machine, &rows, &delays, &[Column { values: &values, width }])
    };
    sorted(48, 4).unwrap();
    let expected = "cannot sort synapses by delay: expected 48 bytes for 12 synapses, and 47 were found";
    assert_eq!(sorted(47, 4).unwrap_err().to_string(), expected);
    let expected = "cannot sort synapses by delay: expected values of 2, 4 or 8 bytes, and 3 was found";
    assert_eq!(sorted(48, 3).unwrap_err().to_string(), expected);
}
