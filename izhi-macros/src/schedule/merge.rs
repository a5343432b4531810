//! Finds the programs that are the same, so that each exists once however many groups use it, numbers the buffers and
//! the sites of random draws, and lays out the timeline.

use std::collections::{BTreeMap, BTreeSet};

use super::buffers::{buffers, own_name};
use super::defer::Settling;
use super::lower::{Bodies, Body};
use super::{
    Argument, Buffer, BufferId, Call, Condition, Distribution, Entry, Kernel, Layout, NodeKind, Operation, Place,
    Prepared, Program, Purpose, Resource, Schedule, Site, SiteId, Slot, SlotId, SlotKind, Start, Type,
};
use crate::resolved::{Delay, InstanceId, Resolved, SynapseId};

pub(super) fn merge(
    network: &Resolved,
    conditions: Vec<Condition>,
    bodies: Bodies,
    prepared: Vec<Body>,
    settling: Vec<Settling>,
) -> Schedule {
    let bodies = bodies.map(renumber);
    let used = used_places(&bodies, &prepared, &settling);
    let buffers = buffers(network, &used);
    let mut merger = Merger { network, numbers: numbers(&buffers), programs: Vec::new(), sites: Vec::new() };
    let synapse_sites = synapse_sites(network, &bodies.steps);
    let Bodies { parameters, delays, variables, decays, synapses, steps } = bodies;
    let mut start = Vec::new();
    for (id, parameter, body) in parameters {
        let instance = network.instance(id);
        let name = &network.behavior(instance.behavior).parameters[parameter].name;
        // No behaviour's step has a name with a point.
        let site = format!("{}/{}.{name}", network.group(instance.group).name, instance.name);
        start.push(Start::Parameter { group: instance.group, instance: id, parameter, call: merger.call(body, site) });
    }
    for (group, variable, body) in variables {
        let declared = network.group(group);
        let site = format!("{}/{}", declared.name, declared.variables[variable.0].name);
        start.push(Start::Variable { group, variable, call: merger.call(body, site) });
    }
    start.extend(merger.start_of_synapses(synapses, decays, delays));
    let advance = used.iter().filter_map(|place| match *place {
        Place::Arrivals(synapses, side, variable) => {
            let delay = network.synapse_group(synapses).delay_from(side);
            Some(Entry::Advance { synapses, side, variable, delay })
        }
        _ => None,
    });
    let mut iteration: Vec<Entry> = advance.collect();
    let mut prepare = Vec::new();
    for body in prepared {
        let instance = network.instance(body.instance);
        let site = format!("{}/{}/prepare", network.group(instance.group).name, instance.name);
        prepare.push(merger.call(body, site));
    }
    for body in steps.into_iter().filter(|body| !body.operations.is_empty()) {
        let instance = network.instance(body.instance);
        let site = format!("{}/{}/step", network.group(instance.group).name, instance.name);
        let begins = body.begins.iter().map(|event| merger.numbers[&Place::Variable(instance.group, *event)]).collect();
        iteration.push(Entry::Step { call: merger.call(body, site), begins });
    }
    let mut settle = Vec::new();
    for Settling { synapses, updates, within, body } in settling {
        let site = format!("{}/settle", network.synapse_group(synapses).name);
        let call = merger.call(body, site);
        settle.push(call.clone());
        iteration.push(Entry::Flush { synapses, updates, within, call });
    }
    iteration.push(Entry::Count);
    let Merger { programs, sites, .. } = merger;
    Schedule { buffers, programs, sites, synapse_sites, conditions, start, prepare, iteration, settle }
}

/// The synapse groups for whose synapses some step draws.
fn synapse_sites(network: &Resolved, steps: &[Body]) -> Vec<(SynapseId, u64)> {
    let drawing = steps.iter().flat_map(|body| &body.operations).filter(|operation| operation.draws_for_synapses());
    let synapses: BTreeSet<SynapseId> = drawing
        .filter_map(|operation| match operation.structure()? {
            Place::Structure(synapses) => Some(synapses),
            _ => None,
        })
        .collect();
    let site = |id: SynapseId| crate::collect::fnv1a(&format!("{}/draws", network.synapse_group(id).name));
    synapses.into_iter().map(|id| (id, site(id))).collect()
}

/// Every place that some operation names.
fn used_places(bodies: &Bodies, prepared: &[Body], settling: &[Settling]) -> BTreeSet<Place> {
    let all = bodies.all().chain(prepared).chain(settling.iter().map(|settling| &settling.body));
    all.flat_map(|body| places(&body.operations)).collect()
}

