//! Kernels: values computed for each element, without control flow, and where they go.

use crate::function::{Function, Timing};
use crate::model::{BinaryOperator, Distribution, Type, UnaryOperator};

/// How many values a node has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Rank {
    /// One for all.
    One,
    /// One for each neuron, in a kernel over the neurons of a group.
    Neuron,
    /// One for each neuron that sends, in a kernel over synapses.
    Source,
    /// One for each neuron that receives.
    Target,
    /// One for each synapse.
    Synapse,
}

impl Rank {
    /// The rank of a value made of both.
    pub(crate) fn join(self, other: Rank) -> Rank {
        match (self, other) {
            (Rank::One, rank) | (rank, Rank::One) => rank,
            (left, right) if left == right => left,
            _ => Rank::Synapse,
        }
    }
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
    /// The index of the neuron; which one, the rank says.
    Index,
    /// The n-th draw of the call.
    Draw(Distribution, usize),
    /// The n-th draw for each synapse, by its number among those of its source: its place in the row, or what is kept
    /// where rows are in another order.
    SynapseDraw {
        distribution: Distribution,
        number: usize,
        numbers: Option<P>,
    },
    /// A number of events by a table, from the draws of these numbers.
    Tabulated {
        table: P,
        uniform: usize,
        normal: usize,
    },
    Dt,
    Iteration,
    Size,
    /// The result of a reduction or of scalar statements.
    Register(usize),
    /// What an update that waits has kept: the n-th number, or the n-th number of each neuron at one end.
    Kept(usize),
    ToNumber(NodeId),
    ToInteger(NodeId),
    Unary(UnaryOperator, NodeId),
    Binary(BinaryOperator, NodeId, NodeId),
    Select(NodeId, NodeId, NodeId),
    Call(Function, Vec<NodeId>),
    /// Of the iteration's time.
    Timing(Timing, Vec<NodeId>),
}

impl<P> NodeKind<P> {
    /// The nodes it uses.
    pub(crate) fn operands(&self) -> Vec<NodeId> {
        match self {
            NodeKind::ToNumber(a) | NodeKind::ToInteger(a) | NodeKind::Unary(_, a) => vec![*a],
            NodeKind::Binary(_, a, b) => vec![*a, *b],
            NodeKind::Select(a, b, c) => vec![*a, *b, *c],
            NodeKind::Call(_, arguments) | NodeKind::Timing(_, arguments) => arguments.clone(),
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
            NodeKind::SynapseDraw { distribution, number, numbers } => {
                NodeKind::SynapseDraw { distribution, number, numbers: numbers.map(place) }
            }
            NodeKind::Tabulated { table, uniform, normal } => {
                NodeKind::Tabulated { table: place(table), uniform, normal }
            }
            NodeKind::Dt => NodeKind::Dt,
            NodeKind::Iteration => NodeKind::Iteration,
            NodeKind::Size => NodeKind::Size,
            NodeKind::Register(register) => NodeKind::Register(register),
            NodeKind::Kept(number) => NodeKind::Kept(number),
            NodeKind::ToNumber(a) => NodeKind::ToNumber(node(a)),
            NodeKind::ToInteger(a) => NodeKind::ToInteger(node(a)),
            NodeKind::Unary(operator, a) => NodeKind::Unary(operator, node(a)),
            NodeKind::Binary(operator, a, b) => NodeKind::Binary(operator, node(a), node(b)),
            NodeKind::Select(a, b, c) => NodeKind::Select(node(a), node(b), node(c)),
            NodeKind::Call(function, arguments) => NodeKind::Call(function, arguments.into_iter().map(node).collect()),
            NodeKind::Timing(timing, arguments) => NodeKind::Timing(timing, arguments.into_iter().map(node).collect()),
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
            NodeKind::Tabulated { table, .. } => Some(table),
            NodeKind::SynapseDraw { numbers, .. } => numbers,
            _ => None,
        })
    }

    /// Whether it draws for each synapse.
    pub(crate) fn draws_for_synapses(&self) -> bool {
        self.nodes.iter().any(|node| matches!(node.kind, NodeKind::SynapseDraw { .. }))
    }

    pub(super) fn registers(&self) -> impl Iterator<Item = usize> {
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

    /// Removes the nodes that no store needs.
    pub(super) fn prune(&mut self) {
        self.keep_live(&[]);
    }

    /// Keeps what the stores and the roots need; says where each node has gone.
    pub(super) fn keep_live(&mut self, roots: &[NodeId]) -> Vec<NodeId> {
        let live = self.live(roots.iter().copied());
        let mut moved = vec![usize::MAX; self.nodes.len()];
        let mut nodes = Vec::new();
        for (id, node) in std::mem::take(&mut self.nodes).into_iter().enumerate() {
            if live[id] {
                moved[id] = nodes.len();
                let kind = node.kind.map(&mut |place| place, &|id| moved[id]);
                nodes.push(Node { kind, ty: node.ty, rank: node.rank });
            }
        }
        self.nodes = nodes;
        for (_, value) in &mut self.stores {
            *value = moved[*value];
        }
        moved
    }

    pub(super) fn map<Q>(self, place: &mut impl FnMut(P) -> Q) -> Kernel<Q> {
        let node =
            |node: Node<P>, place: &mut _| Node { kind: node.kind.map(place, &|id| id), ty: node.ty, rank: node.rank };
        Kernel {
            nodes: self.nodes.into_iter().map(|kind| node(kind, place)).collect(),
            stores: self.stores.into_iter().map(|(to, value)| (place(to), value)).collect(),
        }
    }
}
