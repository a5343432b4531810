//! Events: which neurons have one, and the list of them in ascending order.

use std::ops::{Deref, DerefMut, Range};
use std::sync::{Mutex, PoisonError};

use ndarray::ArrayView1;

use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::initial::Initial;
use crate::memory::{self, Aligned};
use crate::ranks::{Crossing, Mail, Post, World, first, own};
use crate::recording::Spike;
use crate::snapshot::{Keep, Loading, Saving};
use crate::stamp::Stamp;
use crate::vector::{Kernel, Split};

/// What a flag takes where another thread has written it, in hundredths of a nanosecond: it comes from that one's cache,
/// and goes back there to be written again.
const COST: usize = 100;

/// One event for each neuron of a group, such as a spike.
#[derive(Debug)]
pub struct Events {
    flags: Aligned<bool>,
    indices: Vec<u32>,
    count: u64,
    /// Which neurons begin with one.
    initial: Initial<bool>,
    /// Whether somebody has said since the last iteration which neurons have the event.
    are_given: bool,
    /// Of what has been written from outside.
    stamp: Stamp,
    /// What it takes to tell other ranks.
    mail: Mail,
    /// What they are told after a while.
    post: Post,
    /// Of own neurons, in iterations of which other ranks do not know.
    uncounted: u64,
}

impl Events {
    /// What a neuron takes: its flag, and its place in the list of those that have the event.
    #[doc(hidden)]
    pub const BYTES: usize = size_of::<bool>() + size_of::<u32>();

    /// No neurons.
    #[doc(hidden)]
    pub const EMPTY: Self = Events {
        flags: Aligned::EMPTY,
        indices: Vec::new(),
        count: 0,
        initial: Initial::Declared,
        are_given: true,
        stamp: Stamp::NONE,
        mail: Mail::EMPTY,
        post: Post::EMPTY,
        uncounted: 0,
    };

    /// Keeps which neurons begin with an event.
    #[doc(hidden)]
    pub fn give(&mut self, initial: Initial<bool>) {
        self.initial = initial;
    }

    /// Lets so many neurons begin with what was given. True where the declared values are wanted.
    #[doc(hidden)]
    pub fn begin(&mut self, size: usize, group: &str, name: &str) -> Result<bool> {
        let place = format!("{group}.{name}");
        self.make_room(size, &place)?;
        self.stamp.renew();
        self.post = Post::EMPTY;
        (self.count, self.are_given) = (0, true);
        match &self.initial {
            Initial::Declared => return Ok(true),
            &Initial::Same(value) => self.flags.fill(value),
            Initial::Values(values) if values.len() != self.flags.len() => {
                let (expected, found) = (vec![self.flags.len()], vec![values.len()]);
                return Err(Error::Shape { place, expected, found });
            }
            Initial::Values(values) => self.flags.iter_mut().zip(values).for_each(|(own, value)| *own = *value),
        }
        self.list();
        Ok(false)
    }

    /// Lets the neurons begin with the events that they have.
    #[doc(hidden)]
    pub fn keep(&mut self) {
        self.post = Post::EMPTY;
        (self.count, self.are_given) = (0, true);
    }

    /// Room for the events of so many neurons, of which none has one.
    pub(crate) fn make_room(&mut self, size: usize, place: &str) -> Result<()> {
        self.flags.renew(size, place)?;
        self.indices.clear();
        memory::reserve(&mut self.indices, size, place)
    }

    /// These events instead of those that there were.
    pub(crate) fn replace(&mut self, indices: &[u32]) {
        self.indices.drain(..).for_each(|index| self.flags[index as usize] = false);
        indices.iter().for_each(|&index| self.flags[index as usize] = true);
        self.indices.extend_from_slice(indices);
    }

    /// Which neurons have the event.
    #[inline]
    pub fn flags(&self) -> &[bool] {
        &self.flags
    }

    /// The neurons that have the event, ascending.
    #[inline]
    pub fn indices(&self) -> &[u32] {
        &self.indices
    }

    /// Those of the neurons of this rank.
    #[doc(hidden)]
    #[inline]
    pub fn own_indices(&self, executor: &Executor) -> &[u32] {
        let own = executor.own(self.flags.len());
        if own.len() == self.flags.len() {
            return &self.indices;
        }
        &self.indices[place_of(&self.indices, own)]
    }

    #[doc(hidden)]
    #[inline]
    pub fn flags_mut(&mut self) -> &mut [bool] {
        &mut self.flags
    }