fn numbers(buffers: &[Buffer]) -> BTreeMap<Place, BufferId> {
    buffers.iter().enumerate().map(|(number, buffer)| (buffer.place, BufferId(number))).collect()
}

struct Merger<'a> {
    network: &'a Resolved,
    numbers: BTreeMap<Place, BufferId>,
    programs: Vec<Program>,
    sites: Vec<Site>,
}

impl Merger<'_> {
    /// Group by group: which neurons are connected, the delays, then the variables with their time constants.
    fn start_of_synapses(
        &mut self,
        synapses: Vec<(SynapseId, usize, Body)>,
        decays: Vec<(SynapseId, usize, Body)>,
        delays: Vec<(SynapseId, Body)>,
    ) -> Vec<Start> {
        let network = self.network;
        let (mut synapses, mut decays, mut delays) =
            (synapses.into_iter().peekable(), decays.into_iter().peekable(), delays.into_iter().peekable());
        let mut start = Vec::new();
        for (id, declared) in network.synapses.iter().enumerate().map(|(index, group)| (SynapseId(index), group)) {
            let site = |variable: usize| format!("{}/{}", declared.name, declared.variables[variable].name);
            start.push(Start::Connect { synapses: id });
            while let Some((_, body)) = delays.next_if(|(of, _)| *of == id) {
                let call = self.call(body, format!("{}/delay", declared.name));
                start.push(Start::Delay { synapses: id, call });
            }
            while let Some((_, variable, body)) = decays.next_if(|(of, ..)| *of == id) {
                start.push(Start::Decay { synapses: id, variable, call: self.call(body, site(variable)) });
            }
            while let Some((_, variable, body)) = synapses.next_if(|(of, ..)| *of == id) {
                start.push(Start::Synapse { synapses: id, variable, call: self.call(body, site(variable)) });
            }
        }
        start
    }

    fn call(&mut self, body: Body, site: String) -> Call {
        let Body { instance, purpose, operations, .. } = body;
        let places = places(&operations);
        let slots = self.slots(instance, &places, &operations);
        let mut slot_of = |place: Place| SlotId(places.iter().position(|known| *known == place).unwrap_or_default());
        let operations = operations.into_iter().map(|operation| operation.map(&mut slot_of)).collect();
        let (behavior, each) = (self.network.instance(instance).behavior, self.network.instance(instance).each());
        let program = Program { behavior, each, purpose, slots, operations };
        let site = self.site(site, &program);
        let index = self.programs.iter().position(|known| *known == program).unwrap_or_else(|| {
            self.programs.push(program);
            self.programs.len() - 1
        });
        let buffers = places.iter().map(|place| self.numbers[place]).collect();
        Call { program: index, instance, site, buffers }
    }

    fn site(&mut self, name: String, program: &Program) -> SiteId {
        let number = crate::collect::fnv1a(&name);
        self.sites.push(Site { name, number, streams: streams(program) });
        SiteId(self.sites.len() - 1)
    }

    fn slots(&self, instance: InstanceId, places: &[Place], operations: &[Operation<Place>]) -> Vec<Slot> {
        let written: Vec<Resource<Place>> = operations.iter().flat_map(Operation::writes).collect();
        let slot = |(place, label): (&Place, String)| {
            let is_written = written.contains(&Resource::Place(*place));
            let kind = match place {
                // While it is computed it is not yet the behaviour's.
                Place::Parameter(..) if is_written => SlotKind::Numbers,
                Place::Parameter(of, parameter) if *of != instance => {
                    match self.network.instance(*of).is_each(*parameter) {
                        true => SlotKind::OthersEachParameter,
                        false => SlotKind::OthersParameter,
                    }
                }
                place => self.kind(*place),
            };
            Slot { label, kind, is_written }
        };
        places.iter().zip(labels(self.network, instance, places)).map(slot).collect()
    }

    fn kind(&self, place: Place) -> SlotKind {
        match place {
            Place::Variable(group, variable) => SlotKind::of(self.network.group(group).variables[variable.0].kind),
            Place::Position(_, axis) => SlotKind::Positions(axis),
            Place::Parameter(instance, parameter) if self.network.instance(instance).is_each(parameter) => {
                SlotKind::EachParameter(parameter)
            }
            Place::Parameter(_, parameter) => SlotKind::Parameter(parameter),
            Place::Synapse(synapses, variable) => {
                SlotKind::Weights(Layout::of(self.network.synapse_group(synapses), variable))
            }
            Place::Delay(_) => SlotKind::Weights(Layout::Sparse),
            Place::Number(_) => SlotKind::SynapseNumbers,
            Place::Log(_) => SlotKind::Log,
            Place::Decay(..) => SlotKind::Weights(Layout::Shared),
            Place::Touched(synapses, _) => SlotKind::Touched(self.network.synapse_group(synapses).storage),
            Place::Structure(synapses) => SlotKind::Structure(self.network.synapse_group(synapses).storage),
            Place::Conduction(..) => SlotKind::Conduction,
            Place::Arrivals(synapses, side, variable) => {
                let sent = self.network.sent(synapses, side, variable).kind;
                match self.network.synapse_group(synapses).delay_from(side) {
                    Delay::Each if sent.is_event() => SlotKind::Arrivals,
                    Delay::Each => SlotKind::Sent(Type::of(sent)),
                    Delay::None | Delay::One(_) => SlotKind::of(sent),
                }
            }
            Place::Input(_, input) => SlotKind::Input(input),
            Place::Prepared(_, Prepared::One, _) => SlotKind::Weights(Layout::Shared),
            Place::Prepared(_, Prepared::Neurons, _) => SlotKind::Numbers,
            Place::Prepared(_, Prepared::Table, _) => SlotKind::Table,
            Place::Temporary(_, ty, _) => SlotKind::Temporary(ty),
            Place::Recording(_) => SlotKind::Recording,
            Place::Stop => SlotKind::Stop,
        }
    }
}

