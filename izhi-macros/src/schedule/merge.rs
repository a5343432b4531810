//! Finds the programs that are the same, so that each exists once however many groups use it.

use std::collections::{BTreeMap, BTreeSet};

use super::defer;
use super::lower::{Bodies, Body};
use super::{
    Call, InitialDelay, InitialSynapse, InitialVariable, Layout, Operation, Place, Program, Purpose, Resource,
    Schedule, Settling, Slot, SlotId, SlotKind,
};
use crate::model::Type;
use crate::resolved::{Delay, InstanceId, Resolved, Storage, SynapseId, VariableId};

pub(super) fn merge(model: &Resolved, bodies: Bodies, settling: Vec<defer::Settling>) -> Schedule {
    let mut merger = Merger { model, programs: Vec::new() };
    let initial_variables = (bodies.variables.into_iter())
        .map(|(group, variable, body)| {
            let site = format!("{}/{}", model.group(group).name, model.group(group).variables[variable.0].name);
            InitialVariable { group, variable, call: merger.call(body, &site) }
        })
        .collect();
    let synapse_variables = |bodies: Vec<(SynapseId, usize, Body)>, merger: &mut Merger| {
        let initial = |(synapses, variable, body): (SynapseId, usize, Body)| {
            let declared = model.synapse_group(synapses);
            let site = format!("{}/{}", declared.name, declared.variables[variable].name);
            InitialSynapse { synapses, variable, call: merger.call(body, &site) }
        };
        bodies.into_iter().map(initial).collect::<Vec<_>>()
    };
    let initial_synapses = synapse_variables(bodies.synapses, &mut merger);
    let decays = synapse_variables(bodies.decays, &mut merger);
    let calls: Vec<Call> = (bodies.steps.into_iter())
        .filter(|body| !body.operations.is_empty())
        .map(|body| {
            let instance = model.instance(body.instance);
            let site = format!("{}/{}/step", model.group(instance.group).name, instance.name);
            merger.call(body, &site)
        })
        .collect();
    let initial_delays = (bodies.delays.into_iter())
        .map(|(synapses, body)| {
            let site = format!("{}/delay", model.synapse_group(synapses).name);
            InitialDelay { synapses, call: merger.call(body, &site) }
        })
        .collect();
    let arrivals = arrivals(&calls);
    let settling = (settling.into_iter())
        .map(|defer::Settling { synapses, updates, body }| {
            let site = format!("{}/settle", model.synapse_group(synapses).name);
            Settling { synapses, updates, call: merger.call(body, &site) }
        })
        .collect();
    let programs = merger.programs;
    Schedule { programs, arrivals, initial_delays, initial_variables, decays, initial_synapses, calls, settling }
}

/// Every event that is read as it arrives, once.
fn arrivals(calls: &[Call]) -> Vec<(SynapseId, VariableId)> {
    let arrival = |place: &Place| if let Place::Arrivals(id, variable) = *place { Some((id, variable)) } else { None };
    let arrivals: BTreeSet<_> = calls.iter().flat_map(|call| &call.places).filter_map(arrival).collect();
    arrivals.into_iter().collect()
}

struct Merger<'a> {
    model: &'a Resolved,
    programs: Vec<Program>,
}

impl Merger<'_> {
    fn call(&mut self, body: Body, site: &str) -> Call {
        let Body { instance, purpose, operations } = body;
        let operations = renumber(operations);
        let places = places(&operations);
        let slots = self.slots(instance, &places, &operations);
        let mut slot_of = |place: Place| SlotId(places.iter().position(|known| *known == place).unwrap_or_default());
        let operations = operations.into_iter().map(|operation| operation.map(&mut slot_of)).collect();
        let program = Program { behavior: self.model.instance(instance).behavior, purpose, slots, operations };
        let index = self.programs.iter().position(|known| *known == program).unwrap_or_else(|| {
            self.programs.push(program);
            self.programs.len() - 1
        });
        Call { program: index, instance, site: crate::collect::fnv1a(site), places }
    }

    fn slots(&self, instance: InstanceId, places: &[Place], operations: &[Operation<Place>]) -> Vec<Slot> {
        let written: Vec<Resource<Place>> = operations.iter().flat_map(Operation::writes).collect();
        let slot = |(place, label): (&Place, String)| Slot {
            label,
            kind: self.kind(*place),
            is_written: written.contains(&Resource::Place(*place)),
        };
        places.iter().zip(labels(self.model, instance, places)).map(slot).collect()
    }

    fn kind(&self, place: Place) -> SlotKind {
        match place {
            Place::Variable(group, variable) if self.model.group(group).variables[variable.0].is_event => {
                SlotKind::Events
            }
            Place::Variable(..) => SlotKind::Numbers,
            Place::Position(_, axis) => SlotKind::Positions(axis),
            Place::Synapse(synapses, variable) => {
                let synapses = self.model.synapse_group(synapses);
                SlotKind::Weights(match synapses.storage {
                    _ if synapses.variables[variable].is_shared => Layout::Shared,
                    Storage::Dense => Layout::Dense,
                    Storage::Sparse => Layout::Sparse,
                })
            }
            Place::Delay(_) => SlotKind::Weights(Layout::Sparse),
            Place::Log(_) => SlotKind::Log,
            Place::Decay(..) => SlotKind::Weights(Layout::Shared),
            Place::Touched(synapses, _) => SlotKind::Touched(self.model.synapse_group(synapses).storage),
            Place::Structure(synapses) => SlotKind::Structure(self.model.synapse_group(synapses).storage),
            Place::Arrivals(synapses, _) => match self.model.synapse_group(synapses).delay {
                Delay::Each => SlotKind::Arrivals,
                Delay::None | Delay::One(_) => SlotKind::Events,
            },
            Place::Input(input) => SlotKind::Input(input),
            Place::Temporary(ty, _) => SlotKind::Temporary(ty),
            Place::Recording => SlotKind::Recording,
        }
    }
}

