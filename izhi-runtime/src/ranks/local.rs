//! Ranks that are threads of one process.

use std::panic::resume_unwind;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::World;

/// One of the ranks that [`in_threads`] runs.
#[derive(Clone, Debug)]
pub struct Local {
    rank: usize,
    shared: Arc<Shared>,
}

/// Runs the same work on so many ranks, each of them a thread of this process, and gives what each has made, in ascending rank.
///
/// ```
/// use izhi_runtime::ranks::{World, in_threads};
///
/// let ranks = in_threads(3, |world| {
///     let mut all = [0; 3];
///     world.gather(&[10 * world.rank() as u8], &[1, 1, 1], &mut all);
///     all
/// });
/// assert_eq!(ranks, [[0, 10, 20]; 3]);
/// ```
///
/// # Panics
///
/// Where the work of a rank panics; the others, which wait for it, panic too.
pub fn in_threads<T: Send>(ranks: usize, work: impl Fn(&Local) -> T + Sync) -> Vec<T> {
    let shared = Arc::new(Shared { ranks, meeting: Mutex::new(Meeting::new(ranks)), has_changed: Condvar::new() });
    thread::scope(|scope| {
        let (work, shared) = (&work, &shared);
        let start = |rank| {
            scope.spawn(move || {
                let world = Local { rank, shared: Arc::clone(shared) };
                let _leaving = Leaving(shared);
                work(&world)
            })
        };
        let running: Vec<_> = (0..ranks).map(start).collect();
        let results: Vec<_> = running.into_iter().map(thread::ScopedJoinHandle::join).collect();
        results.into_iter().map(|result| result.unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

/// What the ranks share.
#[derive(Debug)]
struct Shared {
    ranks: usize,
    meeting: Mutex<Meeting>,
    has_changed: Condvar,
}

/// Where ranks put down what they have and take what all have.
#[derive(Debug)]
struct Meeting {
    brought: Vec<Option<Vec<u8>>>,
    /// Those that have not taken what was brought.
    to_take: usize,
    /// Whether a rank has ended, which brings nothing any more.
    has_ended: bool,
}

impl Meeting {
    fn new(ranks: usize) -> Self {
        Meeting { brought: vec![None; ranks], to_take: 0, has_ended: false }
    }

    fn is_complete(&self) -> bool {
        self.brought.iter().all(Option::is_some)
    }
}

impl Shared {
    fn meeting(&self) -> MutexGuard<'_, Meeting> {
        self.meeting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it is true of the meeting.
    fn wait<'a>(
        &self,
        meeting: MutexGuard<'a, Meeting>,
        is_true: impl Fn(&Meeting) -> bool,
    ) -> MutexGuard<'a, Meeting> {
        let is_to_come = |meeting: &mut Meeting| !is_true(meeting) && !meeting.has_ended;
        let meeting = self.has_changed.wait_while(meeting, is_to_come).unwrap_or_else(PoisonError::into_inner);
        let is_there = is_true(&meeting);
        let meeting = if is_there { Some(meeting) } else { None };
        meeting.expect("another rank has ended before this one")
    }
}

/// A rank that ends, as it wants or by a panic, lets nobody wait for it.
struct Leaving<'a>(&'a Shared);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.0.meeting().has_ended = true;
        self.0.has_changed.notify_all();
    }
}

impl World for Local {
    fn rank(&self) -> usize {
        self.rank
    }

    fn ranks(&self) -> usize {
        self.shared.ranks
    }

    fn gather(&self, own: &[u8], counts: &[usize], all: &mut [u8]) {
        assert_eq!(own.len(), counts[self.rank], "a rank gives as many bytes as it has said");
        // What was brought before has been taken by all.
        let mut meeting = self.shared.wait(self.shared.meeting(), |meeting| meeting.to_take == 0);
        meeting.brought[self.rank] = Some(own.to_vec());
        if meeting.is_complete() {
            meeting.to_take = self.shared.ranks;
            self.shared.has_changed.notify_all();
        }
        let mut meeting = self.shared.wait(meeting, |meeting| meeting.to_take > 0);
        let mut rest = all;
        for (brought, &count) in meeting.brought.iter().zip(counts) {
            let part;
            (part, rest) = rest.split_at_mut(count);
            part.copy_from_slice(brought.as_deref().unwrap_or_default());
        }
        meeting.to_take -= 1;
        if meeting.to_take == 0 {
            meeting.brought.iter_mut().for_each(|brought| *brought = None);
            self.shared.has_changed.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    #[test]
    fn all_ranks_have_what_each_has_brought() {
        for ranks in [1, 2, 5] {
            let counts: Vec<usize> = (0..ranks).map(|rank| 3 * rank).collect();
            let sums = in_threads(ranks, |world| {
                let mut sum = 0;
                for round in 0..200_u8 {
                    let mut all = vec![0; counts.iter().sum()];
                    let own = vec![round.wrapping_add(world.rank() as u8); counts[world.rank()]];
                    world.gather(&own, &counts, &mut all);
                    let expected = (0..ranks).flat_map(|rank| vec![round.wrapping_add(rank as u8); counts[rank]]);
                    assert!(all.iter().copied().eq(expected));
                    sum += all.len();
                }
                sum
            });
            assert_eq!(sums, vec![200 * counts.iter().sum::<usize>(); ranks]);
        }
    }

    #[test]
    fn nobody_waits_for_a_rank_that_has_ended() {
        let work = |world: &Local| {
            assert_ne!(world.rank(), 1, "this one ends");
            world.gather(&[1], &[1, 1, 1], &mut [0; 3]);
        };
        assert!(catch_unwind(AssertUnwindSafe(|| in_threads(3, work))).is_err());
    }
}
