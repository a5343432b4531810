//! Networks that go back, or on, to a snapshot: then they run as if nothing had happened, bit for bit.

use std::collections::BTreeMap;

use izhi::connect::fixed_total;
use izhi::prelude::*;
use izhi::snapshot::{Column, ColumnView, Shape, Sink, Source};
use izhi::{Error, Result};

use super::RUN;
use super::contents::{assert_same, contents, differences};
use super::every_fixture;
use super::kinds::{Kinds, kinds};

/// Takes snapshots before, in and after a run, and goes on from each in the same network and in one of another seed and number
/// of threads, of which the connections are others where they are drawn.
fn check<N: Network>(build: impl Fn(u64, usize) -> N) {
    for threads in [1, 2] {
        let mut net = build(3, threads);
        for before in [0, 1, RUN / 3] {
            net.simulate(before).unwrap();
            let (snapshot, then) = (net.snapshot().unwrap(), contents(&net));
            assert_eq!((snapshot.network(), snapshot.iteration()), (net.name(), net.iteration()));
            net.simulate(RUN / 2).unwrap();
            let end = contents(&net);
            assert!(differences(&end, &then).len() > 1);

            net.restore(&snapshot).unwrap();
            assert_same(&contents(&net), &then);
            assert_eq!(net.snapshot().unwrap(), snapshot);
            net.simulate(RUN / 2).unwrap();
            assert_same(&contents(&net), &end);

            let mut other = build(4, 3 - threads);
            other.simulate(RUN / 4).unwrap();
            other.restore(&snapshot).unwrap();
            assert_same(&contents(&other), &then);
            assert_eq!(other.snapshot().unwrap(), snapshot);
            other.simulate(RUN / 2).unwrap();
            assert_same(&contents(&other), &end);
            net.restore(&snapshot).unwrap();
        }
    }
}

#[test]
fn every_fixture_goes_on() {
    every_fixture!(check);
}

#[test]
fn every_kind_of_synapse_goes_on() {
    check(|seed, threads| kinds(seed, threads).build().unwrap());
    check(|seed, threads| kinds(seed, threads).deferred_updates(threads == 1).build().unwrap());
}

/// One that has changed in every way that there is.
fn changed() -> Kinds {
    let mut net = kinds(7, 2).build().unwrap();
    net.simulate(RUN / 2).unwrap();
    net.set_parameter("rate", 0.3).unwrap();
    net.set_parameter("b.target.tau", 2.0).unwrap();
    let tau: Vec<f64> = (0..150).map(|neuron| 5.0 + f64::from(neuron) / 20.0).collect();
    net.set_parameter_of_each("a.source.tau", tau.into()).unwrap();
    net.set_enabled("gain", false).unwrap();
    net.a.spikes.set_on(false);
    let clock = *net.clock();
    let mut list = net.MANY_a_to_b.synapses(&clock);
    list.retain(|_, number| number % 3 != 0);
    list.pairs.push((3, 4));
    list.delay.push(1.5);
    list.W.push(0.25);
    list.half.push(0.125);
    list.x.push(2.0);
    net.MANY_a_to_b.set_synapses(&clock, &list).unwrap();
    // A recorder of synapses begins again where their number has changed.
    net.reset(Reset::keeping("All")).unwrap();
    net.simulate(RUN / 3).unwrap();
    net
}

#[test]
fn what_has_changed_since_the_network_was_built_comes_back() {
    let mut net = changed();
    let (snapshot, then) = (net.snapshot().unwrap(), contents(&net));
    net.simulate(RUN / 3).unwrap();
    let mut other = kinds(8, 1).build().unwrap();
    other.simulate(3).unwrap();
    other.restore(&snapshot).unwrap();
    assert_same(&contents(&other), &then);
    assert!(!other.b.gain.is_enabled() && !other.a.spikes.is_on());
    other.simulate(RUN / 3).unwrap();
    assert_same(&contents(&other), &contents(&net));
    assert_eq!((other.a.fired_count(), other.b.fired_count()), (net.a.fired_count(), net.b.fired_count()));
    // What was restored is what the other synapses begin with; those that there were begin as ever.
    let weights = other.MANY_a_to_b.W().values().to_vec();
    other.restore(&snapshot).unwrap();
    let restored = other.MANY_a_to_b.W().values().to_vec();
    other.simulate(RUN / 3).unwrap();
    other.reset(Reset::anew()).unwrap();
    assert_ne!(weights, restored);
    assert_eq!(other.MANY_a_to_b.W().values().len(), restored.len());
    izhi_interpreter::check(&mut other, 4).unwrap();
}

