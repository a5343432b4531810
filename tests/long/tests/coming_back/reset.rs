//! Networks that are reset: then they run as they did, bit for bit.

use izhi::Error;
use izhi::catalogue::Value;
use izhi::connect::pairs;
use izhi::prelude::*;
use ndarray::{Array1, Array2};

use super::RUN;
use super::contents::{Contents, assert_same, contents, differences};
use super::every_fixture;
use super::kinds::{Kinds, KindsBuilder, Source, Target, kinds};

const SEEDS: [u64; 2] = [11, 12];

/// Runs a network, brings it back and runs it again, with its own seed and with another; `build` is given the seed and the
/// number of threads, and connects independently of the seed.
fn check<N: Network>(build: impl Fn(u64, usize) -> N) {
    let [seed, other_seed] = SEEDS;
    for threads in [1, 2] {
        let mut net = build(seed, threads);
        let built = contents(&net);
        net.simulate(RUN).unwrap();
        let first = contents(&net);
        assert!(differences(&first, &built).len() > 1);

        net.reset(Reset::anew()).unwrap();
        assert_same(&contents(&net), &built);
        net.simulate(RUN).unwrap();
        assert_same(&contents(&net), &first);

        // From somewhere else, to another seed and back.
        net.simulate(RUN / 3).unwrap();
        net.reset(Reset::anew().seed(other_seed)).unwrap();
        let mut other = build(other_seed, threads);
        assert_same(&contents(&net), &contents(&other));
        other.simulate(RUN).unwrap();
        net.simulate(RUN).unwrap();
        assert_same(&contents(&net), &contents(&other));
        net.reset(Reset::anew().seed(seed)).unwrap();
        net.simulate(RUN).unwrap();
        assert_same(&contents(&net), &first);
    }
}

#[test]
fn every_fixture_runs_as_it_did() {
    every_fixture!(check);
}

/// With the structure and the parameters of a network that is there.
fn like(net: &Kinds, seed: u64, threads: usize) -> KindsBuilder {
    let mut builder = kinds(seed, threads);
    builder.a.source.tau = net.a.source.parameters().tau.clone();
    macro_rules! connect {
        ($($synapses:ident $(with $delay:ident)?),*) => { $({
            let list = net.$synapses.synapses(net.clock());
            builder.$synapses.connect = pairs(list.pairs).into();
            $(builder.$synapses.$delay = list.$delay.into();)?
        })* };
    }
    connect!(SPARSE_a_to_b, SPARSE_LATE_a_to_b, MANY_a_to_b with delay, MANY_QUIET_a_to_b with delay, DEEP_a_to_b with delay);
    builder
}

/// With arrays for whatever can begin with one.
fn given(net: &Kinds, seed: u64, threads: usize) -> KindsBuilder {
    let mut builder = like(net, seed, threads);
    let value = |number: usize| 0.01 + (number * 7 % 13) as f32 / 1000.0;
    builder.a.v = Array1::from_shape_fn(150, value).into();
    builder.a.fired = (0..150).map(|neuron| neuron % 7 == 0).collect::<Vec<bool>>().into();
    builder.b.heard = 0.5.into();
    builder.DENSE_a_to_b.W = Array2::from_shape_fn((140, 150), |(target, source)| value(target * 3 + source)).into();
    builder.SPARSE_a_to_b.W = (0..net.SPARSE_a_to_b.structure().len()).map(value).collect::<Vec<f32>>().into();
    builder.SPARSE_LATE_a_to_b.W = net.SPARSE_LATE_a_to_b.W().into();
    builder.MANY_a_to_b.x = (0..9000).map(value).collect::<Vec<f32>>().into();
    builder.MANY_QUIET_a_to_b.W = (0..9000).map(value).collect::<Vec<f32>>().into();
    builder.DEEP_a_to_b.W = Array2::from_shape_fn((140, 150), |(target, source)| value(target + source)).into();
    builder.SHARED_a_to_b.G = Some(2.0);
    builder
}

#[test]
fn every_kind_of_synapse_begins_anew() {
    let net = kinds(7, 1).build().unwrap();
    check(|seed, threads| like(&net, seed, threads).build().unwrap());
}

