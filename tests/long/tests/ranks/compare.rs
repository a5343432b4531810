//! A network on several ranks beside the same on one.

use std::collections::BTreeMap;

use izhi::builder::Builder;
use izhi::catalogue::Value;
use izhi::math::Float;
use izhi::prelude::*;
use izhi::ranks::in_threads;

use crate::recorded::Recorded;

/// Everything that is kept of each neuron, by its name, as bits; synapses by their neurons; recorded events.
#[derive(Default, PartialEq)]
pub(crate) struct Kept {
    neurons: BTreeMap<String, Vec<u64>>,
    synapses: BTreeMap<String, Vec<(usize, usize, u64)>>,
    events: BTreeMap<String, Vec<(u64, u32)>>,
}

impl Kept {
    /// What a network keeps that has the synapses to some targets.
    pub(crate) fn of<N: Network>(net: &N) -> Self {
        let bits = |value: N::Float| value.to_f64().to_bits();
        let mut kept = Kept::default();
        let own = |owner: &str| {
            let synapses = net.synapse_groups().into_iter().find(|synapses| synapses.connection().name() == owner);
            synapses.map(|synapses| synapses.connection().own_targets()).unwrap_or_default()
        };
        for item in net.catalogue() {
            let name = item.full_name();
            match &item.value {
                Value::State(values) => {
                    drop(kept.neurons.insert(name, values.iter().map(|&value| bits(value)).collect()))
                }
                Value::Integers(values) => {
                    kept.neurons.insert(name, values.iter().map(|&value| value as u64).collect());
                }
                Value::Event(flags) => drop(kept.neurons.insert(name, flags.iter().map(|&flag| flag.into()).collect())),
                Value::Recorded(values) if item.name.starts_with("mean") => {
                    kept.neurons.insert(name, values.iter().map(|&value| bits(value)).collect());
                }
                Value::RecordedEvents(spikes) => {
                    kept.events.insert(name, spikes.iter().map(|spike| (spike.iteration, spike.neuron)).collect());
                }
                Value::SparseWeights(view) => {
                    let synapses = view.iter().map(|(source, target, value)| (source, target, bits(value)));
                    kept.synapses.insert(name, synapses.collect());
                }
                Value::Weights(weights) => {
                    let (own, matrix) = (own(item.owner), weights.view());
                    let cells = matrix.indexed_iter().filter(|((target, _), _)| own.contains(target));
                    let synapses = cells.map(|((target, source), &value)| (source, target, bits(value)));
                    kept.synapses.insert(name, synapses.collect());
                }
                _ => {}
            }
        }
        kept
    }

    /// What several ranks keep together, of which each knows all neurons.
    pub(crate) fn joined(ranks: Vec<Kept>) -> Self {
        let mut all = Kept::default();
        for (rank, kept) in ranks.into_iter().enumerate() {
            if rank == 0 {
                all.neurons.clone_from(&kept.neurons);
            }
            assert!(all.neurons == kept.neurons, "rank {rank} knows other neurons than rank 0");
            kept.synapses.into_iter().for_each(|(name, own)| all.synapses.entry(name).or_default().extend(own));
            kept.events.into_iter().for_each(|(name, own)| all.events.entry(name).or_default().extend(own));
        }
        all.sorted()
    }

    /// In an order that does not depend on the ranks; several synapses of a pair stay as they are.
    pub(crate) fn sorted(mut self) -> Self {
        self.synapses.values_mut().for_each(|synapses| synapses.sort_by_key(|&(source, target, _)| (source, target)));
        self.events.values_mut().for_each(|events| events.sort_unstable());
        self
    }

    /// The first name of which the two keep something else.
    pub(crate) fn difference(&self, other: &Kept) -> Option<&str> {
        fn first<'a, T: PartialEq>(one: &'a BTreeMap<String, T>, two: &BTreeMap<String, T>) -> Option<&'a str> {
            one.iter().find(|(name, value)| two.get(*name) != Some(value)).map(|(name, _)| name.as_str())
        }
        first(&self.neurons, &other.neurons)
            .or_else(|| first(&self.synapses, &other.synapses))
            .or_else(|| first(&self.events, &other.events))
    }
}

/// Runs a network on one rank and on several, with one thread and with two, and compares all that they keep.
#[track_caller]
pub(crate) fn assert_same<B: Builder>(builder: impl Fn() -> B + Sync, iterations: u64) {
    let run = |builder: B| {
        let mut net = builder.build().expect("it can be built");
        // In two runs, between which everybody knows everything.
        net.simulate(iterations / 3).expect("it runs");
        net.simulate(iterations - iterations / 3).expect("it runs on");
        let kept = Kept::of(&net);
        (kept, net.gathered(0, |net| Ok(Recorded::of(net))).expect("all ranks take part"))
    };
    let (expected, expected_recorded) = run(builder().threads(1));
    let expected = expected.sorted();
    let has_happened = |kept: &BTreeMap<String, Vec<u64>>| kept.values().flatten().any(|&bits| bits != 0);
    assert!(has_happened(&expected.neurons), "nothing has happened");
    for (ranks, threads) in [(1, 1), (2, 1), (2, 2), (3, 1), (4, 2)] {
        let found = in_threads(ranks, |world| run(builder().threads(threads).ranks(world)));
        let (found, mut recorded): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        let found = Kept::joined(found);
        assert!(recorded.swap_remove(0) == expected_recorded, "{ranks} ranks have recorded something else");
        if let Some(name) = expected.difference(&found) {
            panic!("`{name}` is another on {ranks} ranks of {threads} threads");
        }
        assert!(found == expected, "{ranks} ranks keep more than one");
    }
}
