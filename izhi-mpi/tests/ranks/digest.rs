//! One number for the bits of each thing that a network keeps, which does not depend on where its neurons are.

use std::ops::Range;

use izhi::Network;
use izhi::catalogue::{Item, Value};
use izhi::connect::Structure;
use izhi::math::Float;
use izhi::ranks::{World, own};

/// A line for each thing of the network that neurons have, or the synapses to them, or a recorder of them: its name and the
/// number of its bits. All ranks have all lines.
pub(crate) fn lines<N: Network>(net: &N, world: Option<&dyn World>) -> Vec<String> {
    let catalogue = net.catalogue();
    let line = |item: &Item<'_, N::Float>| {
        let structure = structure(&catalogue, item);
        let elements = neurons(&catalogue, item, structure)?;
        let mut digest = Digest::new(elements, world);
        digest.take(&item.value, structure)?;
        Some(format!("{} {} {:016x}", net.name(), item.full_name(), digest.of_all(elements, world)))
    };
    catalogue.iter().filter_map(line).collect()
}

/// How many neurons something belongs to: those of its group, or those to which its synapses lead.
fn neurons<F: Float>(catalogue: &[Item<'_, F>], item: &Item<'_, F>, structure: Option<&Structure>) -> Option<usize> {
    let group = catalogue.iter().find_map(|other| match &other.value {
        Value::Group(population) if other.owner == item.owner => Some(population.size()),
        Value::Synapses(connection) if other.owner == item.owner => Some(connection.extent().targets),
        _ => None,
    });
    group.or(structure.map(|structure| structure.extent().targets))
}

fn structure<'a, F>(catalogue: &'a [Item<'_, F>], item: &Item<'_, F>) -> Option<&'a Structure> {
    catalogue.iter().find_map(|other| match &other.value {
        Value::Structure(structure) if other.owner == item.owner => Some(*structure),
        _ => None,
    })
}

/// A number for the bits of what belongs to each neuron of this rank.
struct Digest {
    own: Range<usize>,
    of_each: Vec<u64>,
}

impl Digest {
    fn new(neurons: usize, world: Option<&dyn World>) -> Self {
        let (rank, ranks) = world.map_or((0, 1), |world| (world.rank(), world.ranks()));
        let own = own(neurons, rank, ranks);
        Digest { of_each: vec![BEGINNING; own.len()], own }
    }

    /// Takes everything of this rank's neurons, each neuron's own in an order that other neurons do not change. None of what
    /// does not belong to single neurons.
    fn take<F: Float>(&mut self, value: &Value<'_, F>, structure: Option<&Structure>) -> Option<()> {
        match value {
            Value::State(values) | Value::EachParameter(values) => self.of_neurons(|neuron| bits(values[neuron])),
            Value::Integers(values) => self.of_neurons(|neuron| values[neuron] as u64),
            Value::Event(flags) => self.of_neurons(|neuron| u64::from(flags[neuron])),
            Value::RecordedEvents(spikes) => {
                spikes.iter().for_each(|spike| self.put(spike.neuron as usize, spike.iteration))
            }
            Value::Recorded(rows) if structure.is_none() => rows.rows().into_iter().for_each(|row| {
                self.of_own(row.iter().map(|value| bits(*value)));
            }),
            Value::RecordedFlags(rows) => rows.rows().into_iter().for_each(|row| {
                self.of_own(row.iter().map(|flag| u64::from(*flag)));
            }),
            Value::Weights(weights) => {
                weights.view().columns().into_iter().for_each(|column| self.of_neurons(|neuron| bits(column[neuron])));
            }
            Value::SparseWeights(view) => {
                self.of_synapses(view.structure(), view.values().iter().map(|value| bits(*value)))
            }
            Value::Structure(structure) => {
                let sources = structure.pairs().map(|(source, _)| source as u64);
                self.of_synapses(structure, sources);
            }
            Value::Delays(steps) => self.of_synapses(structure?, steps.iter().map(|steps| u64::from(*steps))),
            Value::Numbers(numbers) => self.of_synapses(structure?, numbers.iter().map(|number| u64::from(*number))),
            Value::LastAssigned(times) => self.of_synapses(structure?, times.iter().map(|time| u64::from(*time))),
            Value::Undecayed(values) => self.of_synapses(structure?, values.iter().map(|value| bits(*value))),
            _ => return None,
        }
        Some(())
    }

    /// Of what is there for all neurons.
    fn of_neurons(&mut self, bits: impl Fn(usize) -> u64) {
        self.own.clone().for_each(|neuron| self.put(neuron, bits(neuron)));
    }

    /// Of what is only there for the own neurons.
    fn of_own(&mut self, bits: impl ExactSizeIterator<Item = u64>) {
        assert_eq!(bits.len(), self.own.len(), "one for each own neuron");
        self.own.clone().zip(bits).for_each(|(neuron, bits)| self.put(neuron, bits));
    }

    fn of_synapses(&mut self, structure: &Structure, bits: impl Iterator<Item = u64>) {
        structure.pairs().zip(bits).for_each(|((_, target), bits)| self.put(target, bits));
    }

    fn put(&mut self, neuron: usize, bits: u64) {
        assert!(self.own.contains(&neuron), "{neuron} is a neuron of another rank than that of {:?}", self.own);
        put(&mut self.of_each[neuron - self.own.start], bits);
    }

    /// One number for the neurons of all ranks, in ascending order.
    fn of_all(&self, neurons: usize, world: Option<&dyn World>) -> u64 {
        let own: Vec<u8> = self.of_each.iter().flat_map(|number| number.to_le_bytes()).collect();
        let mut all = own.clone();
        if let Some(world) = world {
            let counts: Vec<usize> =
                (0..world.ranks()).map(|rank| 8 * self::own(neurons, rank, world.ranks()).len()).collect();
            all.resize(8 * neurons, 0);
            world.gather(&own, &counts, &mut all);
        }
        let mut number = BEGINNING;
        all.chunks_exact(8).for_each(|of_one| put(&mut number, u64::from_le_bytes(of_one.try_into().unwrap())));
        number
    }
}

/// The number of no bits, by Fowler, Noll and Vo.
const BEGINNING: u64 = 0xcbf2_9ce4_8422_2325;

fn put(number: &mut u64, bits: u64) {
    bits.to_le_bytes().iter().for_each(|byte| *number = (*number ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
}

fn bits<F: Float>(value: F) -> u64 {
    value.to_f64().to_bits()
}