#[test]
fn given_arrays_begin_anew() {
    let net = kinds(7, 1).build().unwrap();
    check(|seed, threads| given(&net, seed, threads).build().unwrap());
}

#[test]
fn synapses_whose_updates_do_not_wait_begin_anew() {
    let net = kinds(7, 1).build().unwrap();
    check(|seed, threads| like(&net, seed, threads).deferred_updates(false).build().unwrap());
}

/// Structure that is drawn is not drawn again, whatever it depends on: connections, delays, parameters of each neuron.
#[test]
fn another_seed_is_for_states_and_steps_alone() {
    let mut net = kinds(7, 2).build().unwrap();
    let built = contents(&net);
    net.simulate(RUN).unwrap();
    let first = (contents(&net), net.a.fired_count(), net.b.fired_count());
    net.reset(Reset::anew().seed(8)).unwrap();
    let (other, mut expected) = (contents(&net), Vec::new());
    for item in net.catalogue() {
        let is_drawn = matches!(item.name, "W" | "half")
            || ["a.depth", "a.level", "a.v", "a.fired"].contains(&&item.full_name()[..]);
        if is_drawn && item.behavior.is_none() {
            expected.push(item.full_name());
        }
    }
    expected.push("clock".to_owned());
    expected.sort_unstable();
    assert_eq!(differences(&other, &built), expected);
    net.simulate(RUN).unwrap();
    net.reset(Reset::anew().seed(7)).unwrap();
    assert_same(&contents(&net), &built);
    assert_eq!((net.a.fired_count(), net.b.fired_count()), (0, 0));
    net.simulate(RUN).unwrap();
    assert!(first.1 > 0 && first.2 > 0);
    assert_eq!((contents(&net), net.a.fired_count(), net.b.fired_count()), first);
}

/// What a network was before it was reset, and what it is after.
fn kept(reset: Reset) -> (Kinds, Contents, Contents) {
    let mut net = kinds(7, 2).build().unwrap();
    net.simulate(RUN).unwrap();
    let before = contents(&net);
    net.reset(reset).unwrap();
    let after = contents(&net);
    (net, before, after)
}

#[test]
fn what_is_kept_stays() {
    let built = contents(&kinds(7, 2).build().unwrap());
    for (reset, of_built) in [
        (Reset::keeping("W"), "half"),
        (Reset::keeping("W").and_keeping("v").and_keeping("b.heard").and_keeping("fired"), "half"),
        (Reset::keeping("MANY_a_to_b.W").and_keeping("a.trace").and_keeping("G"), "MANY_a_to_b.half"),
        (Reset::keeping("MANY").and_keeping("SENDERS"), ""),
        (Reset::keeping("All"), ""),
    ] {
        let (mut net, before, after) = kept(reset.clone());
        for item in net.catalogue() {
            let (full, owner) = (item.full_name(), item.owner);
            let is_variable = matches!(
                item.value,
                Value::State(_)
                    | Value::Integers(_)
                    | Value::Event(_)
                    | Value::Weights(_)
                    | Value::SparseWeights(_)
                    | Value::SharedWeight(_)
            );
            let is_kept = match &format!("{reset:?}")[..] {
                tags if tags.contains("All") => is_variable,
                tags if tags.contains("SENDERS") => is_variable && ["a", "MANY_a_to_b"].contains(&owner),
                tags => {
                    is_variable
                        && (tags.contains(&format!("\"{}\"", item.name)) || tags.contains(&format!("\"{full}\"")))
                }
            };
            if is_kept {
                assert_eq!(after[&full], before[&full], "{full} of {reset:?}");
            } else if full != of_built && item.name != of_built && !matches!(item.value, Value::Undecayed(_)) {
                assert_eq!(after[&full], built[&full], "{full} of {reset:?}");
            }
        }
        // What is made of something that is kept belongs to the same synapses.
        let (weights, halves) = (net.MANY_a_to_b.W().values(), net.MANY_a_to_b.half().values());
        let are_halves = weights.iter().zip(halves).all(|(weight, half)| *half == 0.5 * weight);
        assert_eq!(are_halves, !of_built.is_empty(), "{reset:?}");
        izhi_interpreter::check(&mut net, 4).unwrap();
    }
}

