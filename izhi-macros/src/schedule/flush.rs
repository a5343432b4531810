//! What is kept is never subnormal: the value that is assigned to a variable passes `stored`, which makes zero of a
//! subnormal number.
//!
//! A step assigns to the states of its group as often as it likes, and keeps what it assigns last: only that passes,
//! and whoever reads the state after it reads what is kept. Which assignment is the last is seen here, where there is
//! one operation for each statement, so that it does not depend on what is merged later. An assignment to a
//! variable of synapses may be one to some of them only, and always passes.

use std::collections::BTreeMap;

use super::subnormal::Numbers;
use super::{Kernel, NodeId, NodeKind, Operation, Place, Resource};
use crate::function::Function;
use crate::model::Type;
use crate::resolved::Float;

pub(super) fn flush(float: Float, mut operations: Vec<Operation<Place>>) -> Vec<Operation<Place>> {
    let last = last_assignments(&operations);
    let mut numbers = Numbers::new(float);
    for (number, operation) in operations.iter_mut().enumerate() {
        match operation {
            Operation::Map(kernel) => {
                for store in 0..kernel.stores.len() {
                    let (place, value) = kernel.stores[store];
                    if kernel.nodes[value].ty != Type::Number {
                        continue;
                    }
                    let is_last = is_variable(place) && last[&place] == number;
                    let value = if is_last { stored(&numbers, kernel, value) } else { value };
                    kernel.stores[store].1 = value;
                    numbers.assign(Resource::Place(place), kernel, value);
                }
            }
            Operation::MapPairs { kernel, .. } => {
                for store in 0..kernel.stores.len() {
                    let (place, value) = kernel.stores[store];
                    if is_variable(place) {
                        kernel.stores[store].1 = stored(&numbers, kernel, value);
                    }
                }
            }
            Operation::Scalar { kernel, value, register } => {
                numbers.assign(Resource::Register(*register), kernel, *value);
            }
            Operation::Call { arguments, .. } => {
                arguments.iter().filter_map(|argument| argument.changed()).for_each(|place| numbers.keep(place));
            }
            Operation::Set { into, kernel, value } if is_variable(*into) => *value = stored(&numbers, kernel, *value),
            _ => {}
        }
    }
    operations
}

/// The operation that assigns last to each place.
fn last_assignments(operations: &[Operation<Place>]) -> BTreeMap<Place, usize> {
    let mut last = BTreeMap::new();
    for (number, operation) in operations.iter().enumerate() {
        match operation {
            Operation::Map(kernel) => last.extend(kernel.stores.iter().map(|(place, _)| (*place, number))),
            // Which passes what it has changed by itself; under a condition it may change nothing.
            Operation::Call { arguments, guard: None, .. } => {
                last.extend(arguments.iter().filter_map(|argument| argument.changed()).map(|place| (place, number)));
            }
            _ => {}
        }
    }
    last
}

fn is_variable(place: Place) -> bool {
    matches!(place, Place::Variable(..) | Place::Synapse(..) | Place::Parameter(..))
}

/// What a variable keeps of a value.
fn stored(numbers: &Numbers, kernel: &mut Kernel<Place>, value: NodeId) -> NodeId {
    if numbers.is_never_subnormal(kernel, value) {
        return value;
    }
    let rank = kernel.nodes[value].rank;
    kernel.node(NodeKind::Call(Function::Stored, vec![value]), Type::Number, rank)
}
