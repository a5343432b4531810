//! Who works on a network, and who watches: the vector units, the threads and the checks of a run. Nothing that it decides changes a result.

mod crossing;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::error::{Error, Result};
use crate::ranks::Measured;
use crate::settings::RunSettings;
use crate::threads::Pool;
use crate::vector::{Kernel, Split, VectorLevel};

/// The least work of an operation that is divided where so many threads are asked for, in nanoseconds on one thread,
/// roughly.
const DIVIDED: usize = 16_000;

/// The same where nobody has asked for threads: a small network takes one, as what two could win is less than what a
/// busy machine makes of it.
const DIVIDED_UNASKED: usize = 2 * DIVIDED;

/// The same for initial weights: only what no cache holds. A thread that reads weights from the cache of
/// another, which has just written them, waits longer than writing them itself would have taken.
const DIVIDED_AT_START: usize = 5_000_000;

/// The bytes of synapses that a core keeps in its cache. Where nobody has asked for threads, fewer are not divided: a
/// volley now and then would wake threads that have gone to sleep since the last, and what one thread has changed another
/// would have to fetch from its cache.
pub(crate) const CACHED: usize = 8 << 20;

/// The bytes of a sparse synapse with a weight, roughly.
const SPARSE_SYNAPSE: usize = 8;

/// What is divided is divided at multiples of this: whole tiles of the generator and whole cache lines.
const GRAIN: usize = 64;

/// Threads beyond any use.
const MOST_THREADS: usize = 1024;

/// The elements of the first of so many parts.
fn share(elements: usize, parts: usize) -> usize {
    elements.div_ceil(parts).next_multiple_of(GRAIN).min(elements)
}

/// Runs kernels on vector units and threads.
#[derive(Debug)]
pub struct Executor {
    // Only a level that has been checked stands here: kernels run on it unseen.
    level: VectorLevel,
    threads: usize,
    threads_are_given: bool,
    defers: bool,
    // Made when the first operation is long enough to be divided.
    pool: OnceLock<Pool>,
    /// The processes that run the network together with this one.
    world: Option<Arc<Measured>>,
    /// Whether the network is shown to somebody on this rank alone, who asks the others for nothing.
    is_shown: bool,
}

impl Executor {
    /// The executor of a network that is not built yet.
    #[expect(clippy::declare_interior_mutable_const, reason = "it is copied into networks and never shared")]
    pub const IDLE: Self = Executor {
        level: VectorLevel::Baseline,
        threads: 1,
        threads_are_given: false,
        defers: true,
        pool: OnceLock::new(),
        world: None,
        is_shown: false,
    };

