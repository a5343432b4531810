//! Recorders that keep some of what they see keep that of what one sees who keeps everything.

use izhi::Error;
use izhi::prelude::*;
use izhi::recording::Spike;
use ndarray::Axis;

behavior! {
    /// Whatever can be recorded.
    pub Cell {
        state { v: uniform() }
        integer { spikes: 0 }
        event { fired: false }
        afferent { W: 0.1 * uniform() }
        step {
            v += 0.2 * uniform();
            for s in afferent(All) { v += sum(s.W where s.src.fired); if s.dst.fired { s.W *= 0.99; } }
            fired = v > 1.0;
            if fired { v = 0.0; spikes += 1; }
        }
    }
}

network! {
    Sampled {
        use Cell, izhi::Recorder, izhi::EventRecorder;
        dt: 0.5;
        group cells: 12 {
            1: Cell,
            8: Recorder [v, spikes, fired, DENSE.W, SPARSE.W] as all,
            9: EventRecorder [fired] as events,
        }
        synapses DENSE: cells -> cells;
        synapses SPARSE: cells -> cells { connect: fixed_probability(0.3); }
    }
}

fn sampled() -> Sampled {
    Sampled::builder().seed(4).build().unwrap()
}

/// Runs that are compared, in stretches.
const STRETCHES: [u64; 4] = [7, 1, 40, 12];

/// Compares what a sampling keeps with the rows and neurons that it should keep, after each stretch of a run.
fn check(sampling: Sampling, rows: impl Fn(u64) -> bool, newest: usize, neurons: &[usize]) {
    let (mut full, mut net) = (sampled(), sampled());
    net.cells.all.sample(sampling).unwrap();
    let mut longest = 0;
    for stretch in STRETCHES {
        full.simulate(stretch).unwrap();
        net.simulate(stretch).unwrap();
        let mut kept: Vec<usize> = (0..full.cells.all.len()).filter(|&row| rows(row as u64)).collect();
        kept.drain(..kept.len().saturating_sub(newest));
        let (found, expected) = (&net.cells.all, &full.cells.all);
        assert_eq!(found.iterations().to_vec(), kept.iter().map(|&row| row as u64).collect::<Vec<u64>>());
        assert_eq!(found.times().to_vec(), kept.iter().map(|&row| row as f64 * 0.5).collect::<Vec<f64>>());
        assert_eq!((found.len(), found.is_empty()), (kept.len(), kept.is_empty()));
        assert_eq!(found.v(), expected.v().select(Axis(0), &kept).select(Axis(1), neurons));
        assert_eq!(found.spikes(), expected.spikes().select(Axis(0), &kept).select(Axis(1), neurons));
        assert_eq!(found.fired(), expected.fired().select(Axis(0), &kept).select(Axis(1), neurons));
        assert_eq!(found.DENSE_W(), expected.DENSE_W().select(Axis(0), &kept));
        assert_eq!(found.SPARSE_W(), expected.SPARSE_W().select(Axis(0), &kept));
        assert_eq!(net.find("all").len(), 5);
        longest = longest.max(kept.len());
    }
    assert!(longest > 0, "nothing to compare");
}

