//! Networks on a GPU: what their device programs need, and who runs them.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let gpu = izhi_cuda::gpu(0)?;
//! println!("{}", gpu.name());
//! // let mut net = Net::builder().device(&gpu).build()?;
//! # Ok(())
//! # }
//! ```
//!
//! A network is one kernel, whose warps go through all iterations of a block together (`device/run.h`); the host comes between blocks,
//! to fetch what has been recorded. Each warp has stretches of the neurons of each group and all synapses that arrive at them
//! (`device/synapses.h`): what a unit of work writes, one warp writes, and sums are added up in the order in which the processor adds
//! them, so that the bits are the same on every card. Warps are written so that the same text is C++ in which a warp is a thread
//! (`device/warp.h`), which is how programs are tested without a card; in some tests each lane is a thread there as on a GPU, and they
//! take turns in an order that is drawn.
//!
//! What an iteration takes is mostly waiting: for all other warps, and then for memory, as a multiprocessor forgets its cache at each
//! wait. So the warps of a group keep near them what they are told (`device/group.h`), list together the events that all of them would
//! look for (`device/events.h`), and read of a synapse that is sent ahead one piece of memory (`device/delivery.h`).
//!
//! Networks of one declaration that [run together](izhi_runtime::simulate_together) share one launch. Its groups of
//! threads are cut among them, and those of one network wait for each other alone, so that each goes through its own
//! iterations at its own pace. A network that runs by itself is the only one of its launch.
//!
//! While a network is built, synapses are drawn on the card from plans of their connectors, and sorted by their delays, by a program of
//! its own, the same for all networks ([`connect`]); delays and weights are computed by the network's program (`device/begin.h`).
//!
//! Between runs the network itself has everything. A run takes over what has been changed from outside since the last one, and gives
//! back what steps change: states, events, what is on its way, and recordings, of events as lists (`device/recorded.h`). What synapses
//! have stays on the device until somebody looks at it or the next run takes it from there (`loans`). A launch takes about half a second,
//! for the sake of cards with a display. After an error of the machine during a run recorders can have rows of iterations that have not
//! been given back, and what synapses have learnt is lost: such a network is to be reset or restored.

mod cache;
mod columns;
mod compiler;
pub mod connect;
mod error;
mod gpu;
mod layout;
mod loans;
mod machine;
mod platform;
mod program;
mod recorded;
mod session;

pub use compiler::{THREADS, compile, compile_to_ptx};
pub use error::{Error, Result};
pub use gpu::Gpu;
pub use machine::{Buffer, Machine, Memory, Shape};
pub use platform::{device_of, gpu};

/// What device programs are made of, in CUDA C that is C++ as well: types, elementary functions and random draws.
pub const LIBRARY: &str = concat!(
    include_str!("../device/types.h"),
    include_str!("../device/bits.h"),
    include_str!("../device/msun.h"),
    include_str!("../device/elementary.h"),
    include_str!("../device/random.h"),
    include_str!("../device/distributions.h"),
    include_str!("../device/timing.h"),
    include_str!("../device/warp.h"),
    include_str!("../device/group.h"),
    include_str!("../device/run.h"),
    include_str!("../device/neurons.h"),
    include_str!("../device/events.h"),
    include_str!("../device/synapses.h"),
    include_str!("../device/delivery.h"),
    include_str!("../device/begin.h"),
    include_str!("../device/recorded.h"),
);

/// The oldest CUDA whose drivers and compilers run networks.
const OLDEST_CUDA: u32 = 12;
