//! Networks whose synapses the device has drawn begin and go on as those of the processor.

use std::collections::BTreeSet;
use std::mem::swap;
use std::sync::Arc;

use izhi::connect::*;
use izhi::device::Device;
use izhi::initial::InitialMatrix;
use izhi::prelude::*;
use izhi_device_tests::{Watch, difference, gpu, lanes_of, processor, processor_of};

behavior! {
    /// A leaky neuron driven by noise and by what arrives.
    Cell {
        param { tau: 10.0, strength: 0.3 }
        state { v: uniform(), latency: 1.0 + index % 3, input: 0.0 }
        event { fired: false }
        step {
            v += dt * (0.3 * normal() - v / tau) + input;
            fired = v > 0.8;
            if fired { v = 0.0; }
            input = 0.0;
        }
    }
}

behavior! {
    /// What arrives, by a weight of each synapse and of two draws, which reads both ends.
    Weighted(TAG) {
        param { strength: 0.5, spread: 0.3 }
        afferent(TAG) {
            W: strength / 150.0 * max(normal(1.0, spread), 0.0) * (1.0 + src.v) + 0.001 * dst.x * uniform(),
            gain: 1.0,
        }
        step { for s in afferent(TAG) { input += sum(s.W * s.gain where s.src.fired); } }
    }
}

behavior! {
    /// What arrives by the same weight.
    Equal(TAG) {
        afferent(TAG) { W: 0.01 }
        step { for s in afferent(TAG) { input += sum(s.W where s.src.fired); } }
    }
}

behavior! {
    /// The same where the weight is learnt, by draws for each synapse and a trace that decays.
    Learning(TAG) {
        param { rate: 0.1, tau: 8.0 }
        afferent(TAG) { W: 0.02 * uniform(), trace: uniform() decays(tau) }
        step {
            for s in afferent(TAG) {
                input += sum(s.W where s.src.fired);
                if s.src.fired { s.W += rate * (0.02 * uniform() - s.W * s.trace); s.trace += 0.5; }
                if s.dst.fired { s.W += rate * (0.01 - s.W) * s.src.v; }
            }
        }
    }
}

network! {
    /// Every kind of delay and of variable.
    Drawn {
        use Cell, Weighted(ALL), Equal(SAME), Learning(LEARN), izhi::EventRecorder, izhi::Recorder;
        dt: 0.5;
        group a: grid(15, 10) {
            1: Weighted, 2: Equal, 3: Learning, 4: Cell,
            9: EventRecorder [fired] as spikes, 10: Recorder [v, LEARN_b_to_a.W] as values,
        }
        group b: 70 { 1: Cell, 9: EventRecorder [fired] as spikes }
        group c: grid(5, 4, 2) { 1: Cell }
        synapses ALL: a -> a { connect: fixed_total(2000); delay: normal(src.latency, 1.0, 0.5, 6.0); }
        synapses ALL: b -> a { connect: fixed_in_degree(5); delay: 1.5; shared: [gain]; }
        synapses SAME: c -> a { connect: fixed_probability(0.1); shared: [W]; }
        synapses LEARN: a -> a { connect: gaussian(2.0, 0.8).without_self(); delay: 0.5 * floor(uniform(1.0, 5.0)); }
        synapses LEARN: b -> a { connect: fixed_out_degree(20).without_multiple(); }
    }
}

fn devices() -> Vec<Device> {
    [processor(1), processor_of(2, 2)].into_iter().chain(gpu()).collect()
}

#[track_caller]
fn assert_equal(found: &Drawn, expected: &Drawn) {
    assert_eq!(
        difference(&found.snapshot().unwrap(), &expected.snapshot().unwrap()),
        None,
        "after {} iterations",
        found.iteration()
    );
}

/// Networks on the processor and on devices, the same from the beginning on.
fn assert_same(builder: impl Fn() -> DrawnBuilder, change: impl Fn(&mut Drawn)) {
    for device in devices() {
        let (mut expected, mut found) = (builder().build().unwrap(), builder().device(&device).build().unwrap());
        assert_equal(&found, &expected);
        for net in [&mut expected, &mut found] {
            net.simulate(9).unwrap();
            change(net);
            net.simulate(31).unwrap();
        }
        assert!(expected.a.fired_count() > 100, "{}", expected.a.fired_count());
        assert_equal(&found, &expected);
        // Nobody looks at it before it runs.
        let mut found = builder().device(&device).build().unwrap();
        found.simulate(9).unwrap();
        change(&mut found);
        found.simulate(31).unwrap();
        assert_equal(&found, &expected);
    }
}

