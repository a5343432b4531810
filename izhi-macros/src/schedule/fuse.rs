//! Merges kernels that run one after the other over the same neurons into one.
//!
//! Statements of different neurons do not see each other within a kernel, so two kernels can run as one
//! where nothing between them needs the first to be complete. Sums and reductions first move up as far as
//! what they read allows; then each kernel joins the one before it. Values pass from one to the other
//! without being stored, and temporaries that nobody reads afterwards disappear.

use std::collections::{BTreeMap, BTreeSet};

use super::{Kernel, NodeId, NodeKind, Operation, Place, Resource};

pub(super) fn fuse(operations: Vec<Operation<Place>>) -> Vec<Operation<Place>> {
    remove_unread(join(hoist(share(operations))))
}

/// Whether the order of two operations can be seen.
fn depend(earlier: &Operation<Place>, later: &Operation<Place>) -> bool {
    let meet =
        |left: &[Resource<Place>], right: &[Resource<Place>]| left.iter().any(|resource| right.contains(resource));
    let (reads, writes) = (later.reads(), later.writes());
    meet(&earlier.writes(), &reads) || meet(&earlier.reads(), &writes) || meet(&earlier.writes(), &writes)
}

/// Propagates the same events through the same weights once, where neither changes in between.
fn share(operations: Vec<Operation<Place>>) -> Vec<Operation<Place>> {
    let mut kept: Vec<Operation<Place>> = Vec::new();
    let mut shared: BTreeMap<Place, Place> = BTreeMap::new();
    for operation in operations {
        let operation = operation.map(&mut |place| *shared.get(&place).unwrap_or(&place));
        if let Operation::Propagate { into, weights, events, .. } = operation {
            let read = [Resource::Place(weights), Resource::Place(events)];
            let unchanged =
                kept.iter().rev().take_while(|earlier| !earlier.writes().iter().any(|written| read.contains(written)));
            let same = unchanged.into_iter().find_map(|earlier| match *earlier {
                Operation::Propagate { into, weights: w, events: e, .. } if (w, e) == (weights, events) => Some(into),
                _ => None,
            });
            if let Some(same) = same {
                // Temporaries are assigned to once, so the earlier sum is still there.
                shared.insert(into, same);
                continue;
            }
        }
        kept.push(operation);
    }
    kept
}

/// Moves what is no kernel over the population before the kernels that it does not depend on.
fn hoist(operations: Vec<Operation<Place>>) -> Vec<Operation<Place>> {
    let mut ordered: Vec<Operation<Place>> = Vec::new();
    for operation in operations {
        let mut position = ordered.len();
        if !matches!(operation, Operation::Map(_)) {
            while position > 0 && !depend(&ordered[position - 1], &operation) {
                position -= 1;
            }
            // Behind the others of its kind, so that they keep their order among themselves.
            while position < ordered.len() && !matches!(ordered[position], Operation::Map(_)) {
                position += 1;
            }
        }
        ordered.insert(position, operation);
    }
    ordered
}

/// Each kernel joins the nearest one before it that it can reach.
fn join(operations: Vec<Operation<Place>>) -> Vec<Operation<Place>> {
    let mut joined: Vec<Operation<Place>> = Vec::new();
    'operations: for operation in operations {
        let Operation::Map(kernel) = &operation else {
            joined.push(operation);
            continue;
        };
        for position in (0..joined.len()).rev() {
            if let Operation::Map(earlier) = &mut joined[position] {
                append(earlier, kernel);
                continue 'operations;
            }
            if depend(&joined[position], &operation) {
                break;
            }
        }
        joined.push(operation);
    }
    joined
}

/// Lets `kernel` run behind `earlier` for each neuron.
fn append(earlier: &mut Kernel<Place>, kernel: &Kernel<Place>) {
    let mut moved: Vec<NodeId> = Vec::with_capacity(kernel.nodes.len());
    for node in &kernel.nodes {
        let stored = match node.kind {
            NodeKind::Load(place) => earlier.stores.iter().find(|(to, _)| *to == place).map(|(_, value)| *value),
            _ => None,
        };
        let id = stored.unwrap_or_else(|| {
            let kind = node.kind.clone().map(&mut |place| place, &|id| moved[id]);
            earlier.node(kind, node.ty, node.rank)
        });
        moved.push(id);
    }
    for &(place, value) in &kernel.stores {
        earlier.stores.retain(|(to, _)| *to != place);
        earlier.stores.push((place, moved[value]));
    }
}

/// Removes temporaries that no operation reads, and nodes that nothing needs.
fn remove_unread(mut operations: Vec<Operation<Place>>) -> Vec<Operation<Place>> {
    loop {
        let read: BTreeSet<Resource<Place>> = operations.iter().flat_map(Operation::reads).collect();
        let is_needed = |resource: &Resource<Place>| match resource {
            Resource::Place(Place::Temporary(..)) | Resource::Register(_) => read.contains(resource),
            Resource::Place(_) => true,
        };
        let before = size(&operations);
        operations.retain(|operation| operation.writes().iter().any(is_needed));
        for operation in &mut operations {
            if let Operation::Map(kernel) = operation {
                kernel.stores.retain(|(place, _)| is_needed(&Resource::Place(*place)));
            }
            prune(operation);
        }
        if size(&operations) == before {
            return operations;
        }
    }
}

fn size(operations: &[Operation<Place>]) -> usize {
    operations.iter().map(|operation| 1 + operation.reads().len() + operation.writes().len()).sum()
}

/// Removes the nodes of an operation that nothing needs.
fn prune(operation: &mut Operation<Place>) {
    match operation {
        Operation::Map(kernel) | Operation::MapPairs { kernel, .. } => kernel.prune(),
        Operation::Scalar { kernel, value, .. } | Operation::Set { kernel, value, .. } => {
            *value = kernel.keep_live(&[*value])[*value]
        }
        Operation::Reduce { kernel, value, condition, .. } | Operation::SumPairs { kernel, value, condition, .. } => {
            let roots: Vec<NodeId> = condition.iter().copied().chain([*value]).collect();
            let moved = kernel.keep_live(&roots);
            *value = moved[*value];
            *condition = condition.map(|condition| moved[condition]);
        }
        // The others have no kernel, or come later.
        Operation::Propagate { .. }
        | Operation::Conduct { .. }
        | Operation::Record { .. }
        | Operation::List { .. }
        | Operation::Exchange { .. }
        | Operation::Tabulate { .. }
        | Operation::Call { .. }
        | Operation::Stop { .. }
        | Operation::Defer { .. }
        | Operation::CatchUp { .. } => {}
    }
}