behavior! {
    /// What it sends is what it was.
    pub Sender {
        state { trace: 0.0 }
        event { fired: false }
        step { fired = bernoulli(0.2); trace = 0.9 * trace + if fired { 1.0 } else { 0.0 }; }
    }
}

behavior! {
    pub Receiver {
        state { heard: 0.0 }
        afferent { W: 1.0 }
        step { for s in afferent(All) { heard += sum(s.W * s.src.trace where s.src.fired); } }
    }
}

network! {
    Delayed {
        use Sender, Receiver;
        group a: 20 { 1: Sender }
        group b: 20 { 1: Receiver }
        synapses S: a -> b { connect: fixed_total(100); delay: uniform(1.0, 3.0); }
    }
}

#[test]
fn delays_of_any_length_come_back() {
    let build = |delay: f32| {
        let mut builder = Delayed::builder();
        builder.S_a_to_b.delay = delay.into();
        builder.build().unwrap()
    };
    for [long, short] in [[60.0, 3.0], [3.0, 60.0], [4.0, 3.0]] {
        let (mut net, mut other) = (build(long), build(short));
        net.simulate(RUN).unwrap();
        other.restore(&net.snapshot().unwrap()).unwrap();
        net.simulate(RUN).unwrap();
        other.simulate(RUN).unwrap();
        assert_same(&contents(&other), &contents(&net));
        assert!(net.b.heard().sum() > 0.0, "something has arrived");
    }
}

/// From one snapshot with other draws, and with the same ones again.
#[test]
fn another_seed_is_for_the_iterations_that_come() {
    let mut net = kinds(7, 1).build().unwrap();
    net.simulate(RUN / 3).unwrap();
    let (snapshot, then) = (net.snapshot().unwrap(), contents(&net));
    let mut ends = Vec::new();
    for seed in [7, 8, 9, 8] {
        net.restore(&snapshot).unwrap();
        net.set_seed(seed);
        assert_eq!(differences(&contents(&net), &then), if seed == 7 { vec![] } else { vec!["clock"] });
        net.simulate(RUN / 3).unwrap();
        assert_eq!((net.clock().seed(), net.iteration()), (seed, 2 * (RUN / 3)));
        ends.push(contents(&net));
    }
    assert_same(&ends[1], &ends[3]);
    for (one, other) in [(0, 1), (0, 2), (1, 2)] {
        assert!(differences(&ends[one], &ends[other]).contains(&"a.v"));
    }
}

#[test]
fn an_event_that_was_given_is_still_given() {
    let mut net = kinds(7, 1).build().unwrap();
    net.set_enabled("source", false).unwrap();
    net.simulate(2).unwrap();
    net.a.fired_mut()[5] = true;
    let snapshot = net.snapshot().unwrap();
    net.simulate(2).unwrap();
    assert!(!net.a.fired()[5]);
    net.restore(&snapshot).unwrap();
    net.step().unwrap();
    assert!(net.a.fired()[5]);
    net.step().unwrap();
    assert!(!net.a.fired()[5]);
}

/// What is computed once for a run is computed anew.
#[test]
fn a_parameter_that_comes_back_counts() {
    let mut net = kinds(7, 1).build().unwrap();
    net.simulate(5).unwrap();
    let snapshot = net.snapshot().unwrap();
    net.simulate(5).unwrap();
    let expected = contents(&net);
    net.restore(&snapshot).unwrap();
    net.set_parameter("tau", 3.0).unwrap();
    net.simulate(5).unwrap();
    assert!(differences(&contents(&net), &expected).contains(&"b.heard"));
    net.restore(&snapshot).unwrap();
    net.simulate(5).unwrap();
    assert_same(&contents(&net), &expected);
}

mod other {
    use super::super::kinds::{Gain, Source, Target};
    use izhi::prelude::*;

    network! {
        /// Of the same name, and not the same.
        pub(crate) Kinds {
            use Source, Target, Gain;
            dt: 0.5;
            group a: 150 { 1: Source }
            group b: 140 { 2: Target, 3: Gain }
            synapses LOUD: a -> b;
            synapses QUIET: a -> b { delay: 2.0; }
            synapses SHARED: a -> b { shared: [G]; }
        }
    }
}

