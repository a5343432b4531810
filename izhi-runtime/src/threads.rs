//! Threads for operations of microseconds.
//!
//! A pool's workers wait for work by spinning, then by yielding, then asleep; handing them an operation and
//! waiting for its end costs a tenth of a microsecond while they spin. Each works on its own part of the
//! neurons, so what is computed does not depend on their number.

use std::any::Any;
use std::cell::UnsafeCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

/// Looks at the flag before a waiting thread begins to yield: some tens of microseconds.
const SPINS: usize = 10_000;
/// Yields before a waiting worker goes to sleep: about the time between two steps of a small program.
const YIELDS: usize = 200;

type Job<'a> = &'a (dyn Fn(usize) + Sync);

/// Workers that help the thread that owns them.
#[derive(Debug)]
pub(crate) struct Pool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
    is_busy: AtomicBool,
}

/// What the workers and their owner see.
#[derive(Debug)]
struct Shared {
    /// Counts the jobs handed out; a worker waits for it to change. Written by whoever holds `is_busy`.
    turn: Padded<AtomicUsize>,
    /// Workers that have not finished the present job.
    working: Padded<AtomicUsize>,
    /// Workers that are asleep or about to be.
    sleeping: AtomicUsize,
    job: UnsafeCell<Option<Job<'static>>>,
    is_over: AtomicBool,
    /// What a worker's job panicked with.
    panic: Mutex<Option<Box<dyn Any + Send>>>,
    lock: Mutex<()>,
    wake: Condvar,
    spins: usize,
}

// SAFETY: `job` is written only by whoever holds the pool's `is_busy`, while no worker works (`working` is
// zero), and read only by workers that have seen a later `turn`; all are atomics that order the accesses.
unsafe impl Sync for Shared {}
// SAFETY: a job is a reference to a `Sync` closure; it may be called from any thread.
unsafe impl Send for Shared {}

/// Keeps what it holds in a cache line of its own.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Padded<T>(T);

impl Pool {
    /// A pool of `threads`, of which the owner is one. Where the system refuses threads there are fewer.
    pub(crate) fn new(threads: usize) -> Self {
        // Spinning on an oversubscribed machine keeps those waiting that have work.
        let fits = thread::available_parallelism().is_ok_and(|cores| threads <= cores.get());
        let shared = Arc::new(Shared {
            turn: Padded::default(),
            working: Padded::default(),
            sleeping: AtomicUsize::new(0),
            job: UnsafeCell::new(None),
            is_over: AtomicBool::new(false),
            panic: Mutex::new(None),
            lock: Mutex::new(()),
            wake: Condvar::new(),
            spins: if fits { SPINS } else { 0 },
        });
        let owner = current_core();
        let start = |index: usize| {
            let shared = Arc::clone(&shared);
            let work = move || {
                move_to_another_core(owner, index);
                shared.work(index);
            };
            thread::Builder::new().name(format!("izhi-{index}")).spawn(work).ok()
        };
        let workers = (1..threads).map_while(start).collect();
        Pool { shared, workers, is_busy: AtomicBool::new(false) }
    }

    /// The number of threads, the owner among them.
    pub(crate) fn threads(&self) -> usize {
        self.workers.len() + 1
    }

