//! A run: iterations, and what is done around them.

use std::ops::ControlFlow;

use super::{Group, Network};
use crate::error::{Error, Result};
use crate::late::Late;
use crate::spans;
use crate::together;

/// Runs a number of iterations, or until something ends the run.
#[inline]
pub(super) fn run<N: Network + ?Sized>(
    net: &mut N,
    iterations: u64,
    mut iterate: impl FnMut(&mut N) -> ControlFlow<()>,
) -> Result<()> {
    let _span = spans::simulating(net.name(), net.iteration(), iterations);
    let prepared = net.prepare(iterations);
    net.agree(prepared)?;
    net.begin_run();
    if net.run_mut().session.is_some() {
        return together::on_device(vec![net], iterations).into_iter().collect();
    }
    net.begin();
    let every = net.finite_every();
    let (mut checked, mut late) = (Ok(()), Late::begin(net));
    for left in (0..iterations).rev() {
        let flow = late.iterate(net, &mut iterate);
        let is_last = left == 0 || flow.is_break() || net.stopped_by().is_some();
        if every != 0 && (is_last || net.iteration().is_multiple_of(every)) {
            net.settle();
            checked = net.agree(net.check_finite());
            if checked.is_err() {
                break;
            }
        }
        if is_last {
            break;
        }
    }
    net.settle();
    late.end(net);
    net.exchange_neurons();
    let ended = checked.and(complete(net));
    net.agree(ended)
}

/// An error where a recorder has not been able to keep all that it has seen.
pub(crate) fn complete<N: Network + ?Sized>(net: &mut N) -> Result<()> {
    let mut recordings = net.groups_mut().into_iter().flat_map(|group| group.recordings_mut());
    recordings.try_for_each(|recording| recording.complete())
}

/// An error where parts of other networks stand, of other sizes.
pub(crate) fn check_parts<N: Network + ?Sized>(network: &N) -> Result<()> {
    network.check_sizes()?;
    network.groups().into_iter().try_for_each(|group| {
        let size = group.population().size();
        group.behaviors().into_iter().try_for_each(|behavior| behavior.check_size(size))
    })
}

/// An error where its recorders have what those of all ranks have, so that it is what no rank goes on from.
pub(super) fn check_own<N: Network + ?Sized>(network: &N) -> Result<()> {
    if !network.is_gathered() {
        return Ok(());
    }
    let reason =
        "its recordings are gathered on one rank; a snapshot is taken on each, before or behind that".to_owned();
    Err(Error::Ranks { network: network.name().to_owned(), reason })
}

/// The names of the behaviours of a group that run.
pub(super) fn enabled<F>(group: &dyn Group<F>) -> Vec<&'static str> {
    let behaviors = group.behaviors().into_iter().filter(|behavior| behavior.is_enabled());
    behaviors.map(|behavior| behavior.name()).collect()
}