/// What each stream of a program draws, in the order of their numbers; some may have disappeared.
fn streams(program: &Program) -> Vec<(usize, &'static str)> {
    let draws = |kernel: &Kernel<SlotId>| -> Vec<(usize, Distribution)> {
        let draw = |kind: &NodeKind<SlotId>| match *kind {
            NodeKind::Draw(distribution, number) | NodeKind::SynapseDraw { distribution, number, .. } => {
                vec![(number, distribution)]
            }
            NodeKind::Tabulated { uniform, normal, .. } => {
                vec![(uniform, Distribution::Uniform), (normal, Distribution::Normal)]
            }
            _ => Vec::new(),
        };
        kernel.nodes.iter().flat_map(|node| draw(&node.kind)).collect()
    };
    let given = program.operations.iter().flat_map(|operation| match operation {
        Operation::Call { arguments, .. } => &arguments[..],
        _ => &[],
    });
    let given = given.filter_map(|argument| match argument {
        Argument::Random(stream) => Some((*stream, argument.kind())),
        _ => None,
    });
    let drawn = program.operations.iter().flat_map(Operation::kernels).flat_map(draws);
    let drawn = drawn.map(|(number, distribution)| (number, distribution.word()));
    let mut streams: Vec<_> = drawn.chain(given).collect();
    streams.sort_unstable();
    streams.dedup();
    streams
}

/// Numbers the temporaries that are left from zero, for each type.
fn renumber(operations: Vec<Operation<Place>>) -> Vec<Operation<Place>> {
    let mut numbers: BTreeMap<Place, usize> = BTreeMap::new();
    let mut counts: BTreeMap<Type, usize> = BTreeMap::new();
    let mut number = |place: Place| match place {
        Place::Temporary(group, ty, _) => {
            let number = *numbers.entry(place).or_insert_with(|| {
                let count = counts.entry(ty).or_default();
                *count += 1;
                *count - 1
            });
            Place::Temporary(group, ty, number)
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
fn labels(network: &Resolved, instance: InstanceId, places: &[Place]) -> Vec<String> {
    let own = network.instance(instance).group;
    let mut labels: Vec<String> = Vec::new();
    for place in places {
        let name = own_name(network, *place);
        let base = match *place {
            Place::Variable(group, _) | Place::Position(group, _) if group != own => format!("other_{name}"),
            Place::Parameter(of, _) if of != instance => format!("other_{name}"),
            _ => name,
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
            Purpose::Prepare => "what never changes in the step".to_owned(),
            Purpose::Condition => "what has to hold".to_owned(),
            Purpose::Settle => "what synapses have missed, by the step".to_owned(),
            Purpose::Initial(variable) => format!("initial {variable}"),
        }
    }
}
