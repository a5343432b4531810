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
    let iteration = network.iteration().checked_sub(1);
    for item in &items {
        if let Some((value, element)) = first(network, &items, item)? {
            return Err(Error::Diverged { place: item.full_name(), value: value.to_f64(), element, iteration });
        }
    }
    Ok(())
}

/// The first value that is not finite, an error where a device has lost some.
fn first<N: Network + ?Sized>(
    network: &N,
    items: &[Item<'_, N::Float>],
    item: &Item<'_, N::Float>,
) -> Result<Option<(N::Float, Element)>> {
    let held = match &item.value {
        Value::State(values) => {
            let neuron = values.iter().position(|value| !value.is_finite());
            return Ok(neuron.map(|neuron| (values[neuron], Element::Neuron(neuron))));
        }
        Value::SharedWeight(value) => return Ok((!value.is_finite()).then_some((*value, Element::All))),
        Value::Weights(weights) => weights.held(),
        Value::SparseWeights(view) => view.held(),
        Value::Undecayed(values) => values,
        _ => return Ok(None),
    };
    let values = held.try_values(&item.full_name())?;
    let Some(number) = values.iter().position(|value| !value.is_finite()) else { return Ok(None) };
    let structure = items.iter().find_map(|other| match other.value {
        Value::Structure(structure) if other.owner == item.owner => Some(structure),
        _ => None,
    });
    let element = match structure {
        Some(structure) => {
            structure.try_here(item.owner)?;
            of_structure(structure, number)
        }
        None => of_all(network, item.owner, number),
    };
    Ok(element.map(|element| (values[number], element)))
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
