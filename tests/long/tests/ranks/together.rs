//! How much ranks say to each other, what they cannot do together, and what all say where one of them fails.

use std::ops::ControlFlow;

use izhi::Error;
use izhi::connect::{Connect, Connector, fixed_in_degree, fixed_out_degree, pairs, union};
use izhi::math::Float;
use izhi::ndarray::ArrayViewMut1;
use izhi::prelude::*;
use izhi::ranks::{Local, World, in_threads};

use super::compare::assert_same;

#[path = "../../../networks/efferent.rs"]
mod efferent;

behavior! {
    /// Fires by noise and by what arrives.
    Noisy {
        state { v: uniform() }
        event { fired: false }
        afferent { W: 0.3 * uniform() }
        step {
            v = 0.9 * v + 0.2 * uniform();
            for s in afferent(ONE) { v += sum(s.W where s.src.fired); }
            for s in afferent(EACH) { v -= 0.5 * sum(s.W where s.src.fired); }
            fired = v > 1.1;
            if fired { v = 0.0; }
        }
    }
}

behavior! {
    /// Becomes infinite where it is told to.
    Growing {
        param { rate: each(1.0) }
        state { v: 1.0 }
        step { v *= rate; }
    }
}

/// Doubles all of them.
pub(crate) fn doubled<F: Float>(mut v: ArrayViewMut1<'_, F>) {
    v.iter_mut().for_each(|v| *v += *v);
}

behavior! {
    Calling {
        state { v: 1.0 }
        step { call crate::together::doubled(mut v); }
    }
}

network! {
    /// The shortest delay is of four steps.
    Delayed {
        use Noisy, izhi::EventRecorder;
        dt: 0.5;
        group cells: 1000 { 1: Noisy, 2: EventRecorder [fired] as spikes }
        synapses ONE: cells -> cells { connect: fixed_probability(0.05); delay: 2.5; }
        synapses EACH: cells -> cells { connect: fixed_probability(0.05); delay: 2.0 + 7.0 * uniform(); }
    }
}

behavior! {
    /// Fires at random.
    Alone {
        state { x: 0.0 }
        event { fired: false }
        step {
            fired = uniform() < 0.1;
            x = 0.5 * x + mean(x) + uniform();
        }
    }
}

behavior! {
    /// Knows of the others at once.
    Listening {
        state { g: 0.0 }
        afferent { W: 0.5 }
        step { for s in afferent(ALL) { g += sum(s.W * s.src.x where s.src.fired); } }
    }
}

network! {
    /// Nobody reads the events of others.
    Unheard {
        use Alone;
        group cells: 1000 { 1: Alone }
        group others: 700 { 1: Alone }
    }
}

network! {
    /// In each iteration two groups have something to say.
    Heard {
        use Alone, Listening;
        group cells: 1000 { 1: Alone, 2: Listening }
        group others: 700 { 1: Alone, 2: Listening }
        synapses ALL: cells -> { cells, others } { connect: fixed_probability(0.02); }
        synapses ALL: others -> { cells, others } { connect: fixed_probability(0.02); }
    }
}

network! {
    Grown {
        use Growing;
        group cells: 600 { 1: Growing }
    }
}

network! {
    Called {
        use Calling;
        group cells: 600 { 1: Calling }
    }
}

#[test]
fn events_that_are_read_later_are_told_later() {
    assert_same(|| Delayed::builder().seed(3), 100);
    for ranks in [2, 3] {
        let runs = in_threads(ranks, |world| {
            let mut net = Delayed::builder().seed(3).ranks(world).build().unwrap();
            let profile = net.profile(100).unwrap();
            let exchange = profile.exchange().expect("there are ranks").clone();
            assert_eq!(exchange.of_ranks().len(), ranks);
            assert!(profile.to_string().contains("exchanges with other ranks"), "{profile}");
            (exchange.count(), net.cells.fired_count())
        });
        let mut alone = Delayed::builder().seed(3).build().unwrap();
        alone.simulate(100).unwrap();
        for (exchanges, events) in runs {
            // Some are before and after the run, some are what a message had no room for.
            assert!(exchanges < 50, "{exchanges} exchanges in 100 iterations with a shortest delay of 4");
            assert_eq!(events, alone.cells.fired_count());
        }
        assert!(alone.cells.fired_count() > 1000);
    }
}

