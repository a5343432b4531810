//! An iteration that is computed while events are on their way to other ranks.
//!
//! Where all who read events on other ranks do so through a delay of some steps, an iteration is left in which nobody needs those
//! that have set out before it: they are exchanged while that one is computed.

use std::ops::ControlFlow;

use crate::network::Network;
use crate::ranks::Mail;

/// Runs an iteration, and exchanges meanwhile what has to be known before the next one.
pub(crate) fn iterate<N: Network + ?Sized>(
    net: &mut N,
    mail: &mut Mail,
    iterate: &mut impl FnMut(&mut N) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let Some(world) = net.executor().shared_world() else { return iterate(net) };
    let clock = *net.clock();
    let due: Vec<_> = net.late_events().into_iter().map(|events| events.due_next(&*world, &clock)).collect();
    if due.iter().all(Option::is_none) {
        return iterate(net);
    }
    // Those of all groups in one message.
    let message: Vec<u32> = due.iter().flatten().flat_map(|own| [&[own.len() as u32], &own[..]].concat()).collect();
    let (mut flow, mut all) = (ControlFlow::Continue(()), Vec::new());
    let lengths = mail.exchange_during(&*world, &message, &mut all, &mut || flow = iterate(net));
    let mut rest = &all[..];
    let mut messages: Vec<&[u32]> = lengths.into_iter().map(|length| first(&mut rest, length)).collect();
    for (events, _) in net.late_events().into_iter().zip(due).filter(|(_, due)| due.is_some()) {
        events.learn(messages.iter_mut().map(of_events).collect());
    }
    net.take_late();
    flow
}

/// What a message says of the events that come next in it.
fn of_events<'a>(message: &mut &'a [u32]) -> &'a [u32] {
    let length = first(message, 1)[0] as usize;
    first(message, length)
}

/// The first numbers, which are taken away.
fn first<'a>(numbers: &mut &'a [u32], length: usize) -> &'a [u32] {
    let own;
    (own, *numbers) = numbers.split_at(length);
    own
}
