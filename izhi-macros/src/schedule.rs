//! The schedule: what exists, what runs when, and who draws what. The intermediate representation of the compiler, and
//! a closed program: nothing happens beside it, and a target needs nothing else but a table of names and docs.
//!
//! - **What exists** is a list of [`Buffer`]s.
//! - **What runs when** is a timeline of [`Entry`]s: one before the first iteration, one before each run, one for each iteration,
//!   one before synapses are looked at from outside. Most of its entries are [`Call`]s of [`Program`]s, the operations of one
//!   behaviour on the buffers of one group. Programs know no groups: what they work on are slots, which a call fills
//!   in, so that two hundred groups of one model share one program.
//! - **Who draws what** is the list of [`Site`]s.
//!
//! An operation is a kernel over neurons or synapses (element-wise, with select and without control flow), a
//! reduction, a sum over synapses, the list of an event's neurons, a recording. Each knows what it reads and writes, so
//! that ordering and fusion are questions about sets. Nothing here says how code looks or on what machine it runs.
//!
//! The way through: [`lower`] turns each behaviour into operations on places, one statement at a time. The passes are
//! [`flush`], after which no variable keeps a subnormal number, [`fuse`], which reorders and merges them, [`list`], after
//! which every event that is stored is listed, [`prepare`], after which what never changes is computed once for a run, and
//! [`defer`], after which updates wait that can. [`merge`] finds the programs that are the same, numbers the buffers and lays out
//! the timeline, and after [`cross`] nothing reads what another part of the network has computed before it has been exchanged.
//! [`plain`] takes only what has to be, of a network in one part; a target that follows it must give the same bits.

mod buffers;
mod cross;
mod defer;
mod flush;
mod fuse;
mod kernel;
mod list;
mod lower;
mod merge;
mod operation;
mod prepare;
mod subnormal;
mod text;

pub(crate) use crate::model::{BinaryOperator, Distribution, Reduction, Type, UnaryOperator};
pub(crate) use crate::resolved::Side;
pub(crate) use buffers::{Buffer, BufferId, Layout, Place, Prepared};
pub(crate) use kernel::{Kernel, Node, NodeId, NodeKind, Rank};
pub(crate) use operation::{Argument, Kept, Operation, RecordedPlace, Resource, Selection};
pub(crate) use text::text;

use crate::model::Model;
use crate::resolved::{BehaviorId, Delay, GroupId, InstanceId, Storage, SynapseId, VariableId, VariableKind};

/// All that runs.
pub(crate) struct Schedule {
    pub(crate) buffers: Vec<Buffer>,
    pub(crate) programs: Vec<Program>,
    pub(crate) sites: Vec<Site>,
    /// The synapse groups for whose synapses steps draw, and what each adds to the sites of its draws.
    pub(crate) synapse_sites: Vec<(SynapseId, u64)>,
    /// What has to hold of parameters.
    pub(crate) conditions: Vec<Condition>,
    /// Before the first iteration.
    pub(crate) start: Vec<Start>,
    /// Before the first iteration of each run, as users may change parameters and states between two.
    pub(crate) prepare: Vec<Call>,
    /// One iteration.
    pub(crate) iteration: Vec<Entry>,
    /// Before synapses are looked at from outside.
    pub(crate) settle: Vec<Call>,
}

/// What has to hold of a parameter wherever it is set.
pub(crate) struct Condition {
    pub(crate) parameter: usize,
    /// Its slots are the parameters of the behaviour, in their order.
    pub(crate) program: Program,
    pub(crate) kernel: Kernel<SlotId>,
    pub(crate) value: NodeId,
}

/// Something that happens once, before the first iteration.
pub(crate) enum Start {
    /// A parameter has a declared number for each neuron of a group, unless it is given others.
    Parameter { group: GroupId, instance: InstanceId, parameter: usize, call: Call },
    /// The neurons of a group begin with a declared value, unless they are given another.
    Variable { group: GroupId, variable: VariableId, call: Call },
    /// The connector says which neurons are connected, unless another is given.
    Connect { synapses: SynapseId },
    /// Synapses have a declared delay each, unless they are given others; the rows are sorted by it.
    Delay { synapses: SynapseId, call: Call },
    /// The time constant of a variable of synapses.
    Decay { synapses: SynapseId, variable: usize, call: Call },
    /// Synapses begin with a declared value, unless they are given another.
    Synapse { synapses: SynapseId, variable: usize, call: Call },
}

