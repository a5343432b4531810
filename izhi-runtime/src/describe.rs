//! A network in words, as PymoNNto prints it when it is initialised.

use std::fmt;

use crate::behavior::Switch;
use crate::catalogue::{Item, Value};
use crate::math::Float;
use crate::network::Network;

/// The network's size, then a line for each group with its behaviours and for each synapse group.
pub fn describe<N: Network>(network: &N, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (groups, synapses) = (network.groups(), network.synapse_groups());
    let catalogue = network.catalogue();
    let neurons: usize = groups.iter().map(|group| group.population().size()).sum();
    let count: u64 = synapses.iter().map(|synapses| synapses.connection().synapses()).sum();
    write!(f, "{} ({neurons} neurons in {}, ", network.name(), counted(groups.len()))?;
    write!(f, "{count} synapses in {}, ", counted(synapses.len()))?;
    if network.ranks() > 1 {
        write!(f, "those here of rank {} of {}, ", network.rank(), network.ranks())?;
    }
    write!(f, "{}, dt {}, seed {})", N::Float::NAME, network.dt(), network.clock().seed())?;
    for group in groups {
        let population = group.population();
        let grid = population.grid();
        write!(f, "\nneurons {} ", population.tags().join(", "))?;
        writeln!(f, "({} = {} x {} x {})", population.size(), grid.width, grid.height, grid.depth)?;
        let items: Vec<&Item<'_, _>> = catalogue.iter().filter(|item| item.owner == population.name()).collect();
        let lines: Vec<String> = group.behaviors().into_iter().map(|behavior| line(behavior, &items)).collect();
        write!(f, "{}", lines.join("\n"))?;
    }
    for synapses in synapses {
        let connection = synapses.connection();
        let extent = connection.extent();
        write!(f, "\nsynapses {} ", connection.tags().join(", "))?;
        let own = connection.own_targets();
        let all = own.len() as u64 * extent.sources as u64;
        let some = (connection.synapses() != all).then(|| format!("{} of ", connection.synapses()));
        let targets = if own.len() == extent.targets { String::new() } else { format!("{} of ", own.len()) };
        match targets.is_empty() {
            true => write!(f, "({}{} targets x {} sources)", some.unwrap_or_default(), extent.targets, extent.sources)?,
            false => {
                let (synapses, all) = (connection.synapses(), extent.targets);
                write!(f, "({synapses} to {targets}{all} targets, from {} sources)", extent.sources)?;
            }
        }
        if let Some(delay) = connection.delay() {
            write!(f, ", delay {delay}")?;
        }
        if let Some(delay) = connection.dendritic_delay() {
            write!(f, ", dendritic delay {delay}")?;
        }
        let variables = catalogue.iter().filter(|item| item.owner == connection.name() && is_variable(&item.value));
        let names: Vec<&str> = variables.map(|item| item.name).collect();
        write!(f, " {}", names.join(", "))?;
    }
    Ok(())
}

fn counted(groups: usize) -> String {
    if groups == 1 { "1 group".to_owned() } else { format!("{groups} groups") }
}

/// Whether it is a variable of synapses.
fn is_variable<F>(value: &Value<'_, F>) -> bool {
    matches!(value, Value::Weights(_) | Value::SparseWeights(_) | Value::SharedWeight(_) | Value::Undecayed(_))
}

fn line<F: Float>(behavior: &dyn Switch, items: &[&Item<'_, F>]) -> String {
    let mut arguments: Vec<String> = behavior
        .parameter_values()
        .into_iter()
        .map(|(name, value)| match value {
            Some(value) => format!("{name} = {}", F::from_f64(value)),
            None => format!("{name} for each"),
        })
        .collect();
    let recorded = items.iter().filter(|item| item.value.rank() == 0 && item.behavior == Some(behavior.name()));
    arguments.extend(recorded.map(|item| item.name.to_owned()));
    let state = if behavior.is_enabled() { "" } else { ", off" };
    format!("  {}: {} ({}){} as {}", behavior.key(), behavior.behavior(), arguments.join(", "), state, behavior.name())
}
