//! Threads for operations of microseconds.
//!
//! A pool's workers wait for work by spinning, then by yielding, then asleep; handing them an operation and
//! waiting for its end costs a tenth of a microsecond while they spin. Each works on its own part of the
//! neurons, so what is computed does not depend on their number, nor on who computes a part: the owner does
//! itself what no worker has begun by the time it is free, because a worker that the system does not let run
//! may be away for milliseconds; and where workers are away with what they have begun, the owner works alone for a while.

mod patience;

use std::any::Any;
use std::cell::UnsafeCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering, fence};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use patience::Patience;

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
    /// Whoever holds `is_busy` has it for itself.
    patience: Mutex<Patience>,
}

/// What the workers and their owner see.
#[derive(Debug)]
struct Shared {
    /// For each worker, whether its part of the present job is still to be begun. Whoever takes the `true` away
    /// has begun it; whoever holds `is_busy` puts it there.
    to_begin: Box<[Padded<AtomicBool>]>,
    /// Parts of the present job that are not finished, apart from the owner's own.
    unfinished: Padded<AtomicUsize>,
    /// For each worker, whether it is asleep or about to be.
    sleeps: Box<[AtomicBool]>,
    job: UnsafeCell<Option<Job<'static>>>,
    is_over: AtomicBool,
    /// What a worker's job panicked with.
    panic: Mutex<Option<Box<dyn Any + Send>>>,
    spins: usize,
}

