//! The schedule: what runs, in which order, on what. The intermediate representation of the compiler.
//!
//! A [`Schedule`] is a list of [`Call`]s. Each runs a [`Program`], the operations of one behaviour, on the
//! places of one group. Programs know no groups: the places they work on are slots, which a call fills in.
//! That is how two hundred groups of one model share one program.
//!
//! An operation is a kernel over a population (element-wise, with select and without control flow), a
//! reduction, a sum over synapses, or a recording. Each knows what it reads and writes, so that ordering
//! and fusion are questions about sets. Nothing here says how code looks or on what machine it runs.
//!
//! The way through: [`lower`] turns each behaviour into operations on places, one statement at a time;
//! [`flush`] lets no variable keep a subnormal number; [`fuse`] reorders and merges them; [`merge`] finds the programs that are the same.

mod defer;
mod flush;
mod fuse;
mod lower;
mod merge;
mod subnormal;
mod text;

use crate::model::{
    BehaviorId, BinaryOperator, Distribution, End, GroupId, InstanceId, Model, Rank, RecordKind, Reduction, Storage,
    SynapseId, Type, UnaryOperator, VariableId,
};

/// What runs before the first iteration and what runs in each.
pub(crate) struct Schedule {
    pub(crate) programs: Vec<Program>,
    /// The events that synapse groups delay, in order; they travel on at the beginning of each iteration.
    pub(crate) arrivals: Vec<(SynapseId, VariableId)>,
    /// The delays of synapses that have one each, in order.
    pub(crate) initial_delays: Vec<InitialDelay>,
    /// The declared initial values of the groups' variables, in order.
    pub(crate) initial_variables: Vec<InitialVariable>,
    /// The time constants of synapse variables, in order.
    pub(crate) decays: Vec<InitialSynapse>,
    /// The declared initial values of the synapse groups' variables, in order.
    pub(crate) initial_synapses: Vec<InitialSynapse>,
    /// One iteration, in order.
    pub(crate) calls: Vec<Call>,
    /// What brings synapses up to date whose updates wait.
    pub(crate) settling: Vec<Settling>,
}

/// The updates of a synapse group that wait until its synapses are read.
pub(crate) struct Settling {
    pub(crate) synapses: SynapseId,
    /// How many updates there are in an iteration.
    pub(crate) updates: usize,
    /// Applies all of them to all synapses.
    pub(crate) call: Call,
}

pub(crate) struct InitialVariable {
    pub(crate) group: GroupId,
    pub(crate) variable: VariableId,
    pub(crate) call: Call,
}

pub(crate) struct InitialSynapse {
    pub(crate) synapses: SynapseId,
    pub(crate) variable: usize,
    pub(crate) call: Call,
}

pub(crate) struct InitialDelay {
    pub(crate) synapses: SynapseId,
    pub(crate) call: Call,
}

/// A program on the places of one behaviour.
pub(crate) struct Call {
    pub(crate) program: usize,
    pub(crate) instance: InstanceId,
    /// Tells the random draws of this call from all others.
    pub(crate) site: u64,
    /// What each of the program's slots stands for.
    pub(crate) places: Vec<Place>,
}

/// The operations of a behaviour, on slots.
#[derive(PartialEq)]
pub(crate) struct Program {
    pub(crate) behavior: BehaviorId,
    pub(crate) purpose: Purpose,
    pub(crate) slots: Vec<Slot>,
    pub(crate) operations: Vec<Operation<SlotId>>,
}

/// What a program computes.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Purpose {
    Step,
    /// The initial value of a variable.
    Initial(String),
    /// All that synapses have missed.
    Settle,
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
    /// One event for each neuron, with the list of those that have it.
    Events,
    /// The position of each neuron along an axis.
    Positions(usize),
    /// One number for each neuron in each iteration: an input of the behaviour.
    Input(usize),
    /// A number for each synapse.
    Weights(Layout),
    /// Which neurons are connected.
    Structure(Storage),
    /// The iteration in which each synapse was last assigned to.
    Touched(Storage),
    /// Updates that wait.
    Log,
    /// Synapses with a delay of their own, at which an event arrives in this iteration.
    Arrivals,
    /// A value for each neuron that lives from one operation to the next.
    Temporary(Type),
    /// Where a recorder keeps what it has seen.
    Recording,
}

/// How a variable of synapses is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Layout {
    Dense,
    Sparse,
    /// One number for all.
    Shared,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct SlotId(pub(crate) usize);