/// Something that happens in each iteration.
pub(crate) enum Entry {
    /// A variable moves on through the delay between synapses and the neurons at an end: what these have is sent, and
    /// what arrives at the synapses is found.
    Advance { synapses: SynapseId, side: Side, variable: VariableId, delay: Delay },
    /// A step. Where its behaviour is switched off it is passed over, and no neuron has the events that it would have been
    /// the first to assign to, but those that were given since the last iteration.
    Step { call: Call, begins: Vec<BufferId> },
    /// Where so many updates find no more room among those that wait, or the first has waited for so many
    /// iterations, all that wait are made.
    Flush { synapses: SynapseId, updates: usize, within: Option<u64>, call: Call },
    /// What each part of the network has computed of its own neurons becomes known to all others. Of events that these read through
    /// some channels alone it does so at the latest once in the shortest delay of these.
    Exchange { known: Vec<BufferId>, through: Vec<BufferId> },
    /// The iteration is complete: the neurons with an event are added to the number of all iterations.
    Count,
}

impl Schedule {
    /// Every call, when ever it happens.
    pub(crate) fn calls(&self) -> impl Iterator<Item = &Call> {
        let start = self.start.iter().filter_map(|start| match start {
            Start::Connect { .. } => None,
            Start::Parameter { call, .. }
            | Start::Variable { call, .. }
            | Start::Delay { call, .. }
            | Start::Decay { call, .. }
            | Start::Synapse { call, .. } => Some(call),
        });
        let iteration = self.iteration.iter().filter_map(|entry| match entry {
            Entry::Step { call, .. } | Entry::Flush { call, .. } => Some(call),
            Entry::Advance { .. } | Entry::Exchange { .. } | Entry::Count => None,
        });
        start.chain(&self.prepare).chain(iteration).chain(&self.settle)
    }

    /// The variables that synapse groups delay, in order.
    pub(crate) fn arrivals(&self) -> impl Iterator<Item = (SynapseId, Side, VariableId)> {
        self.iteration.iter().filter_map(|entry| match entry {
            Entry::Advance { synapses, side, variable, .. } => Some((*synapses, *side, *variable)),
            _ => None,
        })
    }

    /// The synapse groups with updates that wait, and for how many iterations at most.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = (SynapseId, Option<u64>)> {
        self.iteration.iter().filter_map(|entry| match entry {
            Entry::Flush { synapses, within, .. } => Some((*synapses, *within)),
            _ => None,
        })
    }

    /// What the parameters of a group are that have a number for each neuron.
    pub(crate) fn initial_parameters(&self, of: GroupId) -> impl Iterator<Item = (InstanceId, usize, &Call)> {
        self.start.iter().filter_map(move |start| match start {
            Start::Parameter { group, instance, parameter, call } if *group == of => {
                Some((*instance, *parameter, call))
            }
            _ => None,
        })
    }

    /// What the variables of a group begin with.
    pub(crate) fn initial_variables(&self, of: GroupId) -> impl Iterator<Item = (VariableId, &Call)> {
        self.start.iter().filter_map(move |start| match start {
            Start::Variable { group, variable, call } if *group == of => Some((*variable, call)),
            _ => None,
        })
    }

    /// The buffer at a place, where something uses it.
    pub(crate) fn buffer_of(&self, place: Place) -> Option<BufferId> {
        self.buffers.iter().position(|buffer| buffer.place == place).map(BufferId)
    }

    /// The place of each buffer that a call works on, in the order of its program's slots.
    pub(crate) fn places<'a>(&'a self, call: &'a Call) -> impl Iterator<Item = Place> + 'a {
        call.buffers.iter().map(|buffer| self.buffers[buffer.0].place)
    }
}

/// A program on the buffers of one behaviour.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) program: usize,
    pub(crate) instance: InstanceId,
    /// Tells the random draws of this call from all others.
    pub(crate) site: SiteId,
    /// What each of the program's slots stands for.
    pub(crate) buffers: Vec<BufferId>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct SiteId(pub(crate) usize);