/// Numbers the temporaries that are left from zero, for each type.
fn renumber(operations: Vec<Operation<Place>>) -> Vec<Operation<Place>> {
    let mut numbers: BTreeMap<Place, usize> = BTreeMap::new();
    let mut counts: BTreeMap<Type, usize> = BTreeMap::new();
    let mut number = |place: Place| match place {
        Place::Temporary(ty, _) => {
            let number = *numbers.entry(place).or_insert_with(|| {
                let count = counts.entry(ty).or_default();
                *count += 1;
                *count - 1
            });
            Place::Temporary(ty, number)
        }
        other => other,
    };
    operations.into_iter().map(|operation| operation.map(&mut number)).collect()
}

/// Every place once, in the order in which the operations name them.
fn places(operations: &[Operation<Place>]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for resource in operations.iter().flat_map(|operation| operation.reads().into_iter().chain(operation.writes())) {
        if let Resource::Place(place) = resource
            && !places.contains(&place)
        {
            places.push(place);
        }
    }
    places
}

/// A name for each place that no other has.
fn labels(model: &Resolved, instance: InstanceId, places: &[Place]) -> Vec<String> {
    let own = model.instance(instance);
    let mut labels: Vec<String> = Vec::new();
    for place in places {
        let axis = |axis: usize| ["x", "y", "z"][axis];
        let base = match *place {
            Place::Variable(group, variable) if group == own.group => {
                model.group(group).variables[variable.0].name.to_string()
            }
            Place::Variable(group, variable) => format!("other_{}", model.group(group).variables[variable.0].name),
            Place::Position(group, along) if group == own.group => axis(along).to_owned(),
            Place::Position(_, along) => format!("other_{}", axis(along)),
            Place::Synapse(synapses, variable) => model.synapse_group(synapses).variables[variable].name.to_string(),
            Place::Structure(_) => "structure".to_owned(),
            Place::Delay(_) => "delay".to_owned(),
            Place::Log(_) => "log".to_owned(),
            Place::Decay(synapses, variable) => {
                format!("{}_decay", model.synapse_group(synapses).variables[variable].name)
            }
            Place::Touched(synapses, variable) => {
                format!("{}_time", model.synapse_group(synapses).variables[variable].name)
            }
            Place::Arrivals(synapses, variable) => {
                let source = model.synapse_group(synapses).source;
                format!("arriving_{}", model.group(source).variables[variable.0].name)
            }
            Place::Input(input) => model.behavior(own.behavior).inputs[input].name.to_string(),
            Place::Temporary(Type::Bool, number) => format!("mask{number}"),
            Place::Temporary(_, number) => format!("kept{number}"),
            Place::Recording => "recording".to_owned(),
        };
        let copies = |label: &str| labels.iter().any(|known| known == label);
        let label = (1..)
            .map(|copy| if copy == 1 { base.clone() } else { format!("{base}_{copy}") })
            .find(|label| !copies(label));
        labels.push(label.unwrap_or(base));
    }
    labels
}

impl Purpose {
    pub(crate) fn word(&self) -> String {
        match self {
            Purpose::Step => "step".to_owned(),
            Purpose::Settle => "what synapses have missed, by the step".to_owned(),
            Purpose::Initial(variable) => format!("initial {variable}"),
        }
    }
}
