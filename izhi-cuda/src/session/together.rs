//! Networks side by side on a machine, block by block: the host comes when each of them has gone through its own.
//!
//! A launch has one list of all its networks, and is made by the machine of the first of them. That can reach what the
//! others have, as all machines of a device use the same memory, and runs the same program as theirs would.

use std::any::Any;
use std::time::{Duration, Instant};

use izhi_runtime::device::{Host, Member};

use super::{ENTRY, OnMachine};
use crate::recorded::Rows;

/// Runs networks, each until its iterations are over, a behaviour ends its run, or something fails for it.
pub(crate) fn run(members: &mut [Member<'_>]) {
    let mut networks: Vec<Running<'_>> = members.iter_mut().filter_map(Running::of).collect();
    networks.iter_mut().for_each(Running::begin);
    while run_blocks(&mut networks) {}
    networks.iter_mut().for_each(Running::end);
}

/// Runs a block of each network that goes on; says whether there was one.
fn run_blocks(networks: &mut [Running<'_>]) -> bool {
    let on = || networks.iter().filter(|network| network.goes_on());
    // How long a launch takes says little of those that were over early.
    let (count, pace) = (on().count(), on().map(|network| network.own.pace.iterations()).min().unwrap_or_default());
    let on = networks.iter_mut().filter(|network| network.goes_on());
    let mut begun: Vec<Begun<'_, '_>> = on.filter_map(|network| network.begin_block(count, pace)).collect();
    for alike in begun.chunk_by_mut(|one, next| one.network.own.text == next.network.own.text) {
        launch_all(alike);
    }
    begun.into_iter().for_each(Begun::end);
    count > 0
}

/// Launches a block of networks of one program: of no more at once than the machine has groups of threads, and else of
/// all.
fn launch_all(begun: &mut [Begun<'_, '_>]) {
    let Some(first) = begun.first() else { return };
    match first.network.own.groups() {
        Ok(groups) => {
            // As many in one launch as in another, so that each network has the more threads.
            let launches = begun.len().div_ceil(groups);
            begun.chunks_mut(begun.len().div_ceil(launches)).for_each(launch);
        }
        Err(reason) => begun.iter_mut().for_each(|begun| begun.network.fail(reason.clone())),
    }
}

fn launch(begun: &mut [Begun<'_, '_>]) {
    let words: Vec<u64> = begun.iter().map(|begun| begun.words).collect();
    let Some(first) = begun.first_mut() else { return };
    let start = Instant::now();
    // SAFETY: all of them are held here, with blocks that have begun, and are of one device, which runs them.
    let launched = unsafe { first.network.own.launch(ENTRY, &words) };
    begun.iter_mut().for_each(|begun| begun.took = start.elapsed());
    if let Err(reason) = launched {
        begun.iter_mut().for_each(|begun| begun.network.fail(reason.clone()));
    }
}

/// A network that runs.
struct Running<'a> {
    own: &'a mut OnMachine,
    host: &'a mut dyn Host,
    /// The next iteration, and how many there are from it on.
    next: u64,
    left: u64,
    is_first: bool,
    done: &'a mut Result<(), String>,
}

impl<'a> Running<'a> {
    /// One that has iterations to run.
    fn of(member: &'a mut Member<'_>) -> Option<Self> {
        let Member { session, network: host, iterations: left, done } = member;
        let session: &mut dyn Any = &mut **session;
        let Some(own) = session.downcast_mut::<OnMachine>() else {
            *done = Err("what the network has there is of another kind of device".to_owned());
            return None;
        };
        let next = host.clock().iteration();
        (*left > 0).then_some(Running { own, host: &mut **host, next, left: *left, is_first: true, done })
    }

    fn goes_on(&self) -> bool {
        self.left > 0
    }

    fn begin(&mut self) {
        if let Err(reason) = self.own.take_over(self.host) {
            self.fail(reason);
        }
    }

    /// Makes ready a block of iterations, one of so many networks at once, of no more than so many.
    fn begin_block(&mut self, networks: usize, pace: u64) -> Option<Begun<'_, 'a>> {
        let count = self.own.block(self.left.min(pace), networks);
        match self.own.begin_block(self.host, self.next, count, self.is_first) {
            Ok((rows, words)) => {
                self.own.begin_changes();
                Some(Begun { network: self, count, rows, words, took: Duration::ZERO })
            }
            Err(reason) => {
                self.fail(reason);
                None
            }
        }
    }

    fn end(&mut self) {
        if self.done.is_err() {
            return;
        }
        let given = self.own.give_back(self.host, self.next);
        if let Err(reason) = given.and_then(|()| self.own.name_stop(self.host, self.next)) {
            self.fail(reason);
        }
    }

    fn fail(&mut self, reason: String) {
        self.own.forget();
        self.left = 0;
        *self.done = Err(reason);
    }
}

/// A network with a block of iterations that has been made ready.
struct Begun<'n, 'a> {
    network: &'n mut Running<'a>,
    count: u64,
    rows: Rows,
    /// The address of what the program is told.
    words: u64,
    /// How long the launch has taken.
    took: Duration,
}

impl Begun<'_, '_> {
    /// Fetches what has come of it.
    fn end(self) {
        let Begun { network, count, rows, took, .. } = self;
        if network.done.is_err() {
            return;
        }
        match network.own.end_block(network.host, network.next, count, &rows) {
            Ok((done, is_stopped)) => {
                network.own.pace.took(done, took);
                network.next += done;
                network.left = if is_stopped { 0 } else { network.left - done };
                network.is_first = false;
            }
            Err(reason) => network.fail(reason),
        }
    }
}
