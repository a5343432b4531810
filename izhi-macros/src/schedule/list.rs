//! Makes the lists of the neurons that have an event. After this pass, each operation that stores an event is followed
//! by one that lists its neurons, so that whatever selects by the event finds the list as it should be.

use super::{Operation, Place, Resource};
use crate::resolved::Resolved;

pub(super) fn list(operations: Vec<Operation<Place>>, network: &Resolved) -> Vec<Operation<Place>> {
    let is_event = |place: Place| match place {
        Place::Variable(group, variable) => network.group(group).variables[variable.0].kind.is_event(),
        _ => false,
    };
    let listed = |operation: Operation<Place>| {
        let stored = operation.writes().into_iter().filter_map(|resource| match resource {
            Resource::Place(place) if is_event(place) => Some(Operation::List { events: place }),
            _ => None,
        });
        let lists: Vec<Operation<Place>> = stored.collect();
        std::iter::once(operation).chain(lists)
    };
    operations.into_iter().flat_map(listed).collect()
}
