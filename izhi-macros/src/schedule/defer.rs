//! Lets updates by postsynaptic events wait until the synapses are read.
//!
//! An update of whole columns is safe to wait where every other operation on the synapse group reads or writes
//! whole rows, chosen by the events of the sources, or all synapses under a condition that is the same for all:
//! what it takes catches up first, and nothing else can tell. What
//! the update reads of the neurons is kept with it; what arrives after a delay for each synapse is found again among
//! what was sent, which is why such updates wait for so many iterations at most. Views see the synapses
//! between iterations, when all of them have caught up; synapses that a recorder sees in each iteration do not wait.

use super::lower::Body;
use super::{Kept, Kernel, NodeId, NodeKind, Operation, Place, Purpose, Rank, Resource, Selection};
use crate::model::Type;
use crate::resolved::{Resolved, SynapseId};

/// The body that brings all synapses of a group up to date.
pub(super) struct Settling {
    pub(super) synapses: SynapseId,
    pub(super) updates: usize,
    pub(super) within: Option<u64>,
    pub(super) body: Body,
}

/// For how many iterations an update waits that reads what was sent. Longer takes more memory, shorter more time.
const WITHIN: u64 = 64;

pub(super) fn defer(model: &Resolved, steps: &mut [Body]) -> Vec<Settling> {
    (0..model.synapses.len()).filter_map(|index| defer_group(SynapseId(index), steps)).collect()
}

fn defer_group(synapses: SynapseId, steps: &mut [Body]) -> Option<Settling> {
    let place = waiting_place(synapses, steps)?;
    let mut updates = Vec::new();
    for operation in &mut steps[place].operations {
        updates.extend(wait(operation, synapses, updates.len()));
    }
    for body in steps.iter_mut() {
        let operations = std::mem::take(&mut body.operations);
        for operation in operations {
            if let Some(selection) = reading(&operation, synapses) {
                body.operations.push(catch_up(synapses, selection, &updates));
            }
            body.operations.push(operation);
        }
    }
    let count = updates.len();
    let reads_sent = |update: &Kernel<Place>| update.loads().any(|place| matches!(place, Place::Arrivals(..)));
    let within = updates.iter().any(reads_sent).then_some(WITHIN);
    let operations = vec![catch_up(synapses, Selection::ALL, &updates)];
    let body = Body { instance: steps[place].instance, purpose: Purpose::Settle, operations, begins: Vec::new() };
    Some(Settling { synapses, updates: count, within, body })
}

fn catch_up(synapses: SynapseId, selection: Selection<Place>, updates: &[Kernel<Place>]) -> Operation<Place> {
    let (structure, log) = (Place::Structure(synapses), Place::Log(synapses));
    Operation::CatchUp { structure, log, selection, updates: updates.to_vec() }
}

/// The one body whose updates of the group can wait, where everything else takes whole rows.
fn waiting_place(synapses: SynapseId, steps: &[Body]) -> Option<usize> {
    let mut waiting = None;
    for (place, body) in steps.iter().enumerate() {
        for operation in body.operations.iter().filter(|operation| touches(operation, synapses)) {
            if can_wait(operation) {
                match waiting {
                    Some(earlier) if earlier != place => return None,
                    _ => waiting = Some(place),
                }
            } else {
                reading(operation, synapses)?;
            }
        }
    }
    waiting
}

/// Whether an operation reads or writes a variable of the synapses.
fn touches(operation: &Operation<Place>, synapses: SynapseId) -> bool {
    let is_own =
        |resource: Resource<Place>| matches!(resource, Resource::Place(Place::Synapse(id, _)) if id == synapses);
    operation.reads().into_iter().chain(operation.writes()).any(is_own)
}

/// The synapses that have to catch up before an operation, where that is less than all in each iteration: whole
/// rows, or all under a condition.
fn reading(operation: &Operation<Place>, synapses: SynapseId) -> Option<Selection<Place>> {
    if !touches(operation, synapses) {
        return None;
    }
    let selection = match operation {
        Operation::Propagate { events, .. } => Selection { rows: Some(*events), ..Selection::ALL },
        Operation::SumPairs { rows, .. } => Selection { rows: *rows, ..Selection::ALL },
        Operation::MapPairs { selection, .. } => Selection { columns: None, ..*selection },
        _ => return None,
    };
    (selection.rows.is_some() || selection.guard.is_some()).then_some(selection)
}

/// Whether an operation is an update of columns that reads nothing but synapses and numbers that can be kept.
fn can_wait(operation: &Operation<Place>) -> bool {
    let Operation::MapPairs { selection: Selection { rows: None, columns: Some(_), guard: None }, kernel, .. } =
        operation
    else {
        return false;
    };
    // The iteration is that of the update: the log knows it.
    kernel.nodes.iter().all(|node| match node.kind {
        NodeKind::Draw(..) | NodeKind::SynapseDraw { .. } | NodeKind::Index | NodeKind::Kept(_) => false,
        NodeKind::Load(_) => node.ty == Type::Number || node.rank == Rank::Synapse,
        NodeKind::Register(_) => node.ty == Type::Number,
        _ => true,
    })
}

/// Replaces an update by one that waits; gives back what it will do.
fn wait(operation: &mut Operation<Place>, synapses: SynapseId, update: usize) -> Option<Kernel<Place>> {
    if !can_wait(operation) || !touches(operation, synapses) {
        return None;
    }
    let Operation::MapPairs { selection, kernel, .. } = operation else { return None };
    let columns = selection.columns?;
    let mut later = kernel.clone();
    let mut now = Kernel::new();
    let mut kept = Kept { scalars: Vec::new(), sources: Vec::new(), targets: Vec::new() };
    for node in &mut later.nodes {
        let number = match (&node.kind, node.rank) {
            (NodeKind::Load(Place::Parameter(..)), Rank::One) | (NodeKind::Register(_), _) => {
                let id: NodeId = now.node(node.kind.clone(), node.ty, node.rank);
                keep(&mut kept.scalars, id)
            }
            (NodeKind::Load(place), Rank::Source) => keep(&mut kept.sources, *place),
            (NodeKind::Load(place), Rank::Target) => keep(&mut kept.targets, *place),
            _ => continue,
        };
        node.kind = NodeKind::Kept(number);
    }
    *operation = Operation::Defer { log: Place::Log(synapses), update, columns, kernel: now, kept };
    Some(later)
}

/// The number of a value among those that are kept.
fn keep<T: Copy + PartialEq>(kept: &mut Vec<T>, value: T) -> usize {
    kept.iter().position(|known| *known == value).unwrap_or_else(|| {
        kept.push(value);
        kept.len() - 1
    })
}