/// A place in the model that draws: the n-th stream of a site is that of its number plus n.
pub(crate) struct Site {
    /// The place in words, of which the number is the hash.
    pub(crate) name: String,
    pub(crate) number: u64,
    /// The streams that it draws from, by their numbers, and what of them: numbers of a distribution, or words.
    pub(crate) streams: Vec<(usize, &'static str)>,
}

/// The operations of a behaviour, on slots.
#[derive(PartialEq)]
pub(crate) struct Program {
    pub(crate) behavior: BehaviorId,
    /// The parameters that have a number for each neuron where it is called.
    pub(crate) each: Vec<usize>,
    pub(crate) purpose: Purpose,
    pub(crate) slots: Vec<Slot>,
    pub(crate) operations: Vec<Operation<SlotId>>,
}

impl Program {
    /// The structures of the synapses for which it draws.
    pub(crate) fn drawn_synapses(&self) -> impl Iterator<Item = SlotId> {
        self.operations.iter().filter(|operation| operation.draws_for_synapses()).filter_map(Operation::structure)
    }
}

/// What a program computes.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Purpose {
    Step,
    /// The initial value of a variable.
    Initial(String),
    /// All that synapses have missed.
    Settle,
    /// What never changes during a run.
    Prepare,
    /// Whether a condition of parameters holds.
    Condition,
}

/// What a program needs to be called with.
pub(crate) struct Slot {
    /// For people; two programs that differ in names only are the same.
    pub(crate) label: String,
    pub(crate) kind: SlotKind,
    pub(crate) is_written: bool,
}

impl PartialEq for Slot {
    fn eq(&self, other: &Self) -> bool {
        (self.kind, self.is_written) == (other.kind, other.is_written)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum SlotKind {
    /// One number for each neuron.
    Numbers,
    /// One integer for each neuron.
    Integers,
    /// One event for each neuron, with the list of those that have it.
    Events,
    /// The position of each neuron along an axis.
    Positions(usize),
    /// A parameter of the behaviour.
    Parameter(usize),
    /// A parameter of the behaviour with a number for each neuron.
    EachParameter(usize),
    /// A parameter of another behaviour of the group, of which a constant is made.
    OthersParameter,
    /// The same with a number for each neuron.
    OthersEachParameter,
    /// One number for each neuron in each iteration: an input of the behaviour.
    Input(usize),
    /// A number for each synapse.
    Weights(Layout),
    /// Which neurons are connected.
    Structure(Storage),
    /// The number of each synapse among those of its source, where rows are in another order.
    SynapseNumbers,
    /// The iteration in which each synapse was last assigned to.
    Touched(Storage),
    /// What belongs to the Poisson distribution of each neuron's mean.
    Table,
    /// Updates that wait.
    Log,
    /// Synapses with a delay of their own, at which an event arrives in this iteration.
    Arrivals,
    /// A number or an integer of the source for each synapse with a delay of its own, as it was when what arrives now was
    /// sent.
    Sent(Type),
    /// Sums over synapses on their way along the dendrites.
    Conduction,
    /// A value for each neuron that lives from one operation to the next.
    Temporary(Type),
    /// Where a recorder keeps what it has seen.
    Recording,
    /// Whether the run ends.
    Stop,
}

impl SlotKind {
    /// A variable of neurons.
    fn of(kind: VariableKind) -> Self {
        match kind {
            VariableKind::State => SlotKind::Numbers,
            VariableKind::Integer => SlotKind::Integers,
            VariableKind::Flag | VariableKind::Event => SlotKind::Events,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct SlotId(pub(crate) usize);

/// The schedule of a checked network, for a target that is to be fast.
pub(crate) fn schedule(model: &Model) -> Schedule {
    let conditions = lower::conditions(model);
    let mut bodies = kept(model).map(fuse::fuse).map(|operations| list::list(operations, &model.network));
    let prepared = prepare::prepare(&mut bodies.steps);
    let settling = defer::defer(&model.network, &mut bodies.steps);
    for body in &mut bodies.steps {
        body.operations = cross::within(std::mem::take(&mut body.operations));
    }
    let mut schedule = merge::merge(&model.network, conditions, bodies, prepared, settling);
    cross::between(&model.network, &mut schedule);
    schedule
}

/// The schedule as it is written: each statement by itself, in order, and nothing waits.
pub(crate) fn plain(model: &Model) -> Schedule {
    let bodies = kept(model).map(|operations| list::list(operations, &model.network));
    merge::merge(&model.network, lower::conditions(model), bodies, Vec::new(), Vec::new())
}

/// The schedule for a target on which everything is changed where it is, and nothing is in parts: no update waits.
pub(crate) fn undeferred(model: &Model) -> Schedule {
    let mut bodies = kept(model).map(fuse::fuse).map(|operations| list::list(operations, &model.network));
    let prepared = prepare::prepare(&mut bodies.steps);
    merge::merge(&model.network, lower::conditions(model), bodies, prepared, Vec::new())
}

/// The bodies of all behaviours, with what their variables keep.
fn kept(model: &Model) -> lower::Bodies {
    lower::lower(model).map(|operations| flush::flush(model.network.float, operations))
}