/// The message of an error after which the network has not changed.
fn refused<N: Network>(net: &mut N, snapshot: &izhi::Snapshot) -> String {
    let before = contents(net);
    let error = net.restore(snapshot).unwrap_err();
    assert_same(&contents(net), &before);
    let Error::Snapshot { reason } = error else { panic!("{error}") };
    reason
}

#[test]
fn snapshots_of_something_else_are_refused() {
    let snapshot = kinds(7, 1).build().unwrap().snapshot().unwrap();
    let mut ring = super::ring::Ring::builder().build().unwrap();
    assert_eq!(refused(&mut ring, &snapshot), "it is of network `Kinds`, and this is `Ring`");

    let mut builder = other::Kinds::builder();
    builder.a.source.drive = vec![0.0; 5].into();
    let reason = refused(&mut builder.build().unwrap(), &snapshot);
    assert!(reason.starts_with("the declaration of network `Kinds` has changed since"), "{reason}");

    let mut net = kinds(7, 1).dt(0.25).build().unwrap();
    assert_eq!(refused(&mut net, &snapshot), "its time step is 0.5, and that of the network is 0.25");

    let mut builder = kinds(7, 1);
    builder.b.size = 141.into();
    let reason = refused(&mut builder.build().unwrap(), &snapshot);
    assert_eq!(reason, "column `b.heard`: f32 of shape [141] was expected, and f32 of shape [140] was found");

    let mut builder = kinds(7, 1);
    builder.a.size = izhi::population::Grid::new(15, 10, 1);
    let reason = refused(&mut builder.build().unwrap(), &snapshot);
    assert_eq!(reason, "column `a:grid`: [15, 10, 1] neurons along x, y, z were expected, and [150, 1, 1] found");

    let mut builder = kinds(7, 1);
    builder.SPARSE_LATE_a_to_b.dendritic_delay = 3.0;
    let reason = refused(&mut builder.build().unwrap(), &snapshot);
    assert!(reason.starts_with("column `SPARSE_LATE_a_to_b:"), "{reason}");
    // As long in memory, and not as long.
    let mut builder = kinds(7, 1);
    builder.DENSE_LATE_a_to_b.delay = 1.5;
    let reason = refused(&mut builder.build().unwrap(), &snapshot);
    assert!(reason.starts_with("column `DENSE_LATE_a_to_b:"), "{reason}");
}

/// The columns of a snapshot, some of which somebody has changed.
#[derive(Clone)]
struct Changed(BTreeMap<String, Column>);

impl Sink for Changed {
    fn put(&mut self, name: &str, _: bool, values: ColumnView<'_>) -> Result<()> {
        assert!(self.0.insert(name.to_owned(), values.to_column()).is_none(), "{name} twice");
        Ok(())
    }
}

impl Source for Changed {
    fn columns(&self) -> BTreeMap<String, Shape> {
        self.0.iter().map(|(name, column)| (name.clone(), Shape::of(&column.view()))).collect()
    }

    fn column(&mut self, name: &str) -> Result<Option<Column>> {
        Ok(self.0.get(name).cloned())
    }
}

/// Every kind of synapse between few neurons.
fn few(threads: usize) -> Kinds {
    let mut builder = kinds(7, threads);
    (builder.a.size, builder.b.size) = (15.into(), 14.into());
    builder.MANY_a_to_b.connect = fixed_total(90).into();
    builder.MANY_QUIET_a_to_b.connect = fixed_total(90).into();
    builder.build().unwrap()
}

fn columns() -> Changed {
    let mut net = few(2);
    net.simulate(RUN / 2).unwrap();
    let mut columns = Changed(BTreeMap::new());
    net.save(&mut columns).unwrap();
    columns
}