/// How often each rank exchanges something in so many iterations.
fn exchanges<N: Network>(build: impl Fn(&Local) -> N + Sync, iterations: u64) -> u64 {
    let counts = in_threads(2, |world| {
        let profile = build(world).profile(iterations).unwrap();
        profile.exchange().expect("there are ranks").count()
    });
    assert_eq!(counts[0], counts[1]);
    counts[0]
}

#[test]
fn what_all_groups_have_to_say_goes_together() {
    assert_same(|| Heard::builder().seed(3), 100);
    // Besides a message for each iteration, means are two reductions; some more are around the run.
    let count = exchanges(|world| Heard::builder().ranks(world).build().unwrap(), 100);
    assert!((300..330).contains(&count), "{count}");
    let at_once = || {
        let mut builder = Delayed::builder().seed(3);
        builder.ONE_cells_to_cells.delay = 0.5;
        builder
    };
    assert_same(at_once, 100);
    let count = exchanges(|world| at_once().ranks(world).build().unwrap(), 100);
    assert!((100..130).contains(&count), "{count}");
}

#[test]
fn events_that_nobody_else_reads_stay_where_they_are() {
    assert_same(|| Unheard::builder().seed(3), 100);
    let count = exchanges(|world| Unheard::builder().ranks(world).build().unwrap(), 100);
    assert!((200..220).contains(&count), "{count}");
    let counts = in_threads(3, |world| {
        let mut net = Unheard::builder().seed(3).ranks(world).build().unwrap();
        net.simulate(100).unwrap();
        (net.cells.fired_count(), net.cells.fired().iter().filter(|fired| **fired).count())
    });
    let mut alone = Unheard::builder().seed(3).build().unwrap();
    alone.simulate(100).unwrap();
    let expected = (alone.cells.fired_count(), alone.cells.fired().iter().filter(|fired| **fired).count());
    assert!(expected.1 > 0);
    assert_eq!(counts, [expected; 3]);
}

#[test]
fn what_cannot_cross_is_refused_by_name() {
    let errors = in_threads(2, |world| efferent::Efferent::builder().ranks(world).build().map(drop).unwrap_err());
    for error in errors {
        assert!(matches!(error, Error::Ranks { .. }), "{error}");
        let message = error.to_string();
        assert!(message.contains("sums over the synapses that its neurons send to"), "{message}");
    }
    let error = &in_threads(2, |world| Called::builder().ranks(world).build().map(drop).unwrap_err())[1];
    let expected = "`Called` on several ranks: `cells.calling` calls a Rust function, which is given all neurons at once; it runs on one";
    assert_eq!(error.to_string(), expected);
    // One rank is none.
    in_threads(1, |world| Called::builder().ranks(world).build().unwrap().simulate(3).unwrap());
}

#[test]
fn lists_of_values_are_those_of_all_ranks() {
    let all: Vec<(usize, usize)> = (0..5000).map(|number| (number * 7 % 1000, number * 311 % 1000)).collect();
    let sorted = {
        let mut sorted = all.clone();
        sorted.sort_unstable();
        sorted
    };
    for list in [all, sorted] {
        let values: Vec<f32> = (0..list.len()).map(|number| 1e-4 * number as f32).collect();
        let delays: Vec<f32> = (0..list.len()).map(|number| 0.5 * (2 + number % 9) as f32).collect();
        let build = || {
            let mut builder = Delayed::builder().seed(3);
            builder.ONE_cells_to_cells.connect = pairs(list.clone()).into();
            builder.ONE_cells_to_cells.W = values.clone().into();
            builder.EACH_cells_to_cells.connect = pairs(list.clone()).into();
            builder.EACH_cells_to_cells.W = values.clone().into();
            builder.EACH_cells_to_cells.delay = delays.clone().into();
            builder
        };
        assert_same(build, 60);
        let short = in_threads(2, |world| {
            let mut builder = build().ranks(world);
            builder.ONE_cells_to_cells.W = values[1..].to_vec().into();
            builder.build().map(drop).unwrap_err().to_string()
        });
        assert!(short[0].contains("[5000], and was given [4999]"), "{short:?}");
    }
}

