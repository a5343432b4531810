//! Where the variables that pages name by numbers are found, and what is said of them.

use std::collections::BTreeMap;

use izhi_runtime::Network;
use izhi_runtime::catalogue::{Item, Value};
use izhi_runtime::math::Float;
use izhi_runtime::network::{variables_of_group, variables_of_synapses};

use crate::protocol::{About, Behavior, Group, Parameter, Synapses, Variable, VariableKind};

/// A raster of a group shows about as many neurons.
const SHOWN: usize = 2000;

/// A variable of a group or a synapse group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The number of the group or synapse group.
    pub(crate) owner: usize,
    /// The number among the variables that this one lists.
    pub(crate) item: usize,
    pub(crate) kind: VariableKind,
    /// The number of neurons, or 0.
    pub(crate) size: usize,
}

/// Where all variables are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    pub(crate) variables: Vec<Place>,
    pub(crate) weights: Vec<Place>,
    /// Of each group, one neuron of how many a raster shows.
    pub(crate) every: Vec<usize>,
}

/// What a declaration says of something.
#[derive(Clone, Copy, Default)]
struct Said {
    unit: Option<&'static str>,
    doc: &'static str,
}

/// Where everything of a network is, and what it is.
pub(crate) fn survey<N: Network>(net: &N) -> (Layout, About) {
    let catalogue = net.catalogue().into_iter();
    let said: BTreeMap<String, Said> =
        catalogue.map(|item| (item.full_name(), Said { unit: item.unit, doc: item.doc })).collect();
    let said = |name: &str| said.get(name).copied().unwrap_or_default();
    let mut layout = Layout::default();
    let mut about = About {
        kind: "about",
        network: net.name(),
        dt: net.dt(),
        groups: Vec::new(),
        variables: Vec::new(),
        synapses: Vec::new(),
        weights: Vec::new(),
        behaviors: Vec::new(),
        parameters: Vec::new(),
        schedule: net.schedule(),
    };
    let clock = *net.clock();
    for (owner, group) in net.groups().into_iter().enumerate() {
        let population = group.population();
        let grid = population.grid();
        let every = population.size().div_ceil(SHOWN);
        layout.every.push(every);
        about.groups.push(Group { name: population.name(), grid: [grid.width, grid.height, grid.depth], every });
        for (item, variable) in variables_of_group(clock, group).iter().enumerate() {
            let Some(kind) = kind(variable) else { continue };
            layout.variables.push(Place { owner, item, kind, size: population.size() });
            about.variables.push(variable_of(variable, owner, kind, said(&variable.full_name())));
        }
        for behavior in group.behaviors() {
            let name = format!("{}.{}", population.name(), behavior.name());
            for (parameter, value) in behavior.parameter_values() {
                let name = format!("{name}.{parameter}");
                let Said { unit, doc } = said(&name);
                // What it is now is refused only where initial values alone depend on it.
                let is_fixed = value.is_some_and(|value| behavior.check_set(parameter, &value.into()).is_err());
                about.parameters.push(Parameter { name, unit, doc, is_fixed });
            }
            let mut recordings = group.recordings().into_iter().filter(|recording| !recording.is_on());
            let is_off = recordings.any(|recording| recording.name() == behavior.name());
            let (behavior, key) = (behavior.behavior(), behavior.key());
            about.behaviors.push(Behavior { name, behavior, key, is_off });
        }
    }
    for (owner, synapses) in net.synapse_groups().into_iter().enumerate() {
        let connection = synapses.connection();
        let (name, source, target) = (connection.name(), connection.source(), connection.target());
        about.synapses.push(Synapses { name, source, target, synapses: connection.synapses() });
        for (item, variable) in variables_of_synapses(clock, synapses).iter().enumerate() {
            let Some(kind) = kind(variable) else { continue };
            layout.weights.push(Place { owner, item, kind, size: 0 });
            about.weights.push(variable_of(variable, owner, kind, said(&variable.full_name())));
        }
    }
    (layout, about)
}

fn variable_of<F: Float>(item: &Item<'_, F>, owner: usize, kind: VariableKind, said: Said) -> Variable {
    Variable { name: item.full_name(), owner, kind, unit: said.unit, doc: said.doc }
}

/// What of a catalogue is shown.
fn kind<F>(item: &Item<'_, F>) -> Option<VariableKind> {
    match item.value {
        Value::State(_) => Some(VariableKind::State),
        Value::Integers(_) => Some(VariableKind::Integer),
        Value::Event(_) => Some(VariableKind::Event),
        Value::Weights(_) => Some(VariableKind::Dense),
        Value::SparseWeights(_) => Some(VariableKind::Sparse),
        Value::SharedWeight(_) => Some(VariableKind::Shared),
        _ => None,
    }
}