    #[doc(hidden)]
    pub fn view(&self) -> ArrayView1<'_, bool> {
        ArrayView1::from(&self.flags[..])
    }

    #[doc(hidden)]
    pub fn view_mut(&mut self) -> EventsMut<'_> {
        EventsMut { events: self, are_written: false }
    }

    /// The number of the last change from outside.
    #[doc(hidden)]
    pub fn stamp(&self) -> u64 {
        self.stamp.number()
    }

    /// The number of events in all iterations.
    #[doc(hidden)]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Nothing decides on the event in this iteration: no neuron has it but those that were given it by hand.
    #[doc(hidden)]
    pub fn end(&mut self) {
        if !self.are_given {
            self.replace(&[]);
        }
    }

    /// The iteration is complete: its events are added to those of all.
    #[doc(hidden)]
    #[inline]
    pub fn count_up(&mut self, executor: &Executor) {
        // What others have is added when it becomes known.
        self.uncounted += self.own_indices(executor).len() as u64;
        if executor.ranks() == 1 {
            self.count += std::mem::take(&mut self.uncounted);
        }
        self.are_given = false;
    }

    /// What other ranks are told of these events after a while.
    pub(crate) fn post(&mut self) -> &mut Post {
        &mut self.post
    }

    /// Before an iteration: the own events that set out in it are to become known to other ranks.
    pub(crate) fn take_in(&mut self, world: &dyn World) {
        let own = place_of(&self.indices, own(self.flags.len(), world.rank(), world.ranks()));
        self.post.take_in(&self.indices[own]);
    }

    /// What sets out in an iteration; nothing where synapses take it when all ranks know it.
    pub(crate) fn set_out(&self) -> Option<&[u32]> {
        (!self.post.is_used()).then_some(&self.indices)
    }

    /// What has become known and no synapse has taken, and of which iterations it is all.
    pub(crate) fn new_ones(&self) -> (&[Spike], Range<u64>) {
        self.post.known()
    }

    /// All synapses have taken it.
    #[doc(hidden)]
    pub fn are_taken(&mut self) {
        self.post.is_taken();
    }

    /// Forgets what other ranks have said, which is no longer true.
    fn keep_own(&mut self, executor: &Executor) {
        let own = executor.own(self.flags.len());
        let flags = &mut self.flags;
        self.indices.retain(|&index| {
            let is_own = own.contains(&(index as usize));
            flags[index as usize] &= is_own;
            is_own
        });
    }

    /// Learns the events of the neurons of other ranks.
    #[doc(hidden)]
    pub fn exchange(&mut self, executor: &Executor) {
        let mut mail = std::mem::replace(&mut self.mail, Mail::EMPTY);
        executor.exchange_all(&mut mail, &mut [self]);
        self.mail = mail;
    }

    /// Lists the flags of own neurons that are set, each thread those that it has written.
    #[doc(hidden)]
    pub fn list_divided(&mut self, executor: &Executor) {
        if executor.ranks() > 1 {
            self.keep_own(executor);
        }
        self.indices.clear();
        if !executor.is_divided(self.flags.len(), COST) {
            let own = executor.own(self.flags.len());
            return executor.run(ListHere { first: own.start, flags: &self.flags[own], list: &mut self.indices });
        }
        let list = Mutex::new(&mut self.indices);
        executor.run_own_divided(List { first: 0, flags: &self.flags, list: &list }, COST);
        // As the threads took turns: long runs, mostly one for each thread.
        self.indices.sort();
    }

    /// Lists all flags that are set.
    #[doc(hidden)]
    pub fn list(&mut self) {
        self.indices.clear();
        find(&self.flags, |index| self.indices.push(index));
    }
}

/// The neurons of a rank that have the event, after how many they are, and the number of those that nobody else has counted.
impl Crossing for Events {
    fn tell(&mut self, world: &dyn World, message: &mut Vec<u32>) {
        let own = &self.indices[place_of(&self.indices, own(self.flags.len(), world.rank(), world.ranks()))];
        message.push(own.len() as u32);
        message.extend_from_slice(own);
        let uncounted = std::mem::take(&mut self.uncounted);
        message.extend([uncounted as u32, (uncounted >> 32) as u32]);
    }

    fn learn(&mut self, _: &dyn World, told: &mut [&[u32]]) {
        self.replace(&[]);
        for told in told {
            let length = first(told, 1)[0] as usize;
            self.indices.extend_from_slice(first(told, length));
            let uncounted = first(told, 2);
            self.count += u64::from(uncounted[0]) | u64::from(uncounted[1]) << 32;
        }
        self.indices.iter().for_each(|&index| self.flags[index as usize] = true);
    }
}

/// Where the indices in a range are in a list of them.
fn place_of(indices: &[u32], range: Range<usize>) -> Range<usize> {
    let place = |neuron: usize| indices.partition_point(|&index| (index as usize) < neuron);
    place(range.start)..place(range.end)
}

impl Keep for Events {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        to.fixed(name, self.view())?;
        to.one(&format!("{name}:count"), self.count)?;
        to.one(&format!("{name}:given"), self.are_given)
    }

    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        let count = format!("{name}:count");
        self.count = from.one(&count)?;
        if self.count > u64::MAX / 2 {
            return Err(from.wrong(&count, &format!("a number of events was expected, and {} was found", self.count)));
        }
        from.fill(name, &mut self.flags)?;
        self.are_given = from.one(&format!("{name}:given"))?;
        self.stamp.renew();
        self.list();
        Ok(())
    }
}

