//! What all ranks have recorded, gathered on one of them, is what one rank records.

use std::collections::BTreeMap;

use izhi::prelude::*;
use izhi::ranks::{Local, World, in_threads};
use izhi::snapshot::{ColumnView, Sink};
use izhi::{Error, Result};

/// Everything that recorders have, by the names of the columns: shapes and bits.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Recorded(BTreeMap<String, (Vec<usize>, Vec<u64>)>);

impl Recorded {
    pub(crate) fn of<N: Network>(net: &N) -> Self {
        let mut recorded = Recorded::default();
        let recordings = net.groups().into_iter().flat_map(|group| group.recordings());
        recordings.for_each(|recording| recording.write(&mut recorded).expect("it takes everything"));
        recorded
    }

    fn rows(&self, name: &str) -> usize {
        self.0[name].0[0]
    }
}

impl Sink for Recorded {
    fn put(&mut self, name: &str, _: bool, values: ColumnView<'_>) -> Result<()> {
        let bits: Vec<u64> = match &values {
            ColumnView::Single(values) => values.iter().map(|value| value.to_bits().into()).collect(),
            ColumnView::Double(values) => values.iter().map(|value| value.to_bits()).collect(),
            ColumnView::Whole(values) => values.iter().map(|&value| value as u64).collect(),
            ColumnView::Count(values) => values.iter().copied().collect(),
            ColumnView::Index(values) => values.iter().map(|&value| value.into()).collect(),
            ColumnView::Flag(values) => values.iter().map(|&value| value.into()).collect(),
            _ => panic!("recorders give out no such column as `{name}`"),
        };
        self.0.insert(name.to_owned(), (values.shape().to_vec(), bits));
        Ok(())
    }
}

behavior! {
    /// Fires now and then, and keeps one variable of each kind.
    pub Cell {
        state { v: uniform(), trace: 0.0 }
        integer { so_far: 0 }
        event { fired: false }
        afferent(All) { W: uniform(0.0, 0.02), x: 0.0 decays(tau) }
        param { tau: 5.0 }
        step {
            v = 0.9 * v + 0.2 * uniform();
            for s in afferent(All) { v += sum(s.W where s.src.fired && bernoulli(0.9)); }
            fired = v > 1.2;
            trace *= 0.9;
            if fired { v = 0.0; so_far += 1; trace += 1.0; }
        }
    }
}

behavior! {
    /// Synapses change from both ends.
    pub Learning {
        step {
            for s in afferent(All) {
                if s.src.fired { s.x += 1.0; s.W = max(s.W - 0.001 * s.dst.trace, 0.0); }
                if s.dst.fired { s.W += 0.001 * s.src.trace; }
            }
        }
    }
}

network! {
    pub(crate) Everything {
        use Cell, Learning, izhi::Recorder, izhi::EventRecorder, izhi::RateRecorder;
        group few: 30 {
            1: Cell,
            2: Learning,
            8: Recorder [v, DENSE_cells_to_few.W, DENSE_cells_to_few.x] as recorder,
            9: EventRecorder [fired] as spikes,
        }
        group cells: 900 {
            1: Cell,
            2: Learning,
            7: RateRecorder [fired] as rates,
            8: Recorder [v, so_far, fired, v > 1.0 as is_high, v - trace as gap, mean(v) as mean_v, FEW.W, LATE.W, LATE.x]
                as recorder,
            9: EventRecorder [fired] as events,
            10: Recorder [DENSE_few_to_cells.W, FEW.x] as synapses,
        }
        synapses DENSE: few -> cells;
        synapses DENSE: cells -> few { delay: 2.0; }
        synapses FEW: few -> cells { connect: fixed_probability(0.1); }
        synapses LATE: cells -> cells {
            // Some pairs have several synapses.
            connect: union([fixed_probability(0.01)]).and(pairs(vec![(3, 7), (3, 7), (800, 2), (3, 899)]));
            delay: uniform(1.0, 5.0);
        }
    }
}

fn build(builder: EverythingBuilder) -> Everything {
    let mut net = builder.seed(3).build().expect("it can be built");
    net.cells.rates.sample(Sampling::everything().every(7.0)).expect("bins of 7 iterations");
    net
}

/// Recorders that keep some of what there is, in an order of their own.
fn sample(net: &mut Everything) -> Result<()> {
    let some = || Sampling::everything().neurons(vec![7, 3, 800, 299, 512]);
    net.cells.recorder.sample(some().every(3.0).newest(11).sources(2..28).targets(100..850))?;
    net.cells.events.sample(Sampling::everything().neurons(200..600).between(4.0, 55.0))?;
    net.cells.synapses.sample(Sampling::everything().sources(vec![4, 1]).targets(vec![800, 7, 299]))?;
    net.cells.rates.sample(Sampling::everything().neurons(..500).every(4.0))?;
    net.few.spikes.sample(Sampling::everything().newest(20))
}