// SAFETY: `job` is written only by whoever holds the pool's `is_busy`, while no part is begun or to be begun
// (`unfinished` is zero), and read only by a worker that has begun a part, which is unfinished until after
// that; all are atomics that order the accesses.
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
        let shared = Arc::new(Shared::new(threads, if fits { SPINS } else { 0 }));
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
        Pool::of(shared, workers)
    }

    fn of(shared: Arc<Shared>, workers: Vec<JoinHandle<()>>) -> Self {
        Pool { shared, workers, is_busy: AtomicBool::new(false), patience: Mutex::default() }
    }

    /// The number of threads, the owner among them.
    pub(crate) fn threads(&self) -> usize {
        self.workers.len() + 1
    }

    /// Calls the job once for each index below `parts`, of which there are as many as threads at most, on
    /// several threads, and waits for all.
    pub(crate) fn run(&self, parts: usize, job: &(dyn Fn(usize) + Sync)) {
        debug_assert!(parts <= self.threads());
        if parts <= 1 || self.is_busy.swap(true, Ordering::Acquire) {
            // Called from another thread or from within a job: nobody is free to help.
            (0..parts).for_each(job);
            return;
        }
        let mut patience = self.patience.lock().unwrap_or_else(PoisonError::into_inner);
        let begin = Instant::now();
        if !patience.asks_workers(begin) {
            let all = catch_unwind(AssertUnwindSafe(|| (0..parts).for_each(job)));
            drop(patience);
            self.is_busy.store(false, Ordering::Release);
            return all.unwrap_or_else(|panic| resume_unwind(panic));
        }
        // SAFETY: workers use the reference only for parts that they have begun, and this function does not
        // return, nor unwind, before the last part is finished.
        let job_for_workers = unsafe { std::mem::transmute::<Job<'_>, Job<'static>>(job) };
        // SAFETY: no part is begun or to be begun, so no worker reads.
        unsafe { *self.shared.job.get() = Some(job_for_workers) };
        self.shared.unfinished.0.store(parts - 1, Ordering::Relaxed);
        for to_begin in &self.shared.to_begin[..parts - 1] {
            to_begin.0.store(true, Ordering::Release);
        }
        // Either a worker that goes to sleep sees its part, or the owner sees that it sleeps.
        fence(Ordering::SeqCst);
        for (worker, sleeps) in self.workers[..parts - 1].iter().zip(&self.shared.sleeps) {
            if sleeps.load(Ordering::Relaxed) {
                worker.thread().unpark();
            }
        }
        let own = catch_unwind(AssertUnwindSafe(|| job(0)));
        for index in 1..parts {
            if self.shared.begin(index) {
                self.shared.finish(index, job);
            }
        }
        let is_finished = |shared: &Shared| shared.unfinished.0.load(Ordering::Acquire) == 0;
        let lost = if self.shared.look(is_finished, 0) { None } else { self.shared.wait(begin, is_finished) };
        patience.learn(begin, Instant::now(), lost);
        drop(patience);
        // SAFETY: all parts are finished.
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
        self.shared.is_over.store(true, Ordering::Relaxed);
        for worker in self.workers.drain(..) {
            worker.thread().unpark();
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
    fn new(threads: usize, spins: usize) -> Self {
        Shared {
            to_begin: (1..threads).map(|_| Padded::default()).collect(),
            unfinished: Padded::default(),
            sleeps: (1..threads).map(|_| AtomicBool::new(false)).collect(),
            job: UnsafeCell::new(None),
            is_over: AtomicBool::new(false),
            panic: Mutex::new(None),
            spins,
        }
    }

    /// The life of a worker.
    fn work(&self, index: usize) {
        while self.next_part(index) {
            // SAFETY: a part is begun and not finished, so the owner has written the job and waits.
            let job = unsafe { *self.job.get() };
            job.into_iter().for_each(|job| self.finish(index, job));
        }
    }

    /// Whether the caller is the one to do the part of the given index.
    fn begin(&self, index: usize) -> bool {
        let to_begin = &self.to_begin[index - 1].0;
        to_begin.load(Ordering::Relaxed) && to_begin.swap(false, Ordering::Acquire)
    }

    /// Does a part that the caller has begun.
    fn finish(&self, index: usize, job: Job<'_>) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| job(index))) {
            *self.panic.lock().unwrap_or_else(PoisonError::into_inner) = Some(panic);
        }
        self.unfinished.0.fetch_sub(1, Ordering::Release);
    }

    /// Waits for the next part of a worker and begins it; there is none when the pool is over.
    fn next_part(&self, index: usize) -> bool {
        let is_over = |shared: &Shared| shared.is_over.load(Ordering::Relaxed);
        let has_come = |shared: &Shared| shared.to_begin[index - 1].0.load(Ordering::Relaxed) || is_over(shared);
        loop {
            if !self.look(has_come, YIELDS) {
                let sleeps = &self.sleeps[index - 1];
                sleeps.store(true, Ordering::Relaxed);
                fence(Ordering::SeqCst);
                while !has_come(self) {
                    thread::park();
                }
                sleeps.store(false, Ordering::Relaxed);
            }
            if is_over(self) {
                return false;
            }
            if self.begin(index) {
                return true;
            }
        }
    }

    /// Waits until it is true; says for how long, where that is longer than what the owner has done since `begin`.
    fn wait(&self, begin: Instant, is_true: impl Fn(&Shared) -> bool) -> Option<Duration> {
        let own = Instant::now();
        self.look(is_true, usize::MAX);
        let waited = own.elapsed();
        (waited > own - begin).then_some(waited)
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
                pool.run(threads, &|index| {
                    counts[index].fetch_add(1, Ordering::Relaxed);
                });
            }
            assert!(counts.iter().all(|count| count.load(Ordering::Relaxed) == 1000), "{threads} threads");
        }
    }

    #[test]
    fn a_part_that_no_worker_begins_is_done_by_the_owner() {
        // Workers that are gone, as the system may keep them away for as long as it likes.
        let workers = (1..3).map(|_| thread::spawn(|| {})).collect();
        let pool = Pool::of(Arc::new(Shared::new(3, 0)), workers);
        let done = Mutex::new(Vec::new());
        for _ in 0..2 {
            pool.run(3, &|index| done.lock().unwrap().push((index, thread::current().id())));
        }
        let owner = thread::current().id();
        assert_eq!(*done.lock().unwrap(), [0, 1, 2, 0, 1, 2].map(|index| (index, owner)));
    }

    #[test]
    fn a_job_may_have_fewer_parts_than_there_are_threads() {
        let pool = Pool::new(4);
        for parts in [1, 2, 3, 4, 2, 1] {
            let count = AtomicUsize::new(0);
            pool.run(parts, &|index| {
                count.fetch_add(1 << (8 * index), Ordering::Relaxed);
            });
            assert_eq!(count.load(Ordering::Relaxed), 0x0101_0101 & ((1 << (8 * parts)) - 1), "{parts} parts");
        }
    }

    #[test]
    fn sleeping_workers_wake_up() {
        let pool = Pool::new(3);
        let count = AtomicUsize::new(0);
        for _ in 0..5 {
            thread::sleep(std::time::Duration::from_millis(20));
            pool.run(3, &|_| {
                count.fetch_add(1, Ordering::Relaxed);
            });
        }
        assert_eq!(count.load(Ordering::Relaxed), 15);
    }

    #[test]
    fn a_job_within_a_job_runs_where_it_is() {
        let pool = Pool::new(2);
        let count = AtomicUsize::new(0);
        pool.run(2, &|_| {
            pool.run(2, &|_| {
                count.fetch_add(1, Ordering::Relaxed);
            });
        });
        assert_eq!(count.load(Ordering::Relaxed), 4);
    }

    #[test]
    fn a_panic_reaches_the_owner_and_the_pool_survives() {
        let pool = Pool::new(2);
        for bad in [0, 1] {
            let result = catch_unwind(AssertUnwindSafe(|| pool.run(2, &|index| assert_ne!(index, bad))));
            assert!(result.is_err());
        }
        pool.run(2, &|_| {});
    }
}