#[test]
fn columns_that_are_missing_or_too_many_are_refused() {
    let (columns, mut net) = (columns(), few(2));
    let before = contents(&net);
    for name in columns.0.keys() {
        let mut missing = columns.clone();
        missing.0.remove(name);
        let error = net.load(&mut missing).unwrap_err().to_string();
        assert!(error.contains(&format!("`{name}`")), "{error}");
        let mut other = columns.clone();
        other.0.insert(name.clone(), Column::Whole(ndarray::arr1(&[1]).into_dyn()));
        let error = net.load(&mut other).unwrap_err().to_string();
        assert!(error.contains(&format!("column `{name}`")), "{error}");
    }
    let mut more = columns.clone();
    more.0.insert("a.w".to_owned(), Column::Whole(ndarray::arr1(&[1]).into_dyn()));
    assert_eq!(
        net.load(&mut more).unwrap_err().to_string(),
        "the snapshot cannot be restored: the network has no column `a.w`"
    );
    assert_same(&contents(&net), &before);
    net.load(&mut columns.clone()).unwrap();
}

/// Whatever stands in a file, it is an error or a network that runs.
#[test]
fn columns_that_no_network_gives_out_do_not_panic() {
    let (columns, mut net) = (columns(), few(1));
    net.load(&mut columns.clone()).unwrap();
    let right = contents(&net);
    let mut refused = 0;
    for name in columns.0.keys() {
        for make in [largest, nothing, one_less] {
            let mut altered = columns.clone();
            make(altered.0.get_mut(name).unwrap());
            match net.load(&mut altered) {
                Ok(()) => drop(net.simulate(2)),
                Err(_) => refused += 1,
            }
            // Whatever it was, all of it comes back with the right ones.
            net.load(&mut columns.clone()).unwrap();
            assert_same(&contents(&net), &right);
        }
    }
    assert!(refused > columns.0.len(), "{refused}");
}

#[test]
fn headers_that_are_none_are_refused() {
    let (columns, mut net) = (columns(), few(1));
    let Column::Byte(text) = &columns.0["izhi"] else { panic!("text") };
    let text = String::from_utf8(text.iter().copied().collect()).unwrap();
    for (old, new, reason) in [
        ("format 1", "format 2", "its format is 2, and format 1 was expected"),
        ("format 1", "", "its column `izhi` does not say the format"),
        ("iteration 30", "iteration -1", "its column `izhi` says iteration -1, and a number was expected"),
        (
            "iteration 30",
            "iteration 18446744073709551615",
            "iteration 4294967295 is the last, and it is of iteration 18446744073709551615",
        ),
        ("dt 0.5", "dt NaN", "its time step is NaN, and that of the network is 0.5"),
    ] {
        assert!(text.contains(old), "{text}");
        let mut altered = columns.clone();
        let bytes = text.replace(old, new).into_bytes();
        altered.0.insert("izhi".to_owned(), Column::Byte(ndarray::Array1::from(bytes).into_dyn()));
        let error = net.load(&mut altered).unwrap_err();
        assert_eq!(error.to_string(), format!("the snapshot cannot be restored: {reason}"));
    }
}

fn largest(column: &mut Column) {
    match column {
        Column::Single(values) => values.fill(f32::MAX),
        Column::Double(values) => values.fill(f64::MAX),
        Column::Whole(values) => values.fill(i64::MAX),
        Column::Count(values) => values.fill(u64::MAX),
        Column::Index(values) => values.fill(u32::MAX),
        Column::Steps(values) => values.fill(u16::MAX),
        Column::Byte(values) => values.fill(u8::MAX),
        Column::Flag(values) => values.fill(true),
    }
}

fn nothing(column: &mut Column) {
    match column {
        Column::Single(values) => values.fill(f32::NAN),
        Column::Double(values) => values.fill(f64::NAN),
        Column::Whole(values) => values.fill(0),
        Column::Count(values) => values.fill(0),
        Column::Index(values) => values.fill(0),
        Column::Steps(values) => values.fill(0),
        Column::Byte(values) => values.fill(0),
        Column::Flag(values) => values.fill(false),
    }
}

/// Without the last along the first axis.
fn one_less(column: &mut Column) {
    fn of<T: Copy>(values: &mut ndarray::ArrayD<T>) {
        let length = values.shape()[0].saturating_sub(1);
        *values = values.slice_axis(ndarray::Axis(0), (..length).into()).to_owned();
    }
    match column {
        Column::Single(values) => of(values),
        Column::Double(values) => of(values),
        Column::Whole(values) => of(values),
        Column::Count(values) => of(values),
        Column::Index(values) => of(values),
        Column::Steps(values) => of(values),
        Column::Byte(values) => of(values),
        Column::Flag(values) => of(values),
    }
}
