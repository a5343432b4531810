//! All that a network keeps, for comparisons.

use std::collections::BTreeMap;

use izhi::catalogue::Value;
use izhi::math::Float;
use izhi::prelude::*;

/// The bits of all that a network keeps, by its names.
pub(crate) type Contents = BTreeMap<String, Vec<u64>>;

pub(crate) fn contents<N: Network>(net: &N) -> Contents {
    let mut contents: Contents = net.catalogue().iter().map(|item| (item.full_name(), bits(&item.value))).collect();
    contents.insert("clock".to_owned(), vec![net.clock().seed(), net.iteration()]);
    contents
}

fn bits<F: Float>(value: &Value<'_, F>) -> Vec<u64> {
    fn of<'a, F: Float>(values: impl IntoIterator<Item = &'a F>) -> Vec<u64> {
        values.into_iter().map(|value| value.to_f64().to_bits()).collect()
    }
    match value {
        Value::Recorded(values) => of(values),
        Value::RecordedWeights(values) => of(values),
        Value::RecordedIntegers(values) => values.iter().map(|&value| value as u64).collect(),
        Value::RecordedFlags(flags) => flags.iter().map(|&flag| u64::from(flag)).collect(),
        Value::RecordedEvents(spikes) => {
            spikes.iter().flat_map(|spike| [spike.iteration, spike.neuron.into()]).collect()
        }
        Value::State(values) | Value::Position(values) | Value::EachParameter(values) => of(values),
        Value::Integers(values) => values.iter().map(|&value| value as u64).collect(),
        Value::Event(flags) => flags.iter().map(|&flag| u64::from(flag)).collect(),
        Value::Weights(weights) => of(weights.view()),
        Value::SparseWeights(view) => of(view.values()),
        Value::Sent(spikes) => spikes.iter().flat_map(|spike| [spike.iteration, spike.neuron.into()]).collect(),
        Value::SentStates(states) => states.iter().flat_map(of).collect(),
        Value::SentIntegers(states) => states.iter().flatten().map(|&value| value as u64).collect(),
        Value::SharedWeight(value) | Value::Parameter(value) | Value::TimeConstant(value) => of([value]),
        Value::Input(_) => Vec::new(),
        Value::Structure(structure) => {
            structure.pairs().flat_map(|(source, target)| [source as u64, target as u64]).collect()
        }
        Value::Delays(steps) => steps.iter().map(|&step| step.into()).collect(),
        Value::Numbers(numbers) | Value::LastAssigned(numbers) => numbers.iter().map(|&number| number.into()).collect(),
        Value::Undecayed(values) => of(&values[..]),
        Value::Group(population) => vec![population.size() as u64],
        Value::Synapses(connection) => vec![connection.synapses()],
    }
}

/// The names of what differs.
pub(crate) fn differences<'a>(found: &'a Contents, expected: &Contents) -> Vec<&'a str> {
    assert!(found.keys().eq(expected.keys()));
    found.iter().filter(|(name, bits)| expected[*name] != **bits).map(|(name, _)| &name[..]).collect()
}

#[track_caller]
pub(crate) fn assert_same(found: &Contents, expected: &Contents) {
    assert_eq!(differences(found, expected), [""; 0]);
}
