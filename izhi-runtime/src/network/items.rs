//! What of a network has a name.

use super::{Group, Network, Synapses};
use crate::builder::Part;
use crate::catalogue::{Catalogue, Item};
use crate::clock::Clock;
use crate::math::Float;

/// The states, integers and events of a group alone, in order of declaration.
#[doc(hidden)]
pub fn variables_of_group<F: Float>(clock: Clock, group: &dyn Group<F>) -> Vec<Item<'_, F>> {
    let mut catalogue = Catalogue::of_variables(clock);
    group.list(&mut catalogue);
    catalogue.into_items()
}

/// The variables of synapses alone, but for those that decay by themselves.
#[doc(hidden)]
pub fn variables_of_synapses<F: Float>(clock: Clock, synapses: &dyn Synapses<F>) -> Vec<Item<'_, F>> {
    let mut catalogue = Catalogue::of_variables(clock);
    synapses.list(&mut catalogue);
    catalogue.into_items()
}

/// A neuron group and what it keeps.
pub(crate) fn group_items<'a, N: Network + ?Sized>(
    network: &'a N,
    group: &'a dyn Group<N::Float>,
) -> Vec<Item<'a, N::Float>> {
    let mut catalogue = Catalogue::new(*network.clock(), part(network, group.population().name()));
    group.list(&mut catalogue);
    let mut items = catalogue.into_items();
    items.push(Item::group(group.population()));
    items
}

/// A synapse group and what it keeps.
pub(super) fn synapse_items<'a, N: Network + ?Sized>(
    network: &'a N,
    synapses: &'a dyn Synapses<N::Float>,
) -> Vec<Item<'a, N::Float>> {
    let mut catalogue = Catalogue::new(*network.clock(), part(network, synapses.connection().name()));
    synapses.list(&mut catalogue);
    let mut items = catalogue.into_items();
    items.push(Item::synapses(synapses.connection()));
    items
}

/// What is said of a group or synapse group.
fn part<N: Network + ?Sized>(network: &N, name: &str) -> Option<&'static Part> {
    network.parts().iter().find(|part| part.name == name)
}

/// Every tag that finds something, for messages.
pub(super) fn known<N: Network + ?Sized>(network: &N) -> String {
    let catalogue = network.catalogue();
    let names = catalogue.iter().filter(|item| item.is_declared).flat_map(|item| [Some(item.name), item.behavior]);
    let mut known: Vec<&str> = names.flatten().collect();
    known.extend(network.groups().into_iter().flat_map(|group| group.population().tags()));
    known.extend(network.synapse_groups().into_iter().flat_map(|synapses| synapses.connection().tags()));
    known.sort_unstable();
    known.dedup();
    known.join(", ")
}

/// Whether a name is one within a group, behind one of the group's tags.
pub(crate) fn is_within(name: &str, within: &str, tags: &[&str]) -> bool {
    let tag = name.strip_suffix(within).and_then(|tag| tag.strip_suffix('.'));
    tag.is_some_and(|tag| tags.contains(&tag))
}
