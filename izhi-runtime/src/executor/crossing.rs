//! What is different where several ranks run a network: each works on its own neurons, and some things cross.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use bytemuck::{AnyBitPattern, NoUninit};

use super::Executor;
use crate::error::Result;
use crate::ranks::{self, Crossing, Exchange, Mail, Measured, World};
use crate::vector::Split;

impl Executor {
    /// The neurons of this process among so many, of which it does the work: all, where there are no ranks.
    pub fn own(&self, neurons: usize) -> Range<usize> {
        self.world.as_ref().map_or(0..neurons, |world| ranks::own(neurons, world.rank(), world.ranks()))
    }

    /// The number of processes that run the network.
    pub fn ranks(&self) -> usize {
        self.world.as_ref().map_or(1, |world| world.ranks())
    }

    /// The number of this process among them.
    pub fn rank(&self) -> usize {
        self.world.as_ref().map_or(0, |world| world.rank())
    }

    /// An error of one rank is one of all.
    pub fn agree<T>(&self, result: Result<T>) -> Result<T> {
        match &self.world {
            Some(world) if !self.is_shown => ranks::agree(&**world, result),
            _ => result,
        }
    }

    /// Shows the network on this rank alone, or no longer.
    pub(crate) fn show(&mut self, is_shown: bool) {
        self.is_shown = is_shown;
    }

    /// Whether it is shown on this rank alone.
    pub(crate) fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// What each process has of some numbers, in ascending rank, on one of them; nothing on the others.
    pub(crate) fn collect_at<T: NoUninit + AnyBitPattern>(
        &self,
        rank: usize,
        own: &[T],
        zero: T,
        place: &str,
    ) -> Result<Option<Vec<Vec<T>>>> {
        match &self.world {
            Some(world) => ranks::collect_at(&**world, rank, own, zero, place),
            None => Ok(Some(vec![own.to_vec()])),
        }
    }

    /// Values of neurons of which this process has computed its own become those of all.
    #[inline]
    pub fn exchange<T: NoUninit + AnyBitPattern>(&self, values: &mut [T]) {
        if let Some(world) = &self.world {
            ranks::exchange(&**world, values);
        }
    }

    /// The same of flags.
    pub fn exchange_flags(&self, flags: &mut [bool]) {
        if self.world.is_some() {
            let mut bytes: Vec<u8> = flags.iter().map(|&flag| u8::from(flag)).collect();
            self.exchange(&mut bytes);
            flags.iter_mut().zip(bytes).for_each(|(flag, byte)| *flag = byte != 0);
        }
    }

    /// What ranks have of several things becomes known to all of them, in one message.
    pub fn exchange_all(&self, mail: &mut Mail, known: &mut [&mut dyn Crossing]) {
        if let Some(world) = self.world() {
            ranks::exchange_all(world, mail, known);
        }
    }

    /// How other processes are reached, where there are some.
    pub(crate) fn world(&self) -> Option<&dyn World> {
        self.world.as_ref().filter(|world| world.ranks() > 1).map(|world| &**world as &dyn World)
    }

    /// The same, for as long as one likes.
    pub(crate) fn shared_world(&self) -> Option<Arc<Measured>> {
        self.world.clone().filter(|world| world.ranks() > 1)
    }

    /// What this process has exchanged with others until now; since an earlier time, of which all of them ask together, with
    /// how long that has taken each of them.
    pub fn exchanged_since(&self, earlier: Option<&Exchange>) -> Option<Exchange> {
        let exchange = self.world.as_ref()?.exchange();
        let Some(earlier) = earlier else { return Some(exchange) };
        let exchange = exchange.since(earlier);
        let of_ranks = self.collect(vec![exchange.time.as_nanos() as u64]);
        Some(Exchange { of_ranks: of_ranks.into_iter().map(Duration::from_nanos).collect(), ..exchange })
    }

    /// What this process has of some numbers and what all others have, in ascending rank.
    pub fn collect<T: NoUninit + AnyBitPattern + Default>(&self, own: Vec<T>) -> Vec<T> {
        match &self.world {
            Some(world) => ranks::collect(&**world, &own),
            None => own,
        }
    }

    /// One number of the numbers that the processes have, taken together in ascending rank.
    pub(crate) fn combine<T: NoUninit + AnyBitPattern>(&self, own: T, add: impl Fn(T, T) -> T) -> T {
        match &self.world {
            Some(world) => ranks::gather_same(&**world, &[own], own).into_iter().reduce(add).unwrap_or(own),
            None => own,
        }
    }

    /// The sum of the numbers that processes have for the blocks of so many neurons, one after the other, and that of one more
    /// number of each process.
    pub(crate) fn sum_of_blocks(&self, neurons: usize, mut own: Vec<f64>, other: f64) -> [f64; 2] {
        own.push(other);
        let (mut sums, mut others) = (0.0, 0.0);
        let of_ranks = match self.world() {
            Some(world) => ranks::gather_blocks(world, neurons, &own),
            None => vec![own],
        };
        for numbers in of_ranks {
            if let Some((other, blocks)) = numbers.split_last() {
                others += other;
                sums = blocks.iter().fold(sums, |sum, block| sum + block);
            }
        }
        [sums, others]
    }

    /// Of some counts that each process has, the sums of those of the processes before this one and those of all; nothing where
    /// it is alone.
    pub(crate) fn before_and_all(&self, counts: &[u32]) -> Option<(Vec<u32>, Vec<u32>)> {
        Some(ranks::before_and_all(self.world()?, counts))
    }

    /// Runs a kernel over neurons for the own ones.
    #[inline]
    pub fn run_own<K: Split>(&self, kernel: K) -> K::Output {
        self.run(self.own_part(kernel))
    }

    /// The part of a kernel over neurons that is for the own ones.
    #[inline]
    fn own_part<K: Split>(&self, kernel: K) -> K {
        if self.world.is_none() { kernel } else { self.part(kernel) }
    }

    #[cold]
    fn part<K: Split>(&self, kernel: K) -> K {
        let own = self.own(kernel.elements());
        kernel.split(own.end).0.split(own.start).1
    }

    /// Runs a kernel over neurons for the own ones, and divides it as [`run_divided`](Self::run_divided) does.
    #[inline]
    pub fn run_own_divided<K: Split<Output = ()>>(&self, kernel: K, cost: usize) {
        self.run_divided(self.own_part(kernel), cost);
    }

    /// The same over the targets of so many sparse synapses.
    #[inline]
    pub fn run_own_on_sparse<K: Split<Output = ()>>(&self, kernel: K, cost: usize, synapses: usize) {
        self.run_on_sparse(self.own_part(kernel), cost, synapses);
    }

    /// The same over the targets of synapses of so many bytes.
    #[inline]
    pub(crate) fn run_own_on_bytes<K: Split<Output = ()>>(&self, kernel: K, cost: usize, bytes: usize) {
        self.run_on_bytes(self.own_part(kernel), cost, bytes);
    }
}
