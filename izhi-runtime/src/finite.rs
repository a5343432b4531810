//! Looks for what has become infinite or no number.

use crate::catalogue::{Item, Value};
use crate::connect::Structure;
use crate::error::{Element, Error, Result};
use crate::math::Float;
use crate::network::Network;
use crate::weights::Extent;

/// An error for the first variable, in order of declaration, that has a value which is not finite.
pub(crate) fn check<N: Network + ?Sized>(network: &N) -> Result<()> {
    let items = network.catalogue();
    let found = items.iter().find_map(|item| Some((item, first(network, &items, item)?)));
    let Some((item, (value, element))) = found else { return Ok(()) };
    let iteration = network.iteration().checked_sub(1);
    Err(Error::Diverged { place: item.full_name(), value: value.to_f64(), element, iteration })
}

/// The first value that is not finite.
fn first<N: Network + ?Sized>(
    network: &N,
    items: &[Item<'_, N::Float>],
    item: &Item<'_, N::Float>,
) -> Option<(N::Float, Element)> {
    match &item.value {
        Value::State(values) => {
            let neuron = values.iter().position(|value| !value.is_finite())?;
            Some((values[neuron], Element::Neuron(neuron)))
        }
        Value::Weights(values) => {
            // In the order of memory.
            let ((source, target), value) = values.t().into_indexed_iter().find(|(_, value)| !value.is_finite())?;
            Some((*value, Element::Synapse { source, target }))
        }
        Value::SparseWeights(view) => {
            let number = view.values().iter().position(|value| !value.is_finite())?;
            Some((view.values()[number], of_structure(view.structure(), number)?))
        }
        Value::Undecayed(values) => {
            let number = values.iter().position(|value| !value.is_finite())?;
            let structure = items.iter().find_map(|other| match other.value {
                Value::Structure(structure) if other.owner == item.owner => Some(structure),
                _ => None,
            });
            let element = match structure {
                Some(structure) => of_structure(structure, number)?,
                None => of_all(network, item.owner, number)?,
            };
            Some((values[number], element))
        }
        Value::SharedWeight(value) => (!value.is_finite()).then_some((*value, Element::All)),
        _ => None,
    }
}

/// The synapse of a number in the order of the rows.
fn of_structure(structure: &Structure, number: usize) -> Option<Element> {
    structure.pairs().nth(number).map(|(source, target)| Element::Synapse { source, target })
}

/// The same where all are connected with all.
fn of_all<N: Network + ?Sized>(network: &N, synapses: &str, number: usize) -> Option<Element> {
    let groups = network.synapse_groups();
    let connection = groups.iter().map(|group| group.connection()).find(|connection| connection.name() == synapses)?;
    let Extent { targets, .. } = connection.extent();
    Some(Element::Synapse { source: number / targets, target: number % targets })
}