    /// Calls the job once for each index below `threads`, each on a thread of its own, and waits for all.
    pub(crate) fn run(&self, job: &(dyn Fn(usize) + Sync)) {
        if self.workers.is_empty() || self.is_busy.swap(true, Ordering::Acquire) {
            // Called from another thread or from within a job: nobody is free to help.
            (0..self.threads()).for_each(job);
            return;
        }
        // SAFETY: the reference is used by workers only, and this function does not return, nor unwind,
        // before the last of them has finished.
        let job_for_workers = unsafe { std::mem::transmute::<Job<'_>, Job<'static>>(job) };
        // SAFETY: no worker works, so none reads.
        unsafe { *self.shared.job.get() = Some(job_for_workers) };
        self.shared.working.0.store(self.workers.len(), Ordering::Relaxed);
        self.shared.turn.0.fetch_add(1, Ordering::SeqCst);
        if self.shared.sleeping.load(Ordering::SeqCst) > 0 {
            let _guard = self.shared.lock.lock().unwrap_or_else(PoisonError::into_inner);
            self.shared.wake.notify_all();
        }
        let own = catch_unwind(AssertUnwindSafe(|| job(0)));
        self.shared.wait_for(|shared| shared.working.0.load(Ordering::Acquire) == 0);
        // SAFETY: all workers have finished.
        unsafe { *self.shared.job.get() = None };
        let panic = self.shared.panic.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.is_busy.store(false, Ordering::Release);
        if let Some(panic) = own.err().or(panic) {
            resume_unwind(panic);
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        self.shared.turn.0.fetch_add(1, Ordering::SeqCst);
        {
            let _guard = self.shared.lock.lock().unwrap_or_else(PoisonError::into_inner);
            self.shared.wake.notify_all();
        }
        for worker in self.workers.drain(..) {
            // A worker catches panics of its jobs and has none of its own.
            let _ = worker.join();
        }
    }
}

/// The core that the calling thread runs on, where the system says.
fn current_core() -> Option<usize> {
    #[cfg(target_os = "linux")]
    // SAFETY: it takes nothing and answers with a number.
    return usize::try_from(unsafe { libc::sched_getcpu() }).ok();
    #[cfg(not(target_os = "linux"))]
    None
}

/// Moves the calling thread, the worker of the given index, to another core than its owner's, and leaves it
/// free to go on from there. A thread begins on the core of the one that started it, and as the two take
/// turns, Linux thinks both too warm to be moved apart for a quarter of a second.
#[cfg(target_os = "linux")]
fn move_to_another_core(owner: Option<usize>, index: usize) {
    let size = size_of::<libc::cpu_set_t>();
    // SAFETY: a set of processors is made of integers, and the calls read or write one of the size given.
    unsafe {
        let mut allowed: libc::cpu_set_t = std::mem::zeroed();
        if libc::sched_getaffinity(0, size, &mut allowed) != 0 {
            return;
        }
        let others = (0..8 * size).filter(|&core| libc::CPU_ISSET(core, &allowed) && Some(core) != owner);
        let others: Vec<usize> = others.collect();
        let Some(&core) = others.get((index - 1) % others.len().max(1)) else { return };
        let mut one: libc::cpu_set_t = std::mem::zeroed();
        libc::CPU_SET(core, &mut one);
        // Where the system refuses, the thread stays where it is.
        libc::sched_setaffinity(0, size, &one);
        libc::sched_setaffinity(0, size, &allowed);
    }
}

#[cfg(not(target_os = "linux"))]
fn move_to_another_core(_owner: Option<usize>, _index: usize) {}

impl Shared {
    /// The life of a worker.
    fn work(&self, index: usize) {
        let mut seen = 0;
        loop {
            seen = self.next_turn(seen);
            if self.is_over.load(Ordering::Relaxed) {
                return;
            }
            // SAFETY: the turn has come, so the owner has written the job and waits.
            let job = unsafe { *self.job.get() };
            if let Some(job) = job
                && let Err(panic) = catch_unwind(AssertUnwindSafe(|| job(index)))
            {
                *self.panic.lock().unwrap_or_else(PoisonError::into_inner) = Some(panic);
            }
            self.working.0.fetch_sub(1, Ordering::Release);
        }
    }

    /// Waits until the turn is another than the one seen.
    fn next_turn(&self, seen: usize) -> usize {
        let has_come = |shared: &Shared| shared.turn.0.load(Ordering::Acquire) != seen;
        if !self.look(has_come, YIELDS) {
            let mut guard = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
            self.sleeping.fetch_add(1, Ordering::SeqCst);
            while self.turn.0.load(Ordering::SeqCst) == seen {
                guard = self.wake.wait(guard).unwrap_or_else(PoisonError::into_inner);
            }
            self.sleeping.fetch_sub(1, Ordering::SeqCst);
        }
        self.turn.0.load(Ordering::Acquire)
    }

    fn wait_for(&self, is_true: impl Fn(&Shared) -> bool) {
        self.look(is_true, usize::MAX);
    }

    /// Spins, then yields so many times; says whether it became true.
    fn look(&self, is_true: impl Fn(&Shared) -> bool, yields: usize) -> bool {
        for _ in 0..self.spins {
            if is_true(self) {
                return true;
            }
            std::hint::spin_loop();
        }
        for _ in 0..yields {
            if is_true(self) {
                return true;
            }
            thread::yield_now();
        }
        is_true(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_index_runs_once_in_every_job() {
        for threads in [1, 2, 3, 8] {
            let pool = Pool::new(threads);
            let counts: Vec<AtomicUsize> = (0..threads).map(|_| AtomicUsize::new(0)).collect();
            for _ in 0..1000 {
                pool.run(&|index| {
                    counts[index].fetch_add(1, Ordering::Relaxed);
                });
            }
            assert!(counts.iter().all(|count| count.load(Ordering::Relaxed) == 1000), "{threads} threads");
        }
    }

    #[test]
    fn sleeping_workers_wake_up() {
        let pool = Pool::new(3);
        let count = AtomicUsize::new(0);
        for _ in 0..5 {
            thread::sleep(std::time::Duration::from_millis(20));
            pool.run(&|_| {
                count.fetch_add(1, Ordering::Relaxed);
            });
        }
        assert_eq!(count.load(Ordering::Relaxed), 15);
    }

    #[test]
    fn a_job_within_a_job_runs_where_it_is() {
        let pool = Pool::new(2);
        let count = AtomicUsize::new(0);
        pool.run(&|_| {
            pool.run(&|_| {
                count.fetch_add(1, Ordering::Relaxed);
            });
        });
        assert_eq!(count.load(Ordering::Relaxed), 4);
    }

    #[test]
    fn a_panic_reaches_the_owner_and_the_pool_survives() {
        let pool = Pool::new(2);
        for bad in [0, 1] {
            let result = catch_unwind(AssertUnwindSafe(|| pool.run(&|index| assert_ne!(index, bad))));
            assert!(result.is_err());
        }
        pool.run(&|_| {});
    }
}