fn seeded() -> DrawnBuilder {
    Drawn::builder().seed(11)
}

#[test]
fn they_begin_and_go_on_as_on_the_processor() {
    assert_same(seeded, |_| {});
}

#[test]
fn they_are_fetched_to_be_changed() {
    assert_same(seeded, |net| {
        net.ALL_a_to_a.W_mut()[3] = 0.05;
        net.LEARN_b_to_a.W_mut().iter_mut().for_each(|weight| *weight *= 0.5);
    });
}

#[test]
fn others_take_their_place() {
    assert_same(seeded, |net| {
        let clock = *net.clock();
        let mut list = net.ALL_a_to_a.synapses(&clock);
        list.retain(|_, number| number % 3 != 0);
        net.ALL_a_to_a.set_synapses(&clock, &list).unwrap();
        let mut list = net.ALL_b_to_a.synapses(&clock);
        list.retain(|list, number| list.pairs[number].0 != 7);
        net.ALL_b_to_a.set_synapses(&clock, &list).unwrap();
    });
}

#[test]
fn networks_begin_again() {
    assert_same(seeded, |net| net.reset(Reset::anew().seed(5)).unwrap());
    assert_same(seeded, |net| net.reset(Reset::keeping("W")).unwrap());
}

#[test]
fn networks_go_to_the_processor_and_come_back() {
    assert_same(seeded, |net| {
        net.move_to_processor();
        net.simulate(4).unwrap();
        net.move_to(&processor(2)).unwrap();
        let then = net.snapshot().unwrap();
        net.simulate(4).unwrap();
        net.restore(&then).unwrap();
    });
}

#[test]
fn threads_of_the_processor_have_their_parts() {
    for threads in [1, 2, 3] {
        let builder = || seeded().threads(threads);
        let mut expected = builder().build().unwrap();
        let mut found = builder().device(&processor(2)).build().unwrap();
        for net in [&mut expected, &mut found] {
            net.simulate(5).unwrap();
            net.move_to_processor();
            net.simulate(30).unwrap();
        }
        assert_equal(&found, &expected);
    }
}

#[test]
fn synapses_that_are_exchanged_are_those_that_were_drawn() {
    let on = |seed: u64, device: Option<&Device>| {
        let builder = Drawn::builder().seed(seed);
        device.into_iter().fold(builder, |builder, device| builder.device(device)).build().unwrap()
    };
    let device = processor(1);
    let [mut expected, mut others] = [1, 2].map(|seed| on(seed, None));
    let [mut found, mut other] = [1, 2].map(|seed| on(seed, Some(&device)));
    for (one, two) in [(&mut expected, &mut others), (&mut found, &mut other)] {
        swap(&mut one.ALL_a_to_a, &mut two.ALL_a_to_a);
        two.simulate(9).unwrap();
        one.simulate(8).unwrap();
    }
    assert_equal(&found, &expected);
    assert_equal(&other, &others);
}

/// The device has one list of a group's events for all synapses that they go to.
#[test]
fn synapses_are_not_exchanged_while_other_events_are_on_their_way() {
    let device = processor(2);
    let mut expected: Vec<Drawn> = [1, 2].map(|seed| Drawn::builder().seed(seed).build().unwrap()).into();
    let on_device = [1, 2].map(|seed| Drawn::builder().seed(seed).device(&device).build().unwrap());
    let mut found: Vec<Drawn> = on_device.into();
    for nets in [&mut expected, &mut found] {
        nets.iter_mut().for_each(|net| net.simulate(30).unwrap());
        let [one, two] = &mut nets[..] else { panic!("two networks") };
        swap(&mut one.ALL_a_to_a, &mut two.ALL_a_to_a);
    }
    let error = found[0].simulate(1).unwrap_err().to_string();
    assert!(error.contains("other events of `a` are on their way to `"), "{error}");
    for nets in [&mut expected, &mut found] {
        for net in nets {
            net.move_to_processor();
            net.simulate(15).unwrap();
        }
    }
    for (found, expected) in found.iter_mut().zip(&mut expected) {
        found.move_to(&device).unwrap();
        found.simulate(15).unwrap();
        expected.simulate(15).unwrap();
        assert_equal(found, expected);
    }
}