#[test]
fn what_decays_is_kept_as_it_is() {
    let mut net = kinds(7, 1).build().unwrap();
    net.simulate(RUN).unwrap();
    let values = |net: &Kinds| [net.SPARSE_a_to_b.x(net.clock()), net.MANY_a_to_b.x(net.clock())];
    let before = values(&net);
    assert!(before.iter().all(|values| values.iter().any(|value| *value > 0.0)));
    net.reset(Reset::keeping("x").and_keeping("W")).unwrap();
    assert_eq!(values(&net), before);
    net.reset(Reset::keeping("W")).unwrap();
    assert!(values(&net).iter().flatten().all(|value| *value == 0.0));
}

#[test]
fn an_event_that_is_kept_is_one_that_is_given() {
    let mut net = kinds(7, 1).build().unwrap();
    net.simulate(RUN).unwrap();
    let fired = net.a.fired().to_vec();
    net.reset(Reset::keeping("a.fired")).unwrap();
    assert_eq!((net.a.fired().to_vec(), net.a.fired_count()), (fired.clone(), 0));
    net.set_enabled("source", false).unwrap();
    net.step().unwrap();
    assert_eq!(net.a.fired().to_vec(), fired);
    net.step().unwrap();
    assert!(!net.a.fired().iter().any(|fired| *fired));
    // And so is one with which a neuron begins.
    net.reset(Reset::anew()).unwrap();
    let begun = net.a.fired().to_vec();
    net.step().unwrap();
    assert_eq!(net.a.fired().to_vec(), begun);
    assert!(begun.contains(&true));
}

#[test]
fn a_tag_that_no_variable_has_is_an_error() {
    let mut net = kinds(7, 1).build().unwrap();
    net.simulate(3).unwrap();
    let before = contents(&net);
    for tag in ["w", "rate", "recorder", "MANY_a_to_b:delay", "a.x"] {
        let error = net.reset(Reset::keeping("W").and_keeping(tag).seed(1)).unwrap_err();
        let Error::UnknownVariable { tag: found, known } = &error else { panic!("{error}") };
        assert_eq!(found, tag);
        assert!(known.starts_with("a.depth, a.level, a.v, a.trace, a.fired, b.heard, "), "{known}");
        assert!(known.contains("DENSE_a_to_b.W, DENSE_a_to_b.half, DENSE_a_to_b.x, DENSE_LATE_a_to_b.W"), "{known}");
    }
    assert_same(&contents(&net), &before);
}

#[test]
fn parameters_inputs_and_switches_stay() {
    let mut net = kinds(7, 1).build().unwrap();
    net.set_parameter("a.source.rate", 0.0).unwrap();
    net.set_parameter("b.target.tau", 2.0).unwrap();
    let mut parameters = net.a.source.parameters().clone();
    parameters.drive = vec![0.5; RUN as usize].into();
    net.a.source.set_parameters(parameters).unwrap();
    net.set_enabled("gain", false).unwrap();
    net.b.recorder.set_on(false);
    net.simulate(RUN).unwrap();
    assert!(net.step().is_err(), "the input has ended");
    let counts = (net.a.fired_count(), net.b.fired_count());
    net.reset(Reset::anew()).unwrap();
    net.simulate(RUN).unwrap();
    assert!(net.b.recorder.is_empty());

    let mut builder = kinds(7, 1);
    builder.a.source.rate = 0.0;
    builder.b.target.tau = 2.0;
    builder.a.source.drive = vec![0.5; RUN as usize].into();
    let mut built = builder.build().unwrap();
    built.set_enabled("gain", false).unwrap();
    built.b.recorder.set_on(false);
    built.simulate(RUN).unwrap();
    assert_ne!(counts.0, 0);
    // The time constant is what the parameter says when the network begins.
    assert_same(&contents(&net), &contents(&built));
    assert_eq!((net.a.fired_count(), net.b.fired_count()), (built.a.fired_count(), built.b.fired_count()));
}

