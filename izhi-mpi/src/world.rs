//! The ranks of MPI as the world of a network.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use izhi_runtime::ranks::World;
use mpi::datatype::PartitionMut;
use mpi::environment::{Threading, Universe};
use mpi::topology::SimpleCommunicator;
use mpi::traits::{Communicator, CommunicatorCollectives, Root};
use mpi::{Count, Rank};

/// All processes that `mpirun` has started, which [`run`](crate::run()) gives to the program. Clones are the same
/// processes.
#[derive(Clone)]
pub struct Mpi(Arc<Session>);

struct Session {
    /// Ends MPI when it goes. Locked, because calls of MPI must come one after the other.
    universe: Mutex<Universe>,
    rank: usize,
    ranks: usize,
}

impl Mpi {
    /// Begins MPI.
    pub(crate) fn start() -> Result<Self, &'static str> {
        // A network may be run by another thread than the one that began.
        let begun = mpi::initialize_with_threading(Threading::Serialized);
        let (universe, threading) = begun.ok_or("MPI has been begun before, and can be begun only once")?;
        if threading < Threading::Serialized {
            return Err("this MPI can be called by one thread only; izhi needs one with MPI_THREAD_SERIALIZED");
        }
        let world = universe.world();
        let (rank, ranks) = (world.rank() as usize, world.size() as usize);
        Ok(Mpi(Arc::new(Session { universe: Mutex::new(universe), rank, ranks })))
    }

    /// The number of this rank, where there are others.
    pub(crate) fn number_and_others(&self) -> Option<usize> {
        (self.0.ranks > 1).then_some(self.0.rank)
    }

    /// Ends all ranks at once.
    pub(crate) fn end_all(&self) -> ! {
        match self.0.universe.try_lock() {
            Ok(universe) => universe.world().abort(1),
            // Another thread waits for other ranks, and may do so for ever. `mpirun` ends them when this process ends.
            Err(_) => std::process::exit(1),
        }
    }

    fn world<R>(&self, call: impl FnOnce(&SimpleCommunicator) -> R) -> R {
        let universe = self.0.universe.lock().unwrap_or_else(PoisonError::into_inner);
        call(&universe.world())
    }
}

impl World for Mpi {
    fn rank(&self) -> usize {
        self.0.rank
    }

    fn ranks(&self) -> usize {
        self.0.ranks
    }

    /// One collective call of MPI, but for more than 2 GB, which is what it can count to.
    ///
    /// # Panics
    ///
    /// Where the lengths of `own` and `all` are not those of `counts`.
    fn gather(&self, own: &[u8], counts: &[usize], all: &mut [u8]) {
        assert_eq!(counts.len(), self.0.ranks, "as many counts as ranks");
        assert_eq!(own.len(), counts[self.0.rank], "the bytes of this rank");
        assert_eq!(all.len(), counts.iter().sum::<usize>(), "the bytes of all ranks");
        if self.0.ranks == 1 {
            all.copy_from_slice(own);
        } else if all.is_empty() {
            // Where nothing is can be the same place twice, which Open MPI takes for a mistake.
        } else if Count::try_from(all.len()).is_err() {
            self.gather_in_pieces(own, counts, all);
        } else if counts.iter().all(|count| *count == own.len()) {
            self.world(|world| world.all_gather_into(own, all));
        } else {
            let (counts, starts) = partition(counts);
            self.world(|world| world.all_gather_varcount_into(own, &mut PartitionMut::new(all, counts, starts)));
        }
    }

    fn gather_during(&self, own: &[u8], counts: &[usize], all: &mut [u8], work: &mut dyn FnMut()) {
        let are_same = counts.iter().all(|count| *count == own.len()) && all.len() == own.len() * self.0.ranks;
        if self.0.ranks > 1 && are_same && !own.is_empty() && Count::try_from(all.len()).is_ok() {
            self.gather_same_during(own, all, work);
        } else {
            work();
            self.gather(own, counts, all);
        }
    }
}

impl Mpi {
    /// Gathers as much of every rank while something else is done. The lock is not held meanwhile, as what is done can gather, too.
    fn gather_same_during(&self, own: &[u8], all: &mut [u8], work: &mut dyn FnMut()) {
        mpi::request::scope(|scope| {
            let request = self.world(|world| world.immediate_all_gather_into(scope, own, all));
            work();
            self.world(|_| request.wait());
        });
    }
}

/// How many bytes MPI is given at once where it could not count all of them.
const PIECE: usize = 1 << 30;

impl Mpi {
    /// Rank by rank, each in pieces that MPI can count.
    fn gather_in_pieces(&self, own: &[u8], counts: &[usize], mut all: &mut [u8]) {
        for (rank, count) in counts.iter().enumerate() {
            let (of_rank, others) = all.split_at_mut(*count);
            if rank == self.0.rank {
                of_rank.copy_from_slice(own);
            }
            for piece in of_rank.chunks_mut(PIECE) {
                self.world(|world| world.process_at_rank(rank as Rank).broadcast_into(piece));
            }
            all = others;
        }
    }
}

/// The counts as MPI takes them, and where each rank's bytes begin. They are all together no more than it can count.
fn partition(counts: &[usize]) -> (Vec<Count>, Vec<Count>) {
    let starts = counts.iter().scan(0, |end, count| {
        let start = *end;
        *end += count;
        Some(start as Count)
    });
    (counts.iter().map(|count| *count as Count).collect(), starts.collect())
}

impl fmt::Debug for Mpi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rank {} of {} of MPI", self.0.rank, self.0.ranks)
    }
}