/// Every connector that says how it draws, and some that do not.
fn all_connectors() -> Vec<(Arc<dyn Connector>, Arc<dyn Connector>)> {
    vec![
        (Arc::new(all_to_all()), Arc::new(one_to_one().between(0..9, 3..12))),
        (Arc::new(fixed_probability(0.0)), Arc::new(fixed_probability(1.0))),
        (Arc::new(fixed_in_degree(3).without_self()), Arc::new(fixed_in_degree(2).without_multiple())),
        (Arc::new(fixed_out_degree(30).without_multiple()), Arc::new(fixed_out_degree(3))),
        (Arc::new(fixed_total(500).without_multiple()), Arc::new(fixed_total(100))),
        (Arc::new(disc(2.5).without_self()), Arc::new(fixed_total(0))),
        (Arc::new(union([disc(1.0)]).and(fixed_probability(0.05))), Arc::new(fixed_probability(0.2))),
        (
            Arc::new(projections([(0..50, 0..150, fixed_total(300)), (50..150, 20..80, fixed_total(900))])),
            Arc::new(fixed_total(40).between(3..9, vec![4, 8, 100])),
        ),
        (Arc::new(|source: usize, target: usize| source % 5 == target % 7), Arc::new(fixed_total(10))),
        (Arc::new(pairs(vec![(3, 4), (0, 1), (3, 4)])), Arc::new(union([fixed_total(9)]).and(pairs(vec![(1, 1)])))),
    ]
}

/// Such networks, with the synapses of these connectors.
fn connected(first: &Arc<dyn Connector>, second: &Arc<dyn Connector>) -> DrawnBuilder {
    let mut builder = seeded();
    builder.ALL_a_to_a.connect = first.clone().into();
    builder.LEARN_a_to_a.connect = first.clone().into();
    builder.ALL_b_to_a.connect = second.clone().into();
    builder.SAME_c_to_a.connect = second.clone().between(0..40, ..).into();
    builder
}

#[test]
fn connectors_of_all_kinds() {
    for (first, second) in all_connectors() {
        assert_same(|| connected(&first, &second), |_| {});
    }
}

/// The same where each lane is a thread, and they take turns in an order that is drawn.
#[test]
fn lanes_draw_them_in_any_order() {
    for ((first, second), seed) in all_connectors().into_iter().zip(0..) {
        let builder = || connected(&first, &second);
        let (mut expected, mut found) =
            (builder().build().unwrap(), builder().device(&lanes_of(2, 2, seed)).build().unwrap());
        for _ in 0..2 {
            assert_equal(&found, &expected);
            found.simulate(3).unwrap();
            expected.simulate(3).unwrap();
        }
        assert_equal(&found, &expected);
    }
}

/// What the builder is given makes no difference, whatever it is.
#[test]
fn values_that_are_given() {
    assert_same(
        || {
            let mut builder = seeded();
            builder.ALL_a_to_a.W = 0.01.into();
            builder.ALL_b_to_a.gain = Some(0.5);
            builder.SAME_c_to_a.W = Some(0.02);
            builder.LEARN_a_to_a.delay = InitialMatrix::drawn(|_| 2.0);
            builder
        },
        |_| {},
    );
}

#[test]
fn a_delay_that_is_none_is_the_same_error() {
    for latency in [0.0, 40_000.0, f32::NAN] {
        let builder = || {
            let mut builder = seeded();
            builder.a.latency = vec![latency; 150].into();
            builder
        };
        let error = |builder: DrawnBuilder| builder.build().map(drop).map_err(|error| error.to_string());
        assert_eq!(error(builder().device(&processor(1))), error(builder()), "{latency}");
    }
}

/// Only what the network is told of rows comes from the device.
#[test]
fn nothing_of_them_is_read_before_somebody_looks() {
    let watch = Watch::default();
    let mut net = seeded().device(&watch.processor(1)).build().unwrap();
    net.simulate(20).unwrap();
    let read = watch.read();
    let synapses = net.ALL_a_to_a.connection().synapses() as usize;
    let of_rows: BTreeSet<usize> = [2, 4].map(|bytes| bytes * synapses).into();
    assert!(read.is_disjoint(&of_rows), "{read:?}");
    let expected = seeded().build().unwrap();
    assert_eq!(net.ALL_a_to_a.structure().targets(), expected.ALL_a_to_a.structure().targets());
    assert_eq!(watch.read(), BTreeSet::from([4 * synapses]));
    assert_eq!(net.ALL_a_to_a.delay(), expected.ALL_a_to_a.delay());
    assert_eq!(watch.read(), BTreeSet::from([2 * synapses]));
    assert_eq!(net.ALL_a_to_a.W().values(), expected.ALL_a_to_a.W().values());
    // Those too of which a variable decays.
    let synapses = net.LEARN_b_to_a.connection().synapses() as usize;
    watch.read();
    assert_eq!(net.LEARN_b_to_a.structure().targets(), expected.LEARN_b_to_a.structure().targets());
    assert_eq!(watch.read(), BTreeSet::from([4 * synapses]));
}