/// Where values live in the network.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Place {
    Variable(GroupId, VariableId),
    Position(GroupId, usize),
    Synapse(SynapseId, usize),
    Structure(SynapseId),
    /// An event of the neurons that send, as it arrives through the synapses' delay.
    Arrivals(SynapseId, VariableId),
    /// The time constant of a synapse variable, and the iteration in which it was last assigned to.
    Decay(SynapseId, usize),
    Touched(SynapseId, usize),
    /// The updates that the synapses of a group have missed.
    Log(SynapseId),
    /// The delay of each synapse, before the first iteration.
    Delay(SynapseId),
    /// An input of the calling instance.
    Input(usize),
    /// Of the calling instance's group, by type and number.
    Temporary(Type, usize),
    /// What the calling instance records.
    Recording,
}

pub(crate) type NodeId = usize;

/// Values computed for each element, and where they go.
#[derive(Clone, PartialEq)]
pub(crate) struct Kernel<P> {
    /// Each uses only nodes before it.
    pub(crate) nodes: Vec<Node<P>>,
    pub(crate) stores: Vec<(P, NodeId)>,
}

#[derive(Clone, PartialEq)]
pub(crate) struct Node<P> {
    pub(crate) kind: NodeKind<P>,
    pub(crate) ty: Type,
    pub(crate) rank: Rank,
}

#[derive(Clone, PartialEq)]
pub(crate) enum NodeKind<P> {
    Number(f64),
    Integer(i64),
    Bool(bool),
    Load(P),
    /// Iterations since the one that is kept.
    Elapsed(P),
    /// The index of the neuron: of the own group or at the other end, as the rank says.
    Index,
    /// The n-th draw of the call.
    Draw(Distribution, usize),
    Parameter(usize),
    Dt,
    Iteration,
    Size,
    /// The result of a reduction or of scalar statements.
    Register(usize),
    /// What an update that waits has kept: the n-th number, or the n-th number of each neuron at one end.
    Kept(usize),
    ToNumber(NodeId),
    Unary(UnaryOperator, NodeId),
    Binary(BinaryOperator, NodeId, NodeId),
    Select(NodeId, NodeId, NodeId),
    Call(&'static str, Vec<NodeId>),
}

/// One thing that runs.
#[derive(Clone, PartialEq)]
pub(crate) enum Operation<P> {
    /// Each neuron for itself.
    Map(Kernel<P>),
    /// Each synapse for itself; the own group is the one at the given end.
    MapPairs { end: End, structure: P, selection: Selection<P>, kernel: Kernel<P> },
    /// A value for the whole population.
    Scalar { kernel: Kernel<P>, value: NodeId, register: usize },
    /// Over the population, into one value.
    Reduce { kernel: Kernel<P>, reduction: Reduction, value: NodeId, condition: Option<NodeId>, register: usize },
    /// `into` becomes, for each target, the sum of the weights from the sources that have the event, in
    /// ascending source.
    Propagate { structure: P, into: P, weights: P, events: P },
    /// `into` becomes, for each neuron at the near end, the sum of a value over the far end, in ascending order.
    SumPairs {
        end: End,
        structure: P,
        rows: Option<P>,
        into: P,
        kernel: Kernel<P>,
        value: NodeId,
        condition: Option<NodeId>,
    },
    /// An update of the synapses to targets with an event waits, with what it reads of the neurons.
    Defer { end: End, log: P, update: usize, columns: P, kernel: Kernel<P>, kept: Kept<NodeId, P> },
    /// The synapses from sources with an event, or all, take the updates that they have missed.
    CatchUp { end: End, structure: P, log: P, selection: Selection<P>, updates: Vec<Kernel<P>> },
    /// What all synapses share.
    Set { into: P, kernel: Kernel<P>, value: NodeId },
    /// The present values are appended to a recording.
    Record { kind: RecordKind, recording: P, variables: Vec<P> },
}

/// The synapses that an operation is for: those from sources with an event, to targets with one, or all.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Selection<P> {
    pub(crate) rows: Option<P>,
    pub(crate) columns: Option<P>,
    /// The register of a condition that is the same for all: without it nothing is done.
    pub(crate) guard: Option<usize>,
}

impl<P: Copy> Selection<P> {
    pub(crate) const ALL: Self = Selection { rows: None, columns: None, guard: None };

    fn reads(self) -> impl Iterator<Item = Resource<P>> {
        let guard = self.guard.map(Resource::Register);
        self.rows.into_iter().chain(self.columns).map(Resource::Place).chain(guard)
    }

    fn map<Q>(self, place: &mut impl FnMut(P) -> Q) -> Selection<Q> {
        Selection { rows: self.rows.map(&mut *place), columns: self.columns.map(place), guard: self.guard }
    }
}

/// What an update that waits reads besides the synapses, in the order of its `NodeKind::Kept` nodes.
#[derive(Clone, PartialEq)]
pub(crate) struct Kept<S, P> {
    pub(crate) scalars: Vec<S>,
    pub(crate) own: Vec<P>,
    pub(crate) other: Vec<P>,
}

