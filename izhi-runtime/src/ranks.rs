//! Processes that run one network together.
//!
//! Each rank is a process that builds and runs the same program. It has the synapses to its own neurons, a contiguous
//! range of each group, and computes what these do; what crosses ranks is gathered by all of them: the events of an
//! iteration, the states of neurons that synapses elsewhere read, the parts of reductions. What is computed does not depend
//! on how many ranks there are.
//!
//! After a run every rank knows the states and events of all neurons. Synapses, and what recorders keep of neurons and their
//! events, are those of the own neurons, by the indices that neurons have in the whole group.
//!
//! # What crosses
//!
//! The schedule of a network says it: `parts learn cells.fired of each other`. Events that neurons of other ranks read through delays
//! alone go once in the shortest of these, those of all groups in one message, and where that is of two steps or more, an iteration is
//! computed meanwhile; with a delay of one step nothing is, for what has set out arrives at once. What is read without a delay, events
//! as they are and of states all neurons of the group, goes before the first step that reads it, with all else that has changed until
//! then and is read before it changes again. What only the own neurons read stays where it is until the run ends.
//! [`profile`](crate::Network::profile) says how long it takes and which rank the others wait for. Sums over the synapses that neurons
//! send to, and Rust functions, which are given all neurons at once, are errors at building.
//!
//! Neurons are divided in blocks of 256, so that a group of fewer is with one rank.
//!
//! # What was recorded
//!
//! [`gathered`](crate::Network::gathered) shows a network on one rank as if that had recorded everything, to whatever takes the recordings of a
//! network. The rank has to have memory for it.
//!
//! ```text
//! net.simulate(10_000)?;
//! net.gathered(0, |net| {
//!     println!("{} events", net.cells.spikes.fired().len());
//!     write_recordings(net, "recordings.npz")
//! })?;
//! ```
//!
//! Otherwise each rank writes its own: what takes the path of a file on one rank takes that of a folder on several, which all of
//! them see, and there each writes a file. `ranks.txt` in it says what they are called and which neurons of each group they have.
//!
//! # Snapshots
//!
//! A snapshot is of one rank, its synapses and all neurons, and says so. As many ranks go back together, each to its own, with the
//! bits of a run that was never interrupted; a checkpoint is a folder with a file for each. Whatever all ranks have to do together
//! is an error on all of them where it is one on any.
//!
//! # What runs on one rank only
//!
//! Sums over the synapses that neurons send to; Rust functions (`call`); `set_synapses`; values of another number of ranks;
//! checkpoints of another number of ranks; a list of values for a union of which one part alone, a list of synapses in an order of its own,
//! has some. Each is an error.
//!
//! # Building
//!
//! Each rank draws the synapses to its own neurons from the counters that one process would take. Long rows are drawn in stretches of
//! some thousand targets, of which a rank draws those that it has a part in, so that building takes the time of its part. Small worlds,
//! whose rows are one draw, and lists of synapses, which are given, are gone through in whole. Only the numbers of synapses of each source
//! cross ranks.
//!
//! # What all ranks have to do alike
//!
//! All build the same network, which is checked, and call the same methods in the same order: a rank that runs fewer iterations or
//! returns early lets the others wait for ever. [`simulate_with`](crate::Network::simulate_with) ends on all where it ends on one.
//!
//! # What stays with one rank
//!
//! What is looked up by name is what the rank has: synapses, their structure and their number are those to its own neurons, and
//! so are they where a network is printed. In matrices of all to all synapses the rows of other targets are not in use. Whoever
//! writes to a neuron, a parameter or a switch between two runs does so on all ranks alike.
//!
//! A [`World`] is how ranks are reached: the crate `izhi-mpi` has MPI's, and [`in_threads`] one for the threads of one process, in
//! which networks that are to run on many machines can be tested.

mod alike;
mod exchange;
mod local;
mod measured;
mod message;
mod post;

use std::fmt;
use std::ops::Range;

#[doc(hidden)]
pub use alike::check_alike;
pub(crate) use alike::digest;
#[doc(hidden)]
pub use exchange::Mail;
pub(crate) use exchange::{agree, before_and_all, collect, collect_at, exchange, gather_blocks, gather_same};
pub use local::{Local, in_threads};
pub use measured::Exchange;
pub(crate) use measured::Measured;
#[doc(hidden)]
pub use message::Crossing;
pub(crate) use message::{exchange as exchange_all, first, learn_values, split, tell_values};
pub(crate) use post::Post;

use crate::vector::BLOCK;

/// The processes that run one network together. All of them call the same methods in the same order.
pub trait World: fmt::Debug + Send + Sync {
    /// The number of this process, below [`ranks`](World::ranks).
    fn rank(&self) -> usize;

    /// How many processes there are.
    fn ranks(&self) -> usize;

    /// Lets `all` be the bytes of every rank side by side, in ascending rank: `counts` says how many each has, which all of
    /// them know, and `own` are those of this one.
    fn gather(&self, own: &[u8], counts: &[usize], all: &mut [u8]);

    /// The same while `work` is done, in which ranks may gather other things. Where messages travel by themselves, nobody waits
    /// for them.
    fn gather_during(&self, own: &[u8], counts: &[usize], all: &mut [u8], work: &mut dyn FnMut()) {
        work();
        self.gather(own, counts, all);
    }
}

/// The neurons of a rank in a group of so many. Whole blocks, which reductions add up together.
pub fn own(neurons: usize, rank: usize, ranks: usize) -> Range<usize> {
    let bound = |rank: usize| {
        let even = neurons as u128 * rank as u128 / ranks as u128;
        (even as usize).next_multiple_of(BLOCK).min(neurons)
    };
    bound(rank)..bound(rank + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_neuron_has_one_rank() {
        for ranks in 1..9 {
            for neurons in [0, 1, 255, 256, 257, 1000, 5000, 77_169] {
                let mut next = 0;
                for rank in 0..ranks {
                    let own = own(neurons, rank, ranks);
                    assert_eq!(own.start, next);
                    next = own.end;
                }
                assert_eq!(next, neurons);
            }
        }
    }
}
