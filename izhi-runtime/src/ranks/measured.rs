//! What ranks exchange, and how long that takes.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use super::World;
use crate::profile::short;

/// What a rank has exchanged with the others, and how long it took and waited.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exchange {
    /// How often.
    pub(crate) count: u64,
    /// What it was given by all ranks, itself included.
    pub(crate) bytes: u64,
    pub(crate) time: Duration,
    /// The same of every rank.
    pub(crate) of_ranks: Vec<Duration>,
}

impl Exchange {
    /// How often it has exchanged something.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The bytes that it has got, its own included.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How long it took, with the time for which it waited for others.
    pub fn time(&self) -> Duration {
        self.time
    }

    /// The same of every rank. The one with the shortest time is the one that the others wait for.
    pub fn of_ranks(&self) -> &[Duration] {
        &self.of_ranks
    }

    /// What has come since an earlier time.
    pub(crate) fn since(self, earlier: &Exchange) -> Self {
        let (count, bytes) = (self.count - earlier.count, self.bytes - earlier.bytes);
        Exchange { count, bytes, time: self.time.saturating_sub(earlier.time), of_ranks: Vec::new() }
    }
}

impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (time, megabytes) = (short(self.time.as_secs_f64()), self.bytes as f64 / 1e6);
        write!(f, "of it {time} in {} exchanges with other ranks, {megabytes:.3} MB", self.count)?;
        let ranks = || self.of_ranks.iter().enumerate();
        let (least, most) = (ranks().min_by_key(|(_, time)| **time), ranks().max_by_key(|(_, time)| **time));
        match least.zip(most) {
            Some(((least, shortest), (most, longest))) if least != most => {
                let [shortest, longest] = [shortest, longest].map(|time| short(time.as_secs_f64()));
                write!(
                    f,
                    "; rank {most} is in them longest, {longest}, and rank {least}, for which others wait, {shortest}"
                )
            }
            _ => Ok(()),
        }
    }
}

/// A world of which it is known how long its exchanges take.
#[derive(Debug)]
pub(crate) struct Measured {
    world: Arc<dyn World>,
    count: AtomicU64,
    bytes: AtomicU64,
    nanoseconds: AtomicU64,
}

impl Measured {
    pub(crate) fn new(world: Arc<dyn World>) -> Self {
        Measured { world, count: AtomicU64::new(0), bytes: AtomicU64::new(0), nanoseconds: AtomicU64::new(0) }
    }

    fn count(&self, bytes: usize, time: Duration) {
        self.count.fetch_add(1, Relaxed);
        self.bytes.fetch_add(bytes as u64, Relaxed);
        self.nanoseconds.fetch_add(time.as_nanos() as u64, Relaxed);
    }

    /// All until now.
    pub(crate) fn exchange(&self) -> Exchange {
        Exchange {
            count: self.count.load(Relaxed),
            bytes: self.bytes.load(Relaxed),
            time: Duration::from_nanos(self.nanoseconds.load(Relaxed)),
            of_ranks: Vec::new(),
        }
    }
}

impl World for Measured {
    fn rank(&self) -> usize {
        self.world.rank()
    }

    fn ranks(&self) -> usize {
        self.world.ranks()
    }

    fn gather(&self, own: &[u8], counts: &[usize], all: &mut [u8]) {
        let start = Instant::now();
        self.world.gather(own, counts, all);
        self.count(all.len(), start.elapsed());
    }

    fn gather_during(&self, own: &[u8], counts: &[usize], all: &mut [u8], work: &mut dyn FnMut()) {
        let (start, mut worked) = (Instant::now(), Duration::ZERO);
        self.world.gather_during(own, counts, all, &mut || {
            let start = Instant::now();
            work();
            worked = start.elapsed();
        });
        self.count(all.len(), start.elapsed().saturating_sub(worked));
    }
}
