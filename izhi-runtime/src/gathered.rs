//! A network that is shown on one rank with the recordings of all.

use std::collections::BTreeMap;
use std::mem;

use crate::catalogue::Value;
use crate::connect::Structure;
use crate::error::{Error, Result};
use crate::network::Network;
use crate::recording::Recording;

/// See [`Network::gathered`].
pub(crate) fn gathered<N: Network, T>(
    net: &mut N,
    rank: usize,
    show: impl FnOnce(&N) -> Result<T>,
) -> Result<Option<T>> {
    check_rank(net, rank)?;
    if net.ranks() == 1 {
        return show(net).map(Some);
    }
    let result = match recordings(net, rank)? {
        Some(recordings) => show(Shown::new(net, recordings).net).map(Some),
        None => Ok(None),
    };
    net.executor().agree(result)
}

/// An error where there is no such rank, or where ranks speak of several.
fn check_rank<N: Network>(net: &N, rank: usize) -> Result<()> {
    let all = net.executor().collect(vec![rank as u64]);
    let reason = match all.iter().find(|other| **other != all[0]) {
        Some(other) => format!("recordings are gathered to one rank, and ranks were given {} and {other}", all[0]),
        None if rank >= net.ranks() => {
            let ranks = net.ranks();
            let are = if ranks == 1 { "is" } else { "are" };
            format!("recordings are gathered to rank {rank}, counting from 0, and there {are} {ranks}")
        }
        None => return Ok(()),
    };
    Err(Error::Ranks { network: net.name().to_owned(), reason })
}

/// The recordings of all ranks, recorder by recorder, on one of them.
fn recordings<N: Network>(net: &N, rank: usize) -> Result<Option<Vec<Recording<N::Float>>>> {
    let structures: BTreeMap<&str, &Structure> = net
        .catalogue()
        .into_iter()
        .filter_map(|item| match item.value {
            Value::Structure(structure) => Some((item.owner, structure)),
            _ => None,
        })
        .collect();
    let structures = |group: &str| structures.get(group).copied();
    let mut recordings = Some(Vec::new());
    for recording in net.groups().into_iter().flat_map(|group| group.recordings()) {
        let recording = recording.gathered(rank, net.executor(), &structures)?;
        recordings = recordings.zip(recording).map(|(mut recordings, recording)| {
            recordings.push(recording);
            recordings
        });
    }
    Ok(recordings.filter(|_| net.rank() == rank))
}

/// A network that has the recordings of all ranks, until this goes.
struct Shown<'a, N: Network> {
    net: &'a mut N,
    own: Vec<Recording<N::Float>>,
}

impl<'a, N: Network> Shown<'a, N> {
    fn new(net: &'a mut N, recordings: Vec<Recording<N::Float>>) -> Self {
        let mut shown = Shown { net, own: recordings };
        shown.exchange();
        shown.net.executor_mut().show(true);
        shown
    }

    fn exchange(&mut self) {
        let recordings = self.net.groups_mut().into_iter().flat_map(|group| group.recordings_mut());
        recordings.zip(&mut self.own).for_each(|(recording, other)| mem::swap(recording, other));
    }
}

impl<N: Network> Drop for Shown<'_, N> {
    fn drop(&mut self) {
        self.net.executor_mut().show(false);
        self.exchange();
    }
}