/// Something that an operation reads or writes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Resource<P> {
    Place(P),
    Register(usize),
}

impl<P> NodeKind<P> {
    /// The nodes it uses.
    pub(crate) fn operands(&self) -> Vec<NodeId> {
        match self {
            NodeKind::ToNumber(a) | NodeKind::Unary(_, a) => vec![*a],
            NodeKind::Binary(_, a, b) => vec![*a, *b],
            NodeKind::Select(a, b, c) => vec![*a, *b, *c],
            NodeKind::Call(_, arguments) => arguments.clone(),
            _ => Vec::new(),
        }
    }

    /// The same on other places and other nodes.
    pub(crate) fn map<Q>(self, place: &mut impl FnMut(P) -> Q, node: &impl Fn(NodeId) -> NodeId) -> NodeKind<Q> {
        match self {
            NodeKind::Number(value) => NodeKind::Number(value),
            NodeKind::Integer(value) => NodeKind::Integer(value),
            NodeKind::Bool(value) => NodeKind::Bool(value),
            NodeKind::Load(from) => NodeKind::Load(place(from)),
            NodeKind::Elapsed(from) => NodeKind::Elapsed(place(from)),
            NodeKind::Index => NodeKind::Index,
            NodeKind::Draw(distribution, draw) => NodeKind::Draw(distribution, draw),
            NodeKind::Parameter(parameter) => NodeKind::Parameter(parameter),
            NodeKind::Dt => NodeKind::Dt,
            NodeKind::Iteration => NodeKind::Iteration,
            NodeKind::Size => NodeKind::Size,
            NodeKind::Register(register) => NodeKind::Register(register),
            NodeKind::Kept(number) => NodeKind::Kept(number),
            NodeKind::ToNumber(a) => NodeKind::ToNumber(node(a)),
            NodeKind::Unary(operator, a) => NodeKind::Unary(operator, node(a)),
            NodeKind::Binary(operator, a, b) => NodeKind::Binary(operator, node(a), node(b)),
            NodeKind::Select(a, b, c) => NodeKind::Select(node(a), node(b), node(c)),
            NodeKind::Call(function, arguments) => NodeKind::Call(function, arguments.into_iter().map(node).collect()),
        }
    }
}

impl<P: Copy + PartialEq> Kernel<P> {
    pub(crate) fn new() -> Self {
        Kernel { nodes: Vec::new(), stores: Vec::new() }
    }

    /// The node of this value; one that is there already is used again.
    pub(crate) fn node(&mut self, kind: NodeKind<P>, ty: Type, rank: Rank) -> NodeId {
        let node = Node { kind, ty, rank };
        // The two zeros are equal and not the same.
        let sign = |node: &Node<P>| matches!(node.kind, NodeKind::Number(value) if value.is_sign_negative());
        if let Some(found) = self.nodes.iter().position(|known| *known == node && sign(known) == sign(&node)) {
            return found;
        }
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    pub(crate) fn loads(&self) -> impl Iterator<Item = P> {
        self.nodes.iter().filter_map(|node| match node.kind {
            NodeKind::Load(place) | NodeKind::Elapsed(place) => Some(place),
            _ => None,
        })
    }

    fn registers(&self) -> impl Iterator<Item = usize> {
        self.nodes
            .iter()
            .filter_map(|node| if let NodeKind::Register(register) = node.kind { Some(register) } else { None })
    }

    /// Which nodes the stores and the given roots need.
    pub(crate) fn live(&self, roots: impl IntoIterator<Item = NodeId>) -> Vec<bool> {
        let mut live = vec![false; self.nodes.len()];
        for root in self.stores.iter().map(|(_, node)| *node).chain(roots) {
            live[root] = true;
        }
        for id in (0..self.nodes.len()).rev() {
            if live[id] {
                self.nodes[id].kind.operands().into_iter().for_each(|operand| live[operand] = true);
            }
        }
        live
    }

    fn map<Q>(self, place: &mut impl FnMut(P) -> Q) -> Kernel<Q> {
        let node =
            |node: Node<P>, place: &mut _| Node { kind: node.kind.map(place, &|id| id), ty: node.ty, rank: node.rank };
        Kernel {
            nodes: self.nodes.into_iter().map(|kind| node(kind, place)).collect(),
            stores: self.stores.into_iter().map(|(to, value)| (place(to), value)).collect(),
        }
    }
}

impl<P: Copy + PartialEq> Operation<P> {
    pub(crate) fn reads(&self) -> Vec<Resource<P>> {
        let of = |kernel: &Kernel<P>| -> Vec<Resource<P>> {
            kernel.loads().map(Resource::Place).chain(kernel.registers().map(Resource::Register)).collect()
        };
        match self {
            Operation::Map(kernel) | Operation::Scalar { kernel, .. } | Operation::Reduce { kernel, .. } => of(kernel),
            Operation::Set { kernel, .. } => of(kernel),
            Operation::Defer { columns, kernel, kept, .. } => {
                let places = [columns].into_iter().chain(&kept.own).chain(&kept.other);
                of(kernel).into_iter().chain(places.copied().map(Resource::Place)).collect()
            }
            Operation::CatchUp { structure, log, selection, updates, .. } => {
                let places = [*structure, *log].map(Resource::Place);
                updates.iter().flat_map(of).chain(places).chain(selection.reads()).collect()
            }
            Operation::MapPairs { structure, selection, kernel, .. } => {
                of(kernel).into_iter().chain([Resource::Place(*structure)]).chain(selection.reads()).collect()
            }
            Operation::SumPairs { structure, rows, kernel, .. } => {
                let places = [*structure].into_iter().chain(*rows);
                of(kernel).into_iter().chain(places.map(Resource::Place)).collect()
            }
            Operation::Propagate { structure, weights, events, .. } => {
                [*structure, *weights, *events].map(Resource::Place).to_vec()
            }
            Operation::Record { variables, .. } => variables.iter().copied().map(Resource::Place).collect(),
        }
    }