/// What is recorded in two stretches, gathered after each.
fn recorded(mut net: Everything, rank: usize) -> Vec<Option<Recorded>> {
    let mut all = Vec::new();
    for iterations in [25, 36] {
        net.simulate(iterations).expect("it runs");
        let own = Recorded::of(&net);
        all.push(net.gathered(rank, |net| Ok(Recorded::of(net))).expect("all ranks take part"));
        assert!(Recorded::of(&net) == own, "a recorder does not have its own part again");
    }
    all
}

#[test]
fn what_is_gathered_is_the_recording_of_one_rank() {
    for is_sampled in [false, true] {
        let net = |builder| {
            let mut net = build(builder);
            if is_sampled {
                sample(&mut net).expect("all that it names is there");
            }
            net
        };
        let expected = recorded(net(Everything::builder().threads(1)), 0);
        let last = expected[1].as_ref().expect("one rank has it");
        assert!(last.rows("few.spikes.fired") > 10 && last.rows("cells.events.fired") > 100, "too little has happened");
        for (ranks, threads) in [(1, 1), (2, 1), (3, 2), (5, 1)] {
            let to = ranks / 2;
            let found =
                in_threads(ranks, |world| recorded(net(Everything::builder().threads(threads).ranks(world)), to));
            for (rank, found) in found.iter().enumerate() {
                if rank != to {
                    assert!(found.iter().all(Option::is_none), "rank {rank} has been shown something");
                    continue;
                }
                for (found, expected) in found.iter().flatten().zip(expected.iter().flatten()) {
                    let names = expected.0.keys().filter(|name| found.0.get(*name) != expected.0.get(*name));
                    let others: Vec<&String> = names.collect();
                    assert!(found == expected, "{others:?} are others of {ranks} ranks, sampled: {is_sampled}");
                }
                assert_eq!(found.iter().flatten().count(), 2);
            }
        }
    }
}

#[test]
fn recorded_synapses_say_whose_they_are() {
    let mut alone = build(Everything::builder());
    sample(&mut alone).unwrap();
    alone.step().unwrap();
    let all: Vec<(usize, usize)> = alone.LATE_cells_to_cells.structure().pairs().collect();
    let kept = alone.cells.recorder.synapses("LATE_W").expect("some are left out");
    let expected: Vec<[u32; 2]> = kept.iter().map(|&place| [all[place].0 as u32, all[place].1 as u32]).collect();
    assert!(expected.len() > 5 && alone.cells.recorder.pairs("LATE_W").is_none());
    let pairs = |world: &Local| {
        let mut net = build(Everything::builder().ranks(world));
        sample(&mut net)?;
        net.step()?;
        net.gathered(0, |net| Ok(net.cells.recorder.pairs("LATE_W").map(<[_]>::to_vec)))
    };
    assert_eq!(in_threads(3, pairs), [Ok(Some(Some(expected))), Ok(None), Ok(None)]);
}

#[test]
fn an_error_where_it_is_shown_is_one_of_all() {
    let errors = in_threads(3, |world| {
        let mut net = build(Everything::builder().ranks(world));
        net.step().unwrap();
        net.gathered(1, |_| Err::<(), _>(Error::TimeStep(-1.0))).unwrap_err()
    });
    let other = Error::OtherRank { rank: 1, message: Error::TimeStep(-1.0).to_string() };
    assert_eq!(errors, [other.clone(), Error::TimeStep(-1.0), other]);
}

#[test]
fn ranks_that_do_not_fit_are_errors() {
    let gathered = |rank: fn(&Local) -> usize, sampled: Option<usize>| {
        in_threads(2, |world| {
            let mut net = build(Everything::builder().ranks(world));
            if sampled == Some(world.rank()) {
                net.cells.recorder.sample(Sampling::everything().neurons(..4))?;
            }
            net.step()?;
            net.gathered(rank(world), |_| Ok(()))
        })
    };
    let messages = |results: Vec<Result<Option<()>>>| {
        let [one, other] = [0, 1].map(|rank: usize| results[rank].as_ref().unwrap_err().to_string());
        assert_eq!(one, other);
        one
    };
    assert_eq!(gathered(|_| 1, None), [Ok(None), Ok(Some(()))]);
    assert_says(
        &messages(gathered(|_| 2, None)),
        "recordings are gathered to rank 2, counting from 0, and there are 2",
    );
    assert_says(
        &messages(gathered(World::rank, None)),
        "recordings are gathered to one rank, and ranks were given 0 and 1",
    );
    assert_says(
        &messages(gathered(|_| 0, Some(1))),
        "recorder `cells.recorder`: the same rows were expected of all ranks",
    );
    let alone = build(Everything::builder()).gathered(1, |_| Ok(())).unwrap_err();
    assert_says(&alone.to_string(), "recordings are gathered to rank 1, counting from 0, and there is 1");
}

#[track_caller]
fn assert_says(message: &str, expected: &str) {
    assert!(message.contains(expected), "{message}");
}