/// Calls for each flag that is set. Events are rare and come when they like, so that a question costs more than its
/// answer: there is one for 256 flags, and then one for 64 and one for each event.
#[inline(always)]
fn find(flags: &[bool], mut found: impl FnMut(u32)) {
    let (lines, rest) = flags.as_chunks::<64>();
    for (block, lines) in lines.chunks(4).enumerate() {
        if !lines.as_flattened().iter().fold(false, |any, flag| any | flag) {
            continue;
        }
        for (line, flags) in lines.iter().enumerate() {
            let (words, _) = flags.as_chunks::<8>();
            let mut bits = words.iter().rev().fold(0, |bits, flags| bits << 8 | self::bits(flags));
            while bits != 0 {
                found((block * 256 + line * 64) as u32 + bits.trailing_zeros());
                bits &= bits - 1;
            }
        }
    }
    let first = lines.len() * 64;
    let set = rest.iter().enumerate().filter(|(_, flag)| **flag);
    set.for_each(|(position, _)| found((first + position) as u32));
}

/// Lists those of the flags from `first` on that are set.
struct List<'a> {
    first: u32,
    flags: &'a [bool],
    list: &'a Mutex<&'a mut Vec<u32>>,
}

impl Kernel for List<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let append = |some: &[u32]| {
            self.list.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(some);
        };
        let (mut some, mut count) = ([0; 64], 0);
        find(self.flags, |index| {
            some[count] = self.first + index;
            count += 1;
            if count == some.len() {
                append(&some);
                count = 0;
            }
        });
        append(&some[..count]);
    }
}

impl Split for List<'_> {
    fn elements(&self) -> usize {
        self.flags.len()
    }

    fn split(self, at: usize) -> (Self, Self) {
        let List { first, flags, list } = self;
        let (flags, others) = flags.split_at(at);
        (List { first, flags, list }, List { first: first + at as u32, flags: others, list })
    }
}

/// The same by one thread.
struct ListHere<'a> {
    first: usize,
    flags: &'a [bool],
    list: &'a mut Vec<u32>,
}

impl Kernel for ListHere<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        find(self.flags, |index| self.list.push(self.first as u32 + index));
    }
}

/// Eight flags as eight bits, the first the lowest.
#[inline(always)]
fn bits(flags: &[bool; 8]) -> u64 {
    let [a, b, c, d, e, f, g, h] = *flags;
    let word = u64::from_le_bytes([a as u8, b as u8, c as u8, d as u8, e as u8, f as u8, g as u8, h as u8]);
    // Moves flag i from bit 8 i to bit 56 + i, and none onto another.
    word.wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The events of a group for writing, one flag for each neuron. They count from the moment this goes.
#[derive(Debug)]
pub struct EventsMut<'a> {
    events: &'a mut Events,
    are_written: bool,
}

impl Deref for EventsMut<'_> {
    type Target = [bool];
    fn deref(&self) -> &[bool] {
        &self.events.flags
    }
}

impl DerefMut for EventsMut<'_> {
    fn deref_mut(&mut self) -> &mut [bool] {
        self.are_written = true;
        &mut self.events.flags
    }
}

impl Drop for EventsMut<'_> {
    fn drop(&mut self) {
        // Who has only looked has said nothing.
        if !self.are_written {
            return;
        }
        self.events.stamp.renew();
        self.events.list();
        self.events.are_given = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_find_what_one_finds() {
        use crate::settings::RunSettings;
        let size = 50_000;
        let mut events = Events::EMPTY;
        assert!(events.begin(size, "group", "fired").unwrap());
        for threads in [1, 2, 3, 8] {
            let executor = RunSettings { threads: Some(threads), ..RunSettings::new(1, 0.1) }.executor().unwrap();
            for every in [1, 7, 9973, usize::MAX] {
                events.flags_mut().iter_mut().enumerate().for_each(|(index, flag)| *flag = index % every == every / 2);
                events.list();
                let expected = events.indices().to_vec();
                events.list_divided(&executor);
                assert_eq!(events.indices(), expected, "{threads} {every}");
            }
        }
    }

    #[test]
    fn indices_are_the_set_flags() {
        let mut events = Events::EMPTY;
        assert!(events.begin(149, "group", "fired").unwrap());
        for set in [vec![], vec![0, 7, 8, 20], vec![63, 64, 127, 128, 143, 144, 148], (0..149).collect::<Vec<u32>>()] {
            events.view_mut().fill(false);
            set.iter().for_each(|&index| events.view_mut()[index as usize] = true);
            assert_eq!(events.indices(), set);
        }
    }
}
