//! Where the time of a run goes: every part of an iteration is measured, and nothing of the results is another.

use std::time::Duration;

use izhi::profile::{Part, Work};
use izhi::{Error, Profile, prelude::*};

mod spans;

#[path = "../networks/efferent.rs"]
mod efferent;
#[path = "../networks/plastic.rs"]
mod plastic;
#[path = "../networks/reductions.rs"]
mod reductions;
#[path = "../networks/ring.rs"]
mod ring;
#[path = "../networks/seed.rs"]
mod seed;

use plastic::Plastic;

behavior! {
    /// Ends the run in the tenth iteration.
    Tenth {
        state { iterations: 0.0 }
        step { iterations += 1.0; stop when mean(iterations) >= 10.0; }
    }
}

behavior! {
    /// Takes time.
    Long {
        state { x: uniform() }
        step { x = exp(sin(x) + cos(x)) - exp(tan(0.1 * x)); x = clip(x, -1.0, 1.0); }
    }
}

behavior! {
    /// Becomes infinite.
    Growing {
        state { y: 1.0 }
        step { y *= 1e10; }
    }
}

network! {
    /// A large group and a small one, at the same keys.
    Unequal {
        use Long, Tenth, Growing, izhi::Recorder;
        group large: 20_000 { 1: Long, 3: Recorder [x] as recorder }
        for i in 0..2 { group small[i]: 10 { 1: Long, 2: Tenth as last, 4: Growing } }
    }
}

fn names(profile: &Profile) -> Vec<&str> {
    profile.parts().iter().map(Part::name).collect()
}

/// The same network, simulated and measured, is the same afterwards.
fn same<N: Network>(build: impl Fn(usize) -> N) {
    for threads in [1, 2] {
        let (mut simulated, mut profiled) = (build(threads), build(threads));
        for iterations in [1, 70, 0, 29] {
            simulated.simulate(iterations).unwrap();
            let profile = profiled.profile(iterations).unwrap();
            assert_eq!(profile.iterations(), iterations);
            assert!(profiled.snapshot().unwrap() == simulated.snapshot().unwrap(), "{}", profiled.name());
        }
    }
}

#[test]
fn leaves_the_same_bits() {
    same(|threads| seed::Seed::builder().seed(3).threads(threads).build().unwrap());
    same(|threads| Plastic::builder().seed(3).threads(threads).build().unwrap());
    same(|threads| ring::Ring::builder().seed(3).threads(threads).build().unwrap());
    same(|threads| reductions::Reductions::builder().seed(3).threads(threads).build().unwrap());
    same(|threads| efferent::Efferent::builder().seed(3).threads(threads).build().unwrap());
}

#[test]
fn has_every_part_of_an_iteration_in_its_order() {
    let mut net = Plastic::builder().build().unwrap();
    let profile = net.profile(100).unwrap();
    assert_eq!(
        names(&profile),
        [
            "NEAR_cells_to_cells:arriving_fired",
            "cells.cell",
            "cells.learning",
            "cells.recorder",
            "NEAR_cells_to_cells",
            "counting of events",
            "around the iterations",
        ]
    );
    let works: Vec<Work> = profile.parts().iter().map(Part::work).collect();
    let behavior = |key| Work::Behavior { key };
    assert_eq!(
        works,
        [Work::Delay, behavior(1), behavior(2), behavior(9), Work::Waiting, Work::Counting, Work::Around]
    );
    let waited = profile.part("NEAR_cells_to_cells").unwrap().runs();
    assert!(0 < waited && waited < 100, "{waited}");
    for part in profile.parts().iter().filter(|part| !matches!(part.work(), Work::Waiting | Work::Around)) {
        assert_eq!(part.runs(), 100, "{part}");
        assert!(part.time() > Duration::ZERO, "{part}");
    }
    assert!(profile.part("cells.nobody").is_none());
}

#[test]
fn times_and_shares_add_up() {
    let profile = Plastic::builder().build().unwrap().profile(200).unwrap();
    assert_eq!(profile.parts().iter().map(Part::time).sum::<Duration>(), profile.time());
    let shares: f64 = profile.parts().iter().map(Part::share).sum();
    assert!((shares - 1.0).abs() < 1e-9, "{shares}");
    let times: Vec<Duration> = profile.longest_first().into_iter().map(Part::time).collect();
    assert!(times.is_sorted_by(|longer, shorter| longer >= shorter) && times.len() == profile.parts().len());
}

#[test]
fn ends_with_the_run() {
    let mut net = Unequal::builder().build().unwrap();
    let profile = net.profile(1000).unwrap();
    assert_eq!((profile.iterations(), net.iteration()), (10, 10));
    assert_eq!(net.stopped_by(), Some("small_0.last"));
    assert_eq!(profile.part("small_0.last").unwrap().runs(), 10);
}

#[test]
fn says_who_was_passed_over() {
    let mut net = Unequal::builder().build().unwrap();
    net.set_enabled("small_0.long", false).unwrap();
    let profile = net.profile(5).unwrap();
    let runs = |name: &str| profile.part(name).unwrap().runs();
    assert_eq!([runs("small_0.long"), runs("small_1.long"), runs("large.long")], [0, 5, 5]);
}

#[test]
fn what_is_wrong_with_a_run_is_wrong_with_one_that_is_measured() {
    let mut net = Unequal::builder().check_finite(1).build().unwrap();
    let Err(Error::Diverged { .. }) = net.profile(9) else { panic!("an infinite value is an error") };
    assert_eq!(net.iteration(), 4);
}