    pub(crate) fn writes(&self) -> Vec<Resource<P>> {
        match self {
            Operation::Map(kernel) | Operation::MapPairs { kernel, .. } => {
                kernel.stores.iter().map(|(place, _)| Resource::Place(*place)).collect()
            }
            Operation::Scalar { register, .. } | Operation::Reduce { register, .. } => {
                vec![Resource::Register(*register)]
            }
            Operation::Propagate { into, .. } | Operation::SumPairs { into, .. } | Operation::Set { into, .. } => {
                vec![Resource::Place(*into)]
            }
            Operation::Defer { log, .. } => vec![Resource::Place(*log)],
            Operation::CatchUp { log, updates, .. } => {
                let stores = updates.iter().flat_map(|kernel| &kernel.stores).map(|(place, _)| *place);
                stores.chain([*log]).map(Resource::Place).collect()
            }
            Operation::Record { recording, .. } => vec![Resource::Place(*recording)],
        }
    }

    /// The same on other places.
    pub(crate) fn map<Q>(self, place: &mut impl FnMut(P) -> Q) -> Operation<Q> {
        match self {
            Operation::Map(kernel) => Operation::Map(kernel.map(place)),
            Operation::MapPairs { end, structure, selection, kernel } => Operation::MapPairs {
                end,
                structure: place(structure),
                selection: selection.map(place),
                kernel: kernel.map(place),
            },
            Operation::Defer { end, log, update, columns, kernel, kept } => Operation::Defer {
                end,
                log: place(log),
                update,
                columns: place(columns),
                kernel: kernel.map(place),
                kept: Kept {
                    scalars: kept.scalars,
                    own: kept.own.into_iter().map(&mut *place).collect(),
                    other: kept.other.into_iter().map(&mut *place).collect(),
                },
            },
            Operation::CatchUp { end, structure, log, selection, updates } => Operation::CatchUp {
                end,
                structure: place(structure),
                log: place(log),
                selection: selection.map(place),
                updates: updates.into_iter().map(|kernel| kernel.map(place)).collect(),
            },
            Operation::Set { into, kernel, value } => {
                Operation::Set { into: place(into), kernel: kernel.map(place), value }
            }
            Operation::Scalar { kernel, value, register } => {
                Operation::Scalar { kernel: kernel.map(place), value, register }
            }
            Operation::Reduce { kernel, reduction, value, condition, register } => {
                Operation::Reduce { kernel: kernel.map(place), reduction, value, condition, register }
            }
            Operation::Propagate { structure, into, weights, events } => Operation::Propagate {
                structure: place(structure),
                into: place(into),
                weights: place(weights),
                events: place(events),
            },
            Operation::SumPairs { end, structure, rows, into, kernel, value, condition } => Operation::SumPairs {
                end,
                structure: place(structure),
                rows: rows.map(&mut *place),
                into: place(into),
                kernel: kernel.map(place),
                value,
                condition,
            },
            Operation::Record { kind, recording, variables } => Operation::Record {
                kind,
                recording: place(recording),
                variables: variables.into_iter().map(place).collect(),
            },
        }
    }
}

/// The schedule of a checked network.
pub(crate) fn schedule(model: &Model) -> Schedule {
    let lowered = lower::lower(model);
    let flushed = lowered.map(|operations| flush::flush(model.float, operations));
    let mut fused = flushed.map(fuse::fuse);
    let settling = defer::defer(model, &mut fused.steps);
    merge::merge(model, fused, settling)
}

pub(crate) use text::text;
