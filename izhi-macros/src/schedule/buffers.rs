//! What exists: every place of a network in which something is kept.

use std::collections::BTreeSet;

use crate::model::Type;
use crate::resolved::{
    Delay, GroupId, InstanceId, Resolved, Side, Storage, SynapseGroup, SynapseId, VariableId, VariableKind,
};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct BufferId(pub(crate) usize);

/// Something that a network keeps.
pub(crate) struct Buffer {
    /// Which one: its owner, and what it is to it.
    pub(crate) place: Place,
    /// Its full name, which no other has.
    pub(crate) name: String,
    pub(crate) element: Element,
    pub(crate) extent: Extent,
    pub(crate) layout: Layout,
    pub(crate) lifetime: Lifetime,
    pub(crate) role: Role,
}

/// Where values live in the network.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Place {
    Variable(GroupId, VariableId),
    Position(GroupId, usize),
    Parameter(InstanceId, usize),
    Input(InstanceId, usize),
    /// What an instance records.
    Recording(InstanceId),
    Structure(SynapseId),
    /// The delay of each synapse.
    Delay(SynapseId),
    /// The number of each synapse among those of its source, as the connector gave them.
    Number(SynapseId),
    Synapse(SynapseId, usize),
    /// The time constant of a synapse variable, and the iteration in which it was last assigned to.
    Decay(SynapseId, usize),
    Touched(SynapseId, usize),
    /// A variable of the neurons at an end, as it arrives at the synapses through their delay from there.
    Arrivals(SynapseId, Side, VariableId),
    /// Sums over the synapses on their way along the dendrites, by number.
    Conduction(SynapseId, usize),
    /// The updates that the synapses of a group have missed.
    Log(SynapseId),
    /// What an instance computes once for a run, by number.
    Prepared(InstanceId, Prepared, usize),
    /// Of a group, by type and number.
    Temporary(GroupId, Type, usize),
    /// Whether the run ends behind this iteration.
    Stop,
}

/// What is computed once for a run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Prepared {
    /// One number.
    One,
    /// A number for each neuron.
    Neurons,
    /// What belongs to the Poisson distribution of each neuron's mean.
    Table,
}

/// What one value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Element {
    /// Of the network's float type.
    Number,
    Integer,
    Bool,
    /// The index of a neuron.
    Neuron,
    /// An iteration, in 32 bits.
    Iteration,
    /// A number of iterations, in 16 bits.
    Steps,
    /// What a log or a recording keeps together.
    Entry,
}

impl Element {
    fn of(ty: Type) -> Self {
        match ty {
            Type::Number => Element::Number,
            Type::Integer => Element::Integer,
            Type::Bool => Element::Bool,
        }
    }
}

/// How many values there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Extent {
    One,
    /// One for each neuron.
    Neurons(GroupId),
    /// One for each neuron in each iteration.
    Rows(GroupId),
    /// One for each synapse.
    Synapses(SynapseId),
    /// As many as come up.
    Growing,
}

/// How the values of synapses are kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Layout {
    /// All with all, source by source.
    Dense,
    /// Compressed rows, one for each source.
    Sparse,
    /// One number for all; also what is no value of synapses.
    Shared,
}

impl Layout {
    /// How a variable of synapses is kept.
    pub(crate) fn of(synapses: &SynapseGroup, variable: usize) -> Self {
        match synapses.storage {
            _ if synapses.variables[variable].is_shared => Layout::Shared,
            Storage::Dense => Layout::Dense,
            Storage::Sparse => Layout::Sparse,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Lifetime {
    /// From the first iteration to the last.
    Network,
    /// From one operation of a step to a later one.
    Step,
}

/// What a buffer is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    State,
    /// Flags, with the list of the neurons that have the event and the number of all that had it.
    Event,
    /// Flags that last, with the list of the neurons for which they are true.
    Flag,
    Position,
    Parameter,
    Input,
    Recording,
    Structure,
    Delay,
    Number,
    Weight,
    TimeConstant,
    LastAssigned,
    DelayChannel,
    WaitingUpdates,
    Prepared,
    Temporary,
    Stop,
}

impl Role {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Role::State => "state",
            Role::Event => "event",
            Role::Flag => "flag",
            Role::Position => "position",
            Role::Parameter => "parameter",
            Role::Input => "input",
            Role::Recording => "recording",
            Role::Structure => "structure",
            Role::Delay => "delay",
            Role::Number => "number in its row",
            Role::Weight => "weight",
            Role::TimeConstant => "time constant",
            Role::LastAssigned => "last assigned",
            Role::DelayChannel => "delay channel",
            Role::WaitingUpdates => "waiting updates",
            Role::Prepared => "computed once for a run",
            Role::Temporary => "temporary",
            Role::Stop => "ends the run",
        }
    }
}

