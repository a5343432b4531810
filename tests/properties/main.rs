//! The language against a plain reading of it, bit for bit.
//!
//! [`generator`] makes bodies of every construct; [`bodies`] holds them, compiled by `network!` and as text;
//! [`interpreter`] reads the text statement by statement, each on the whole population, and knows nothing of
//! kernels. The [`functions`] that bodies call are the same for both. [`synapses`] does the same for sums over
//! synapses with a loop written by hand.

mod interpreter;
#[macro_use]
mod network_of_bodies;
mod bodies;
pub mod functions;
mod generator;
mod synapses;

use std::sync::LazyLock;

use izhi::math::Float;
use izhi::population::Grid;
use izhi::vector::VectorLevel;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use bodies::{BODIES, double, single};
use interpreter::{Population, Program};
use network_of_bodies::{Case, Found};

#[test]
fn the_bodies_are_what_the_generator_makes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/properties/bodies.rs");
    let made = generator::file();
    if std::env::var("BODIES").is_ok_and(|wish| wish == "overwrite") {
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    assert!(kept == made, "BODIES=overwrite cargo test --test properties writes the generator's bodies");
}

static PROGRAMS: LazyLock<Vec<Program>> = LazyLock::new(|| BODIES.iter().map(|body| Program::parse(body)).collect());

/// Numbers near and far, with both zeros and what is barely a number.
fn number(limit: f64) -> impl Strategy<Value = f64> {
    const SPECIAL: [f64; 19] = [
        0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.0, 1e-30, -1e-41, 1e20, -3e38, 88.0, 1.5e-5, 1.2e-38, -2e-38, 7e-20, 3e-308,
        -2e-310, 1e-155,
    ];
    prop_oneof![
        6 => -3.0..3.0,
        3 => -limit..limit,
        1 => proptest::sample::select(&SPECIAL[..]),
    ]
}

fn case() -> impl Strategy<Value = Case> {
    // Below, at and above the widths of vectors and the 256 elements of a block.
    let grid = prop_oneof![(1usize..20, 1usize..16), Just((1, 1)), Just((16, 16)), (250usize..300, Just(1))];
    let numbers = grid.prop_flat_map(|(width, height)| {
        let size = width * height;
        let column = || proptest::collection::vec(number(200.0), size);
        let events = || proptest::collection::vec(any::<bool>(), size);
        let states = (column(), column(), column(), [events(), events()], [events(), events()]);
        (Just((width, height)), states, proptest::collection::vec(column(), 1..4))
    });
    (numbers, number(10.0), number(10.0)).prop_map(|((grid, (p, q, r, events, flags), drive), a, b)| Case {
        grid: Grid::new(grid.0, grid.1, 1),
        numbers: [p, q, r],
        events,
        flags,
        drive,
        parameters: [a, b],
    })
}

/// What the interpreter makes of a case, for each body, each iteration.
fn interpreted<F: Float>(case: &Case, programs: &[Program]) -> Found<F> {
    let mut stops: Vec<Option<String>> = vec![None; case.drive.len()];
    let mut run = |(body, program): (usize, &Program)| -> Vec<Population<F>> {
        let mut population = case.population::<F>().stored();
        let iterations = case.drive.iter().zip(&mut stops).map(|(drive, stop)| {
            population.drive = drive.iter().map(|value| F::from_f64(*value)).collect();
            if program.run(&mut population) {
                stop.get_or_insert(format!("g{body:02}.body"));
            }
            population.clone()
        });
        iterations.collect()
    };
    let groups = programs.iter().enumerate().map(&mut run).collect();
    let is_end = |(iteration, stop): &(usize, Option<String>)| stop.is_some() || *iteration == case.drive.len();
    let ends = (1..).zip(stops).filter(is_end).collect();
    Found { groups, ends }
}

/// Every body at every level gives the same bits as the interpreter.
fn check<F: Float>(
    case: &Case,
    programs: &[Program],
    sources: &[&str],
    run: impl Fn(&Case, VectorLevel) -> Found<F>,
) -> Result<(), TestCaseError> {
    let expected = interpreted::<F>(case, programs);
    for level in VectorLevel::ALL.into_iter().filter(|level| level.is_available()) {
        let found = run(case, level);
        prop_assert_eq!(found.groups.len(), expected.groups.len());
        for (body, (found, expected)) in found.groups.iter().zip(&expected.groups).enumerate() {
            prop_assert_eq!(found.len(), expected.len());
            for (iteration, (found, expected)) in found.iter().zip(expected).enumerate() {
                if let Some(difference) = found.difference(expected) {
                    let place = format!("body {body}, iteration {iteration}, {}", level.name());
                    return Err(TestCaseError::fail(format!("{place}: {difference}\n{}", sources[body])));
                }
            }
        }
        prop_assert_eq!(&found.ends, &expected.ends, "ends of runs, {}", level.name());
    }
    Ok(())
}

/// Of the same cases each time: some runs go on to their end, and some do not.
#[test]
fn some_runs_are_stopped() {
    let mut runner = TestRunner::deterministic();
    let cases = (0..48).map(|_| case().new_tree(&mut runner).unwrap().current());
    let ends: Vec<_> = cases.flat_map(|case| interpreted::<f64>(&case, &PROGRAMS).ends).collect();
    let stopped = ends.iter().filter(|(_, stop)| stop.is_some()).count();
    assert!(stopped >= 10 && ends.len() - stopped >= 10, "{stopped} of {} runs", ends.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bodies_mean_what_they_say_in_f32(case in case()) {
        check::<f32>(&case, &PROGRAMS, BODIES, single)?;
    }

    #[test]
    fn bodies_mean_what_they_say_in_f64(case in case()) {
        check::<f64>(&case, &PROGRAMS, BODIES, double)?;
    }
}