const ALL: [usize; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

#[test]
fn some_of_the_neurons() {
    check(Sampling::everything(), |_| true, 1000, &ALL);
    check(Sampling::everything().neurons(..), |_| true, 1000, &ALL);
    check(Sampling::everything().neurons(3..5), |_| true, 1000, &[3, 4]);
    check(Sampling::everything().neurons(vec![7, 2, 11]), |_| true, 1000, &[7, 2, 11]);
    let mask: Vec<bool> = (0..12).map(|neuron| neuron % 5 == 0).collect();
    check(Sampling::everything().neurons(mask), |_| true, 1000, &[0, 5, 10]);
    let mut net = sampled();
    assert_eq!(net.cells.all.neurons(), None);
    net.cells.all.sample(Sampling::everything().neurons(vec![7, 2])).unwrap();
    assert_eq!(net.cells.all.neurons(), Some(&[7, 2][..]));
}

#[test]
fn some_of_the_iterations() {
    check(Sampling::everything().every(2.0), |row| row % 4 == 0, 1000, &ALL);
    check(Sampling::everything().every(0.5), |_| true, 1000, &ALL);
    check(Sampling::everything().between(2.0, 20.0), |row| (4..40).contains(&row), 1000, &ALL);
    check(Sampling::everything().between(2.1, 20.1), |row| (5..41).contains(&row), 1000, &ALL);
    check(Sampling::everything().between(0.0, f64::INFINITY), |_| true, 1000, &ALL);
    check(
        Sampling::everything().between(3.5, 21.0).every(1.5),
        |row| (7..42).contains(&row) && row % 3 == 1,
        1000,
        &ALL,
    );
    check(Sampling::everything().newest(5), |_| true, 5, &ALL);
    check(Sampling::everything().newest(1), |_| true, 1, &ALL);
    check(Sampling::everything().newest(6).every(1.0).neurons(2..4), |row| row % 2 == 0, 6, &[2, 3]);
}

/// The sampling of some synapses, and the neurons at their ends.
fn some_synapses() -> [(Sampling, Vec<usize>, Vec<usize>); 4] {
    let all = || (0..12).collect::<Vec<usize>>();
    [
        (Sampling::everything().sources(3..7), (3..7).collect(), all()),
        (Sampling::everything().targets(vec![9, 0, 4]), all(), vec![9, 0, 4]),
        (Sampling::everything().sources(vec![11, 2]).targets(..5).every(1.0), vec![11, 2], (0..5).collect()),
        (Sampling::everything().sources(vec![1]).targets(vec![1]).newest(4), vec![1], vec![1]),
    ]
}

/// Compares the synapses of the last row of a recorder with those of a network that has just run.
fn check_synapses(net: &Sampled, sources: &[usize], targets: &[usize]) {
    let recorder = &net.cells.all;
    let last = recorder.len() - 1;
    let weights = net.DENSE_cells_to_cells.W().select(Axis(0), targets).select(Axis(1), sources);
    assert_eq!(recorder.DENSE_W().index_axis(Axis(0), last), weights);
    let pairs: Vec<(usize, usize)> = net.SPARSE_cells_to_cells.structure().pairs().collect();
    let is_kept = |place: &usize| sources.contains(&pairs[*place].0) && targets.contains(&pairs[*place].1);
    let places: Vec<usize> = (0..pairs.len()).filter(is_kept).collect();
    assert_eq!(recorder.synapses("SPARSE_W"), Some(&places[..]));
    let kept: Vec<f32> = places.iter().map(|&place| net.SPARSE_cells_to_cells.W().values()[place]).collect();
    assert_eq!(recorder.SPARSE_W().row(last).to_vec(), kept);
    let dense: Vec<usize> =
        sources.iter().flat_map(|source| targets.iter().map(move |target| source * 12 + target)).collect();
    assert_eq!(recorder.synapses("DENSE_W"), Some(&dense[..]));
    let groups = ["DENSE_W", "SPARSE_W", "v"].map(|variable| recorder.synapse_group(variable));
    assert_eq!(groups, [Some("DENSE_cells_to_cells"), Some("SPARSE_cells_to_cells"), None]);
}

#[test]
fn some_of_the_synapses() {
    for (sampling, sources, targets) in some_synapses() {
        let (mut net, mut full) = (sampled(), sampled());
        net.cells.all.sample(sampling).unwrap();
        for stretch in [1, 12, 4] {
            net.simulate(stretch).unwrap();
            full.simulate(stretch).unwrap();
            check_synapses(&net, &sources, &targets);
        }
        let rows: Vec<usize> = net.cells.all.iterations().iter().map(|&row| row as usize).collect();
        let expected =
            full.cells.all.DENSE_W().select(Axis(0), &rows).select(Axis(1), &targets).select(Axis(2), &sources);
        assert_eq!(net.cells.all.DENSE_W(), expected);
        let places = net.cells.all.synapses("SPARSE_W").unwrap();
        assert_eq!(net.cells.all.SPARSE_W(), full.cells.all.SPARSE_W().select(Axis(0), &rows).select(Axis(1), places));
        assert_eq!(full.cells.all.synapses("SPARSE_W"), None);
    }
}

/// By a reset there can be others between the same neurons, by a snapshot too.
#[test]
fn some_of_other_synapses() {
    for (sampling, sources, targets) in some_synapses() {
        let mut net = sampled();
        net.cells.all.sample(sampling).unwrap();
        net.simulate(5).unwrap();
        let snapshot = net.snapshot().unwrap();
        net.reset(Reset::anew().seed(77)).unwrap();
        net.simulate(7).unwrap();
        check_synapses(&net, &sources, &targets);
        let mut other = Sampled::builder().seed(77).build().unwrap();
        other.restore(&snapshot).unwrap();
        net.restore(&snapshot).unwrap();
        assert_eq!(other.snapshot().unwrap(), snapshot);
        check_synapses(&other, &sources, &targets);
        for net in [&mut net, &mut other] {
            net.simulate(8).unwrap();
            check_synapses(net, &sources, &targets);
        }
        assert_eq!(net.cells.all.DENSE_W(), other.cells.all.DENSE_W());
        assert_eq!(net.cells.all.SPARSE_W(), other.cells.all.SPARSE_W());
    }
}

#[test]
fn rows_of_some_synapses_are_of_these_alone() {
    let mut net = sampled();
    net.cells.all.sample(Sampling::everything().sources(..6)).unwrap();
    net.simulate(3).unwrap();
    let mut synapses = net.SPARSE_cells_to_cells.synapses(&net.clock().clone());
    let pruned = synapses.pairs.iter().position(|(source, _)| *source < 6).unwrap();
    synapses.pairs.remove(pruned);
    synapses.W.remove(pruned);
    let clock = *net.clock();
    net.SPARSE_cells_to_cells.set_synapses(&clock, &synapses).unwrap();
    let Err(Error::Exchanged { place, .. }) = net.simulate(1) else { panic!("one of the recorded is gone") };
    assert_eq!(place, "cells.all.SPARSE_W");
}

#[test]
fn some_of_the_events() {
    for (sampling, is_kept) in [
        (Sampling::everything().neurons(vec![9, 1]), &|spike: &Spike| [9, 1].contains(&spike.neuron) as _),
        (Sampling::everything().between(5.0, 20.0), &|spike: &Spike| (10..40).contains(&spike.iteration)),
        (Sampling::everything().newest(8), &|spike: &Spike| spike.iteration >= 52),
    ] as [(Sampling, &dyn Fn(&Spike) -> bool); 3]
    {
        let (mut full, mut net) = (sampled(), sampled());
        net.cells.events.sample(sampling).unwrap();
        for stretch in STRETCHES {
            full.simulate(stretch).unwrap();
            net.simulate(stretch).unwrap();
        }
        let expected: Vec<Spike> = full.cells.events.fired().iter().copied().filter(is_kept).collect();
        assert!(!expected.is_empty() && expected.len() < full.cells.events.fired().len());
        assert_eq!(net.cells.events.fired(), expected);
    }
}

/// The memory of a long run is that of the rows that are kept.
#[test]
fn the_newest_need_no_more_memory() {
    let mut net = sampled();
    net.cells.all.sample(Sampling::everything().newest(10)).unwrap();
    net.cells.events.sample(Sampling::everything().newest(10)).unwrap();
    // All rows of so many iterations would be refused.
    net.prepare(u64::MAX / 2).unwrap();
    net.simulate(5000).unwrap();
    assert_eq!(net.cells.all.iterations().to_vec(), (4990..5000).collect::<Vec<u64>>());
    assert!(net.cells.events.fired().iter().all(|spike| spike.iteration >= 4990));
}

#[test]
fn what_has_been_recorded_is_forgotten_and_the_iterations_counted_on() {
    let mut net = sampled();
    net.simulate(9).unwrap();
    net.cells.all.sample(Sampling::everything().every(2.0)).unwrap();
    assert!(net.cells.all.is_empty());
    net.simulate(9).unwrap();
    assert_eq!(net.cells.all.iterations().to_vec(), [12, 16]);
    // A reset begins with the same sampling.
    net.reset(Reset::anew()).unwrap();
    net.simulate(9).unwrap();
    assert_eq!(net.cells.all.iterations().to_vec(), [0, 4, 8]);
    net.cells.all.clear();
    net.simulate(4).unwrap();
    assert_eq!(net.cells.all.iterations().to_vec(), [12]);
}

#[test]
fn a_snapshot_has_the_sampling() {
    let mut net = sampled();
    net.cells.all.sample(Sampling::everything().newest(3).neurons(vec![4, 2])).unwrap();
    net.cells.events.sample(Sampling::everything().neurons(5..)).unwrap();
    net.simulate(8).unwrap();
    let snapshot = net.snapshot().unwrap();
    net.simulate(9).unwrap();
    let mut other = sampled();
    other.restore(&snapshot).unwrap();
    assert_eq!(other.cells.all.iterations().to_vec(), [5, 6, 7]);
    other.simulate(9).unwrap();
    assert_eq!(other.cells.all.v(), net.cells.all.v());
    assert_eq!(other.cells.events.fired(), net.cells.events.fired());
    assert_eq!(other.cells.all.neurons(), Some(&[4, 2][..]));
}

#[test]
fn what_cannot_be_sampled_is_an_error() {
    let mut net = sampled();
    net.simulate(3).unwrap();
    for (sampling, reason) in [
        (Sampling::everything().neurons(3..13), "expected a range of the 12 neurons, and 3..13 was found"),
        (Sampling::everything().neurons(5..5), "expected some neurons, and an empty selection was found"),
        (Sampling::everything().neurons(vec![1, 1]), "expected each index of neurons once, and 1 was found twice"),
        (
            Sampling::everything().every(0.7),
            "expected a multiple of dt = 0.5 between rows, and 0.7 was found; the nearest are 0.5 and 1",
        ),
        (
            Sampling::everything().every(0.0),
            "expected a positive time between rows that can be counted, and 0 was found",
        ),
        (
            Sampling::everything().every(-1.0),
            "expected a positive time between rows that can be counted, and -1 was found",
        ),
        (
            Sampling::everything().every(f64::NAN),
            "expected a positive time between rows that can be counted, and NaN was found",
        ),
        (
            Sampling::everything().every(f64::INFINITY),
            "expected a positive time between rows that can be counted, and inf was found",
        ),
        (
            Sampling::everything().every(1e30),
            "expected a positive time between rows that can be counted, and 1000000000000000000000000000000 was found",
        ),
        (Sampling::everything().newest(0), "expected a number of rows above 0 to keep, and 0 was found"),
        (
            Sampling::everything().between(4.0, 4.0),
            "expected a window of time from 0 on with an iteration in it, and 4 to 4 was found",
        ),
        (
            Sampling::everything().between(-1.0, 4.0),
            "expected a window of time from 0 on with an iteration in it, and -1 to 4 was found",
        ),
        (
            Sampling::everything().between(4.1, 4.2),
            "expected a window of time from 0 on with an iteration in it, and 4.1 to 4.2 was found",
        ),
    ] {
        let error = net.cells.all.sample(sampling).unwrap_err();
        assert_eq!(error.to_string(), format!("recorder `cells.all`: {reason}"));
    }
    for (sampling, reason) in [
        (Sampling::everything().sources(3..13), "expected a range of the 12 sources, and 3..13 was found"),
        (Sampling::everything().targets(5..5), "expected some targets, and an empty selection was found"),
    ] {
        let error = net.cells.all.sample(sampling).unwrap_err();
        assert_eq!(error.to_string(), format!("recorder `cells.all.DENSE_W`: {reason}"));
    }
    let error = net.cells.events.sample(Sampling::everything().sources(..3)).unwrap_err().to_string();
    assert!(error.ends_with("no variable of synapses is recorded"), "{error}");
    let error = net.cells.events.sample(Sampling::everything().every(1.0)).unwrap_err();
    let Error::Sampling { place, reason } = error else { panic!("{error}") };
    assert_eq!(place, "cells.events");
    assert!(reason.starts_with("events are recorded in every iteration"), "{reason}");
    assert_eq!((net.cells.all.len(), net.cells.events.len()), (3, 3));
}