/// The buffers of a network, owner by owner; `used` are the places that some operation names.
pub(super) fn buffers(network: &Resolved, used: &BTreeSet<Place>) -> Vec<Buffer> {
    let mut places: BTreeSet<Place> = declared(network).into_iter().collect();
    places.extend(used);
    let mut buffers: Vec<Buffer> = places.into_iter().map(|place| buffer(network, place)).collect();
    buffers.sort_by_key(|buffer| owner(network, buffer.place));
    buffers
}

/// What there is whether or not any operation names it.
fn declared(network: &Resolved) -> Vec<Place> {
    let mut places = Vec::new();
    for (index, group) in network.groups.iter().enumerate() {
        places.extend((0..group.variables.len()).map(|variable| Place::Variable(GroupId(index), VariableId(variable))));
    }
    for (index, instance) in network.instances.iter().enumerate() {
        let (id, behavior) = (InstanceId(index), network.behavior(instance.behavior));
        places.extend((0..behavior.parameters.len()).map(|parameter| Place::Parameter(id, parameter)));
        places.extend((0..behavior.inputs.len()).map(|input| Place::Input(id, input)));
        places.extend(instance.recorded.as_ref().map(|_| Place::Recording(id)));
    }
    for (index, synapses) in network.synapses.iter().enumerate() {
        let id = SynapseId(index);
        places.push(Place::Structure(id));
        places.extend((synapses.delay == Delay::Each).then_some(Place::Delay(id)));
        for (variable, declared) in synapses.variables.iter().enumerate() {
            places.push(Place::Synapse(id, variable));
            if declared.decays {
                places.extend([Place::Decay(id, variable), Place::Touched(id, variable)]);
            }
        }
    }
    places
}

/// Groups first, each with its behaviours, then synapse groups.
fn owner(network: &Resolved, place: Place) -> (bool, usize) {
    match place {
        Place::Variable(group, _) | Place::Position(group, _) | Place::Temporary(group, ..) => (false, group.0),
        Place::Parameter(instance, _)
        | Place::Input(instance, _)
        | Place::Recording(instance)
        | Place::Prepared(instance, ..) => (false, network.instance(instance).group.0),
        Place::Structure(synapses) | Place::Delay(synapses) | Place::Log(synapses) => (true, synapses.0),
        Place::Number(synapses) => (true, synapses.0),
        Place::Synapse(synapses, _) | Place::Decay(synapses, _) | Place::Touched(synapses, _) => (true, synapses.0),
        Place::Arrivals(synapses, ..) | Place::Conduction(synapses, _) => (true, synapses.0),
        // Of the network.
        Place::Stop => (true, network.synapses.len()),
    }
}

fn buffer(network: &Resolved, place: Place) -> Buffer {
    let (element, extent, layout, role) = match place {
        Place::Variable(group, variable) => {
            let declared = &network.group(group).variables[variable.0];
            let role = match declared.kind {
                VariableKind::State | VariableKind::Integer => Role::State,
                VariableKind::Flag => Role::Flag,
                VariableKind::Event => Role::Event,
            };
            (Element::of(Type::of(declared.kind)), Extent::Neurons(group), Layout::Shared, role)
        }
        Place::Position(group, _) => (Element::Number, Extent::Neurons(group), Layout::Shared, Role::Position),
        Place::Parameter(instance, parameter) => {
            let instance = network.instance(instance);
            let extent = if instance.is_each(parameter) { Extent::Neurons(instance.group) } else { Extent::One };
            (Element::Number, extent, Layout::Shared, Role::Parameter)
        }
        Place::Input(instance, _) => {
            (Element::Number, Extent::Rows(network.instance(instance).group), Layout::Shared, Role::Input)
        }
        Place::Recording(_) => (Element::Entry, Extent::Growing, Layout::Shared, Role::Recording),
        Place::Structure(id) => (Element::Neuron, Extent::Synapses(id), storage(network, id), Role::Structure),
        Place::Delay(id) => (Element::Steps, Extent::Synapses(id), Layout::Sparse, Role::Delay),
        Place::Number(id) => (Element::Integer, Extent::Synapses(id), Layout::Sparse, Role::Number),
        Place::Synapse(id, variable) => match Layout::of(network.synapse_group(id), variable) {
            Layout::Shared => (Element::Number, Extent::One, Layout::Shared, Role::Weight),
            layout => (Element::Number, Extent::Synapses(id), layout, Role::Weight),
        },
        Place::Decay(..) => (Element::Number, Extent::One, Layout::Shared, Role::TimeConstant),
        Place::Touched(id, _) => (Element::Iteration, Extent::Synapses(id), storage(network, id), Role::LastAssigned),
        Place::Conduction(..) => (Element::Number, Extent::Growing, Layout::Shared, Role::DelayChannel),
        Place::Arrivals(id, side, variable) => {
            let sent = network.sent(id, side, variable).kind;
            let element = if sent.is_event() { Element::Neuron } else { Element::of(Type::of(sent)) };
            (element, Extent::Growing, Layout::Shared, Role::DelayChannel)
        }
        Place::Log(_) => (Element::Entry, Extent::Growing, Layout::Shared, Role::WaitingUpdates),
        Place::Stop => (Element::Bool, Extent::One, Layout::Shared, Role::Stop),
        Place::Prepared(instance, kind, _) => {
            let neurons = Extent::Neurons(network.instance(instance).group);
            match kind {
                Prepared::One => (Element::Number, Extent::One, Layout::Shared, Role::Prepared),
                Prepared::Neurons => (Element::Number, neurons, Layout::Shared, Role::Prepared),
                Prepared::Table => (Element::Entry, neurons, Layout::Shared, Role::Prepared),
            }
        }
        Place::Temporary(group, ty, _) => (Element::of(ty), Extent::Neurons(group), Layout::Shared, Role::Temporary),
    };
    let lifetime = if role == Role::Temporary { Lifetime::Step } else { Lifetime::Network };
    Buffer { place, name: name(network, place), element, extent, layout, lifetime, role }
}