    /// The widest vector units and as many threads as there are cores, where nothing is said.
    pub(crate) fn new(settings: &RunSettings) -> Result<Self> {
        let level = settings.level.unwrap_or_else(VectorLevel::widest);
        level.check()?;
        let threads_are_given = settings.threads.is_some();
        let threads = match settings.threads {
            Some(threads @ 1..=MOST_THREADS) => threads,
            Some(threads) => return Err(Error::Threads { threads, most: MOST_THREADS }),
            None => std::thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST_THREADS)),
        };
        let (defers, world) = (settings.defers, settings.world.clone().map(|world| Arc::new(Measured::new(world))));
        Ok(Executor { level, threads, threads_are_given, defers, pool: OnceLock::new(), world, is_shown: false })
    }

    /// Whether updates of synapses wait until the synapses are read.
    pub(crate) fn defers(&self) -> bool {
        self.defers
    }

    /// The number of threads of this run.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// Where the parts begin in which the own of so many neurons are divided among the threads of this run, and where the
    /// last one ends.
    pub(crate) fn parts(&self, elements: usize) -> Vec<usize> {
        let own = self.own(elements);
        let mut bounds = vec![own.start];
        for part in 0..self.threads {
            let done = bounds[bounds.len() - 1];
            if part == 0 || done < own.end {
                bounds.push(done + share(own.end - done, self.threads - part));
            }
        }
        bounds
    }

    /// Runs a kernel on the vector units of this run.
    #[inline]
    pub fn run<K: Kernel>(&self, kernel: K) -> K::Output {
        // SAFETY: the level is the baseline, or `Executor::new` has checked it.
        unsafe { self.level.run(kernel) }
    }

    /// Runs a kernel on the vector units and, where it is worth it, on the threads of this run. `cost` is
    /// what an element takes on one thread, in hundredths of a nanosecond, roughly.
    #[inline]
    pub fn run_divided<K: Split<Output = ()>>(&self, kernel: K, cost: usize) {
        if self.is_divided(kernel.elements(), cost) { self.divide(kernel) } else { self.run(kernel) }
    }

    /// Whether it is worth it.
    #[inline]
    pub(crate) fn is_divided(&self, elements: usize, cost: usize) -> bool {
        self.is_worth(elements, cost, if self.threads_are_given { DIVIDED } else { DIVIDED_UNASKED })
    }

    #[inline]
    fn is_worth(&self, elements: usize, cost: usize, least: usize) -> bool {
        self.threads > 1 && elements >= 2 * GRAIN && elements.saturating_mul(cost) / 100 >= least
    }

    /// The same over so many sparse synapses.
    #[inline]
    pub fn run_on_sparse<K: Split<Output = ()>>(&self, kernel: K, cost: usize, synapses: usize) {
        self.run_on_bytes(kernel, cost, synapses.saturating_mul(SPARSE_SYNAPSE));
    }

    /// The same over synapses of so many bytes.
    #[inline]
    pub(crate) fn run_on_bytes<K: Split<Output = ()>>(&self, kernel: K, cost: usize, bytes: usize) {
        if bytes > CACHED || self.threads_are_given {
            self.run_divided(kernel, cost);
        } else {
            self.run(kernel);
        }
    }

    /// The same for what runs once, when the network is built.
    pub fn start_divided<K: Split<Output = ()>>(&self, kernel: K, cost: usize) {
        if self.is_worth(kernel.elements(), cost, DIVIDED_AT_START) { self.divide(kernel) } else { self.run(kernel) }
    }

    #[inline(never)]
    fn divide<K: Split<Output = ()>>(&self, kernel: K) {
        let pool = self.pool.get_or_init(|| Pool::new(self.threads));
        let parts = pool.threads();
        let mut rest = Some(kernel);
        let kernels: Vec<Mutex<Option<K>>> = (0..parts)
            .map(|part| {
                let kernel = rest.take()?;
                let share = share(kernel.elements(), parts - part);
                if share == kernel.elements() {
                    return Some(kernel);
                }
                let (own, others) = kernel.split(share);
                rest = Some(others);
                Some(own)
            })
            .map(Mutex::new)
            .collect();
        pool.run(parts, &|part| {
            let kernel = kernels[part].lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(kernel) = kernel {
                self.run(kernel);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::RunSettings;

    struct Neurons(usize);

    impl Kernel for Neurons {
        type Output = ();
        fn run(self) {}
    }

    impl Split for Neurons {
        fn elements(&self) -> usize {
            self.0
        }

        fn split(self, at: usize) -> (Self, Self) {
            (Neurons(at), Neurons(self.0 - at))
        }
    }

    #[test]
    fn small_networks_take_one_thread_unless_more_are_asked_for() {
        // Five nanoseconds for each neuron.
        for (threads, neurons, is_divided) in [(None, 4000, false), (None, 100_000, true), (Some(2), 4000, true)] {
            let settings = RunSettings { threads, ..RunSettings::new(1, 0.1) };
            let executor = settings.executor().unwrap();
            executor.run_divided(Neurons(neurons), 500);
            assert_eq!(executor.pool.get().is_some(), is_divided && executor.threads() > 1, "{threads:?} {neurons}");
        }
    }

    #[test]
    fn parts_are_those_in_which_kernels_are_divided() {
        for threads in [1, 2, 3, 7] {
            let settings = RunSettings { threads: Some(threads), ..RunSettings::new(1, 0.1) };
            let executor = settings.executor().unwrap();
            for elements in [0, 1, 64, 129, 1000] {
                let parts = executor.parts(elements);
                assert_eq!((parts[0], parts[parts.len() - 1]), (0, elements));
                assert!(parts.is_sorted() && parts.len() <= threads + 1, "{parts:?}");
                assert!(parts[1..parts.len() - 1].iter().all(|bound| bound.is_multiple_of(GRAIN)), "{parts:?}");
            }
        }
    }
}
