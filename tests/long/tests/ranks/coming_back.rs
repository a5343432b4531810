//! A network on several ranks goes back to where snapshots of all of them were taken.

use izhi::builder::Builder;
use izhi::prelude::*;
use izhi::ranks::{Local, World, in_threads};
use izhi::{Error, Result};

use crate::compare::Kept;
use crate::recorded::{Everything, EverythingBuilder, Recorded};
use crate::{plastic, twice};

/// What a network is that has run so many iterations.
fn after<N: Network>(mut net: N, iterations: u64) -> (Kept, Option<Recorded>) {
    net.simulate(iterations).expect("it runs");
    let kept = Kept::of(&net);
    (kept, net.gathered(0, |net| Ok(Recorded::of(net))).expect("all ranks take part"))
}

/// Runs a network to its middle and to its end, and goes on from there with a network of another seed.
#[track_caller]
fn assert_goes_on<B: Builder>(builder: impl Fn(u64) -> B + Sync, iterations: u64) {
    let build = |world: &Local, seed| builder(seed).ranks(world).build().expect("it can be built");
    for ranks in [2, 3] {
        in_threads(ranks, |world| {
            let mut net = build(world, 3);
            net.simulate(iterations).expect("it runs");
            let middle = net.snapshot().expect("each rank takes its own");
            assert_eq!((middle.ranks(), middle.rank()), (ranks, world.rank()));
            let (kept, recorded) = after(net, iterations);
            let mut other = build(world, 4);
            other.simulate(7).expect("it runs");
            other.restore(&middle).expect("it is of the same declaration");
            assert_eq!(other.iteration(), iterations);
            let (kept_by_other, recorded_by_other) = after(other, iterations);
            assert_eq!(kept.difference(&kept_by_other), None, "of {ranks} ranks");
            assert!(kept == kept_by_other && recorded == recorded_by_other, "{ranks} ranks");
        });
    }
}

#[test]
fn plasticity_and_delays_go_on() {
    assert_goes_on(
        |seed| {
            let mut builder = plastic::Plastic::builder().seed(seed);
            builder.set("size", crate::NEURONS as f64).expect("groups have a size");
            builder
        },
        100,
    );
}

#[test]
fn matrices_and_several_groups_go_on() {
    let builder = |seed| {
        let mut builder = twice::Twice::builder().seed(seed);
        builder.left.size = izhi::population::Grid::new(10, 9, 8);
        builder.right.size = izhi::population::Grid::new(11, 9, 8);
        builder
    };
    assert_goes_on(builder, 60);
}

/// Synapses of another seed become those of the snapshot, with their draws, and begin with what they are there.
#[test]
fn random_connections_come_back() {
    assert_goes_on(|seed| Everything::builder().seed(seed), 30);
    let run = |builder: fn() -> EverythingBuilder, world: Option<&Local>| -> Result<Kept> {
        let build = |seed| match world {
            Some(world) => builder().seed(seed).ranks(world).build(),
            None => builder().seed(seed).build(),
        };
        let (mut net, mut other) = (build(3)?, build(4)?);
        net.simulate(20)?;
        other.simulate(7)?;
        other.restore(&net.snapshot()?)?;
        other.simulate(20)?;
        other.reset(Reset::anew())?;
        other.simulate(20)?;
        Ok(Kept::of(&other))
    };
    let expected = run(Everything::builder, None).expect("it runs").sorted();
    for ranks in [2, 3] {
        let found = in_threads(ranks, |world| run(Everything::builder, Some(world)).expect("it runs"));
        assert_eq!(expected.difference(&Kept::joined(found)), None, "of {ranks} ranks");
    }
}

#[test]
fn synapses_are_not_exchanged_on_several_ranks() {
    let says = in_threads(2, |world| {
        let mut net = small(3).ranks(world).build().expect("it can be built");
        let clock = *net.clock();
        let list = net.NEAR_cells_to_cells.synapses(&clock);
        net.NEAR_cells_to_cells.set_synapses(&clock, &list).expect_err("each has some").to_string()
    });
    assert_eq!(says, ["`NEAR_cells_to_cells` on several ranks: its synapses are replaced while several have them"; 2]);
}

fn small(seed: u64) -> plastic::PlasticBuilder {
    let mut builder = plastic::Plastic::builder().seed(seed);
    builder.cells.size = izhi::population::Grid::line(600);
    builder
}

fn snapshots(ranks: usize, iterations: u64) -> Vec<izhi::Snapshot> {
    in_threads(ranks, |world| {
        let mut net = small(3).ranks(world).build().expect("it can be built");
        net.simulate(iterations).expect("it runs");
        net.snapshot().expect("each rank takes its own")
    })
}

/// What ranks say that are given snapshots, with which nothing changes.
fn refused(given: &[izhi::Snapshot]) -> Vec<String> {
    let restore = |world: &Local| -> Result<String> {
        let mut net = small(3).ranks(world).build()?;
        net.simulate(5)?;
        let before = Kept::of(&net);
        let message = net.restore(&given[world.rank()]).expect_err("it does not fit").to_string();
        assert!(Kept::of(&net) == before && net.iteration() == 5, "something has changed");
        Ok(message)
    };
    in_threads(given.len(), restore).into_iter().map(|message| message.expect("it runs")).collect()
}

#[test]
fn snapshots_of_others_are_refused() {
    let (alone, two, three) = (snapshots(1, 10), snapshots(2, 10), snapshots(3, 10));
    let says = |rank: usize| {
        format!("the snapshot cannot be restored: it is of rank 0 of 2, and the network here is of rank {rank} of 3")
    };
    assert_eq!(refused(&[two[0].clone(), two[0].clone(), two[0].clone()]), [0, 1, 2].map(says));
    let says = "the snapshot cannot be restored: it is of rank 0 of 2, and the network here is of rank 1 of 2";
    assert_eq!(refused(&[two[0].clone(), two[0].clone()]), [&format!("rank 1: {says}"), says]);
    let says = "the snapshot cannot be restored: it is of rank 2 of 3, and the network here is of one process";
    assert_eq!(refused(&three[2..]), [says]);
    assert_eq!((alone[0].ranks(), alone[0].rank()), (1, 0));
    let says = "the snapshot cannot be restored: on rank 1 it is of iteration 20, and on rank 0 of iteration 10";
    assert_eq!(refused(&[two[0].clone(), snapshots(2, 20).remove(1)]), [says, says]);
}

#[test]
fn gathered_recordings_are_in_no_snapshot() {
    let says = in_threads(2, |world| {
        let mut net = small(3).ranks(world).build().unwrap();
        net.gathered(0, |net| net.snapshot().map(drop)).unwrap_err()
    });
    assert!(matches!(says[0], Error::Ranks { .. }) && matches!(says[1], Error::OtherRank { rank: 0, .. }), "{says:?}");
    assert!(says[0].to_string().contains("its recordings are gathered on one rank"));
}