fn storage(network: &Resolved, synapses: SynapseId) -> Layout {
    match network.synapse_group(synapses).storage {
        Storage::Dense => Layout::Dense,
        Storage::Sparse => Layout::Sparse,
    }
}

/// The owner and the name in it; behaviours are part of their groups.
fn name(network: &Resolved, place: Place) -> String {
    let owner = match place {
        Place::Variable(group, _) | Place::Position(group, _) | Place::Temporary(group, ..) => {
            network.group(group).name.to_string()
        }
        Place::Parameter(instance, _)
        | Place::Input(instance, _)
        | Place::Recording(instance)
        | Place::Prepared(instance, ..) => {
            let instance = network.instance(instance);
            format!("{}.{}", network.group(instance.group).name, instance.name)
        }
        Place::Structure(synapses)
        | Place::Delay(synapses)
        | Place::Number(synapses)
        | Place::Log(synapses)
        | Place::Synapse(synapses, _)
        | Place::Decay(synapses, _)
        | Place::Touched(synapses, _)
        | Place::Arrivals(synapses, ..)
        | Place::Conduction(synapses, _) => network.synapse_group(synapses).name.to_string(),
        Place::Stop => String::new(),
    };
    // What no declaration names stands behind a colon, where it cannot meet a name that a user has chosen.
    let mark = match place {
        Place::Variable(..) | Place::Parameter(..) | Place::Input(..) | Place::Synapse(..) => '.',
        _ => ':',
    };
    format!("{owner}{mark}{}", own_name(network, place))
}

/// The name in the owner.
pub(super) fn own_name(network: &Resolved, place: Place) -> String {
    let of_synapses = |synapses: SynapseId, variable: usize| &network.synapse_group(synapses).variables[variable].name;
    match place {
        Place::Variable(group, variable) => network.group(group).variables[variable.0].name.to_string(),
        Place::Position(_, axis) => ["x", "y", "z"][axis].to_owned(),
        Place::Parameter(instance, parameter) => {
            network.behavior(network.instance(instance).behavior).parameters[parameter].name.to_string()
        }
        Place::Input(instance, input) => {
            network.behavior(network.instance(instance).behavior).inputs[input].name.to_string()
        }
        Place::Recording(_) => "recording".to_owned(),
        Place::Structure(_) => "structure".to_owned(),
        Place::Delay(_) => "delay".to_owned(),
        Place::Number(_) => "number".to_owned(),
        Place::Synapse(synapses, variable) => of_synapses(synapses, variable).to_string(),
        Place::Decay(synapses, variable) => format!("{}_decay", of_synapses(synapses, variable)),
        Place::Touched(synapses, variable) => format!("{}_time", of_synapses(synapses, variable)),
        Place::Arrivals(synapses, side, variable) => {
            format!("{}_{}", side.arriving(), network.sent(synapses, side, variable).name)
        }
        Place::Conduction(_, number) => format!("conducted{number}"),
        Place::Log(_) => "log".to_owned(),
        Place::Stop => "stop".to_owned(),
        Place::Prepared(_, Prepared::Table, number) => format!("table{number}"),
        Place::Prepared(_, _, number) => format!("fixed{number}"),
        Place::Temporary(_, Type::Bool, number) => format!("mask{number}"),
        Place::Temporary(_, Type::Integer, number) => format!("whole{number}"),
        Place::Temporary(_, Type::Number, number) => format!("kept{number}"),
    }
}