network! {
    /// Synapses of which no step changes anything.
    Constant {
        use Cell, Weighted(ALL);
        dt: 0.5;
        group a: grid(15, 10) { 1: Weighted, 4: Cell }
        synapses ALL: a -> a { connect: fixed_total(2000); delay: normal(src.latency, 1.0, 0.5, 6.0); }
    }
}

/// A run that fails changes nothing of what no run changes, which is neither fetched nor sent again.
#[test]
fn rows_stay_where_they_are_behind_an_error() {
    let watch = Watch::default();
    let mut found = Constant::builder().device(&watch.processor(1)).build().unwrap();
    let mut expected = Constant::builder().build().unwrap();
    for net in [&mut found, &mut expected] {
        net.simulate(3).unwrap();
    }
    watch.burn(true);
    found.simulate(3).unwrap_err();
    watch.burn(false);
    watch.read();
    for net in [&mut found, &mut expected] {
        net.simulate(20).unwrap();
    }
    assert!(watch.read().is_disjoint(&[2, 4].map(|bytes| bytes * 2000).into()));
    assert_eq!(difference(&found.snapshot().unwrap(), &expected.snapshot().unwrap()), None);
}

/// A card that is gone takes along what nobody has looked at: an error, until other synapses take its place.
#[test]
fn what_a_device_has_lost_is_an_error() {
    let watch = Watch::default();
    let mut found = seeded().device(&watch.processor(1)).build().unwrap();
    let mut expected = seeded().build().unwrap();
    expected.simulate(20).unwrap();
    let then = expected.snapshot().unwrap();
    found.simulate(3).unwrap();
    // These are here, and whose they are is not.
    found.ALL_a_to_a.W_mut()[3] = f32::NAN;
    watch.lose(true);
    let errors = [
        found.check_finite().unwrap_err(),
        found.snapshot().map(drop).unwrap_err(),
        found.reset(Reset::anew()).unwrap_err(),
    ];
    for error in errors.map(|error| error.to_string()) {
        assert!(
            error.contains(
                "ALL_a_to_a:targets`: a device had it, and it is lost: cannot read memory: the device is gone"
            ),
            "{error}"
        );
    }
    found.restore(&then).unwrap();
    found.move_to_processor();
    found.simulate(20).unwrap();
    expected.simulate(20).unwrap();
    assert_equal(&found, &expected);
}

/// Rows that are here, with what their synapses had learnt lost: that begins anew, in the order of the connector.
#[test]
fn what_has_been_learnt_and_lost_begins_again() {
    for is_given in [true, false] {
        let builder = || {
            let mut builder = seeded();
            if is_given {
                builder.LEARN_a_to_a.delay = InitialMatrix::drawn(|_| 2.0);
            }
            builder
        };
        let watch = Watch::default();
        let (mut expected, mut found) =
            (builder().build().unwrap(), builder().device(&watch.processor(1)).build().unwrap());
        found.simulate(3).unwrap();
        // Somebody has looked at the rows.
        found.LEARN_a_to_a.synapses(&found.clock().clone());
        watch.burn(true);
        assert!(found.simulate(3).is_err());
        watch.burn(false);
        for net in [&mut expected, &mut found] {
            net.reset(Reset::anew().seed(4)).unwrap();
            net.simulate(20).unwrap();
        }
        assert_equal(&found, &expected);
    }
}

/// A card that is gone may have taken only a part of what the rows are read by.
#[test]
fn rows_of_which_a_part_is_lost_are_restored() {
    let watch = Watch::default();
    let mut found = seeded().device(&watch.processor(1)).build().unwrap();
    let then = seeded().build().unwrap().snapshot().unwrap();
    // What the processor would run by is fetched, and the delays that somebody would read are not.
    found.ALL_a_to_a.structure().try_here("ALL_a_to_a").unwrap();
    watch.lose(true);
    found.restore(&then).unwrap();
    found.move_to_processor();
    assert_eq!(difference(&found.snapshot().unwrap(), &then), None);
}