#[test]
fn lists_of_values_are_for_synapses_that_are_drawn_too() {
    let halves = || union([fixed_in_degree(3)]).and(fixed_out_degree(2).between(0..300, ..));
    let connectors: [(Connect, usize); 3] =
        [(fixed_out_degree(5).into(), 5000), (fixed_in_degree(5).into(), 5000), (halves().into(), 3600)];
    for (connect, synapses) in connectors {
        let build = || {
            let mut builder = Delayed::builder().seed(3);
            builder.ONE_cells_to_cells.connect = connect.clone();
            builder.ONE_cells_to_cells.W = (0..synapses).map(|number| 1e-4 * number as f32).collect::<Vec<_>>().into();
            builder
        };
        assert_same(build, 60);
    }
    // In a union of lists nobody knows the order of all, on one rank as on several.
    let list = |from: usize| pairs((0..500).rev().map(|number| (number, (number + from) % 1000)).collect());
    let build = || {
        let mut builder = Delayed::builder();
        builder.ONE_cells_to_cells.connect = union([list(0), list(400)]).into();
        builder.ONE_cells_to_cells.W = vec![0.01; 1000].into();
        builder
    };
    let expected = build().build().map(drop).unwrap_err().to_string();
    let errors = in_threads(2, |world| build().ranks(world).build().map(drop).unwrap_err().to_string());
    assert!(errors.iter().all(|error| error.contains(&expected)), "{errors:?}");
}

#[test]
fn ranks_that_build_something_else_are_told() {
    type Change = fn(&mut DelayedBuilder);
    let differing: [(&str, Change); 4] = [
        ("seeds", |builder| *builder = builder.clone().seed(4)),
        ("numbers of neurons", |builder| builder.cells.size = Grid::line(900)),
        ("states of neurons", |builder| builder.cells.v = 0.5.into()),
        ("time steps", |builder| *builder = builder.clone().dt(0.25)),
    ];
    for (what, change) in differing {
        let errors = in_threads(3, |world| {
            let mut builder = Delayed::builder().seed(3);
            if world.rank() == 2 {
                change(&mut builder);
            }
            builder.ranks(world).build().map(drop).unwrap_err().to_string()
        });
        let expected = format!("rank 2 was given {what} other than those of rank 0");
        assert!(errors.iter().all(|error| error.contains(&expected)), "{errors:?}");
    }
}

#[test]
fn a_run_ends_on_all_ranks_where_it_ends_on_one() {
    let ends = in_threads(3, |world| {
        let mut net = Delayed::builder().seed(3).ranks(world).build().unwrap();
        let flow = net.simulate_with(100, 10, |net| match (world.rank(), net.iteration()) {
            (1, 30) => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        });
        (flow.unwrap().is_break(), net.iteration())
    });
    assert_eq!(ends, [(false, 30), (true, 30), (false, 30)]);
}

#[test]
fn what_fails_on_one_rank_fails_on_all() {
    // Also where neurons have events, which are listed while a network is built.
    let errors = in_threads(2, |world| {
        let mut builder = Delayed::builder().ranks(world);
        builder.cells.v = vec![0.5; if world.rank() == 0 { 999 } else { 1000 }].into();
        builder.build().map(drop).unwrap_err()
    });
    assert!(matches!(&errors[1], Error::OtherRank { rank: 0, message } if message.contains("[1000]")), "{errors:?}");

    let errors = in_threads(2, |world| {
        let mut builder = Grown::builder().ranks(world).check_finite(1);
        builder.cells.growing.rate = vec![1.0; if world.rank() == 1 { 599 } else { 600 }].into();
        builder.build().map(drop).unwrap_err()
    });
    assert!(matches!(&errors[0], Error::OtherRank { rank: 1, message } if message.contains("[600]")), "{errors:?}");
    assert!(matches!(errors[1], Error::Shape { .. }), "{errors:?}");

    // A neuron of the second rank.
    let errors = in_threads(2, |world| {
        let mut rates = vec![1.0; 600];
        rates[550] = 1e30;
        let mut builder = Grown::builder().ranks(world).check_finite(1);
        builder.cells.growing.rate = rates.into();
        let mut net = builder.build().unwrap();
        (net.simulate(10).unwrap_err().to_string(), net.iteration())
    });
    for (message, iteration) in errors {
        assert!(message.contains("neuron 550"), "{message}");
        assert_eq!(iteration, 2);
    }
}
