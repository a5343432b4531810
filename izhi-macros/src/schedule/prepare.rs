//! Computes once for a run what never changes in it.
//!
//! No step assigns to parameters, to the time step, to positions and to some of the states; what is made of these alone
//! is the same in every iteration. After this pass, no kernel over neurons evaluates a function of such values, nor
//! the distribution function of a Poisson draw whose mean is one: it loads what a program of the behaviour's own has
//! put into a buffer before the first iteration of a run. Users change parameters and states between runs; where they have
//! not, a target need not compute it again. What is cheaper to compute than to load stays where it is.

use std::collections::BTreeSet;

use super::lower::Body;
use super::{Kernel, NodeId, NodeKind, Operation, Place, Prepared, Purpose, Rank, Resource, Type};
use crate::function::{Function, Timing};

/// Takes out of the steps what never changes; gives back what computes it.
pub(super) fn prepare(steps: &mut [Body]) -> Vec<Body> {
    let written: BTreeSet<Place> = (steps.iter().flat_map(|body| &body.operations))
        .flat_map(Operation::writes)
        .filter_map(|resource| if let Resource::Place(place) = resource { Some(place) } else { None })
        .collect();
    steps.iter_mut().filter_map(|body| prepare_body(body, &written)).collect()
}

fn prepare_body(body: &mut Body, written: &BTreeSet<Place>) -> Option<Body> {
    let mut taken = Taken { body_of: body.instance, operations: Vec::new(), count: 0 };
    for operation in &mut body.operations {
        if let Operation::Map(kernel) = operation {
            take_out(kernel, written, &mut taken);
            kernel.prune();
        }
    }
    let Taken { operations, .. } = taken;
    (!operations.is_empty()).then_some(Body {
        instance: body.instance,
        purpose: Purpose::Prepare,
        operations,
        begins: Vec::new(),
    })
}

/// What has been taken out of a body.
struct Taken {
    body_of: crate::resolved::InstanceId,
    operations: Vec<Operation<Place>>,
    count: usize,
}

impl Taken {
    fn place(&mut self, kind: Prepared) -> Place {
        self.count += 1;
        Place::Prepared(self.body_of, kind, self.count - 1)
    }

    /// The buffer in which a value of the kernel is from now on, one for each neuron or one for all.
    fn value(&mut self, kernel: &Kernel<Place>, value: NodeId, kind: Prepared) -> Place {
        let into = self.place(kind);
        let mut own = kernel.clone();
        own.stores.clear();
        self.operations.push(match kind {
            Prepared::One => {
                let value = own.keep_live(&[value])[value];
                Operation::Set { into, kernel: own, value }
            }
            Prepared::Neurons | Prepared::Table => {
                own.stores.push((into, value));
                own.prune();
                Operation::Map(own)
            }
        });
        into
    }
}

fn take_out(kernel: &mut Kernel<Place>, written: &BTreeSet<Place>, taken: &mut Taken) {
    let never_changes = never_changes(kernel, written);
    let before = kernel.clone();
    for id in 0..kernel.nodes.len() {
        if let NodeKind::Call(Function::Poisson, arguments) = &before.nodes[id].kind
            && let [uniform, normal, mean] = arguments[..]
            && never_changes[mean]
            && let (NodeKind::Draw(_, uniform), NodeKind::Draw(_, normal)) =
                (&before.nodes[uniform].kind, &before.nodes[normal].kind)
        {
            let means = taken.value(&before, mean, Prepared::Neurons);
            let table = taken.place(Prepared::Table);
            taken.operations.push(Operation::Tabulate { into: table, means });
            kernel.nodes[id].kind = NodeKind::Tabulated { table, uniform: *uniform, normal: *normal };
        }
    }
    let changing = (0..before.nodes.len()).filter(|&id| !never_changes[id]);
    let used = changing.flat_map(|id| kernel.nodes[id].kind.operands()).chain(kernel.stores.iter().map(|(_, id)| *id));
    let used: BTreeSet<NodeId> = used.filter(|&id| never_changes[id]).collect();
    for id in used {
        let node = &before.nodes[id];
        if node.ty == Type::Number && is_expensive(&before, id) {
            let kind = if node.rank == Rank::One { Prepared::One } else { Prepared::Neurons };
            kernel.nodes[id].kind = NodeKind::Load(taken.value(&before, id, kind));
        }
    }
}

/// Which nodes have the same value in every iteration.
fn never_changes(kernel: &Kernel<Place>, written: &BTreeSet<Place>) -> Vec<bool> {
    let mut never: Vec<bool> = Vec::with_capacity(kernel.nodes.len());
    for node in &kernel.nodes {
        never.push(match &node.kind {
            NodeKind::Load(place @ (Place::Variable(..) | Place::Parameter(..) | Place::Position(..))) => {
                !written.contains(place)
            }
            NodeKind::Number(_) | NodeKind::Integer(_) | NodeKind::Bool(_) => true,
            NodeKind::Dt | NodeKind::Size | NodeKind::Index => true,
            NodeKind::Load(_) | NodeKind::Elapsed(_) | NodeKind::Register(_) | NodeKind::Kept(_) => false,
            NodeKind::Draw(..)
            | NodeKind::SynapseDraw { .. }
            | NodeKind::Tabulated { .. }
            | NodeKind::Iteration
            | NodeKind::Timing(Timing::Time | Timing::Every | Timing::Between | Timing::Phase, _) => false,
            kind => kind.operands().into_iter().all(|operand| never[operand]),
        });
    }
    never
}

/// Whether a function has to be evaluated for the value that takes longer than loading it.
fn is_expensive(kernel: &Kernel<Place>, id: NodeId) -> bool {
    use Function::{Abs, Ceil, Clip, Floor, Max, Min, Round, Sign, Sqrt, Stored};
    let cheap =
        |function: Function| matches!(function, Abs | Ceil | Clip | Floor | Max | Min | Round | Sign | Sqrt | Stored);
    match &kernel.nodes[id].kind {
        NodeKind::Call(function, _) if !cheap(*function) => true,
        NodeKind::Timing(..) => true,
        kind => kind.operands().into_iter().any(|operand| is_expensive(kernel, operand)),
    }
}