/// What was given in place of synapses is what they begin with, whatever has become of it.
#[test]
fn synapses_that_were_set_begin_anew() {
    for threads in [1, 2] {
        let mut net = kinds(7, threads).build().unwrap();
        net.simulate(RUN).unwrap();
        macro_rules! set {
            ($net:ident: $($synapses:ident $(with $delay:ident)?),*) => { $({
                let clock = *$net.clock();
                let mut list = $net.$synapses.synapses(&clock);
                list.retain(|_, number| number % 3 > 0);
                for number in 0..300 {
                    // Several of one pair.
                    list.pairs.push((number * 7 % 50, number % 20));
                    list.W.push(0.01 + number as f32 / 10_000.0);
                    list.half.push(0.5);
                    list.x.push(0.25);
                    $(list.$delay.push((1 + number * 5 % 6) as f32);)?
                }
                $net.$synapses.set_synapses(&clock, &list).unwrap();
            })* };
        }
        set!(net: SPARSE_a_to_b, SPARSE_LATE_a_to_b, MANY_a_to_b with delay, MANY_QUIET_a_to_b with delay);
        let given = [net.SPARSE_a_to_b.W(), net.MANY_a_to_b.W()].map(|view| view.values().to_vec());
        let decaying = net.MANY_a_to_b.x(net.clock());
        // The recorder begins anew as well, with as many synapses as there are.
        assert!(matches!(net.simulate(1), Err(Error::Exchanged { .. })));
        net.reset(Reset::anew()).unwrap();
        assert_eq!([net.SPARSE_a_to_b.W(), net.MANY_a_to_b.W()].map(|view| view.values().to_vec()), given);
        assert_eq!(net.MANY_a_to_b.x(net.clock()), decaying);
        let begun = contents(&net);
        net.simulate(RUN).unwrap();
        let first = contents(&net);
        net.reset(Reset::anew()).unwrap();
        assert_same(&contents(&net), &begun);
        net.simulate(RUN).unwrap();
        assert_same(&contents(&net), &first);
        net.reset(Reset::keeping("MANY_a_to_b.W")).unwrap();
        let mut expected = begun.clone();
        expected.insert("MANY_a_to_b.W".to_owned(), first["MANY_a_to_b.W"].clone());
        assert_same(&contents(&net), &expected);
        izhi_interpreter::check(&mut net, 4).unwrap();
    }
}

#[test]
fn a_network_that_cannot_begin_says_why_and_begins_when_it_can() {
    let mut net = kinds(7, 1).build().unwrap();
    let built = contents(&net);
    net.simulate(RUN).unwrap();
    net.set_parameter("b.target.tau", -1.0).unwrap();
    assert!(matches!(net.reset(Reset::anew()), Err(Error::TimeConstant { .. })));
    net.set_parameter("b.target.tau", 5.0).unwrap();
    net.reset(Reset::anew()).unwrap();
    assert_same(&contents(&net), &built);
}

network! {
    Small {
        use Source, Target;
        group a: 10 { 1: Source }
        group b: 10 { 2: Target }
        synapses SPARSE, LOUD, QUIET: a -> b { connect: fixed_probability(0.5); }
    }
}

fn small(neurons: usize) -> Small {
    let mut builder = Small::builder();
    builder.a.source.drive = vec![0.0].into();
    builder.b.size = Grid::line(neurons);
    builder.build().unwrap()
}

#[test]
fn parts_of_other_sizes_are_an_error() {
    let (mut net, mut other) = (small(10), small(20));
    std::mem::swap(&mut net.b, &mut other.b);
    assert!(matches!(net.reset(Reset::anew()), Err(Error::Exchanged { expected: 20, found: 10, .. })));
    std::mem::swap(&mut net.b, &mut other.b);
    std::mem::swap(&mut net.b.target, &mut other.b.target);
    assert!(matches!(net.reset(Reset::anew()), Err(Error::Exchanged { expected: 10, found: 20, .. })));
}
