//! Networks on a GPU: what their device programs need, and who runs them.

mod cache;
mod columns;
mod compiler;
mod error;
mod gpu;
mod layout;
mod machine;
mod platform;
mod program;
mod recorded;
mod session;

pub use compiler::{THREADS, compile, compile_to_ptx};
pub use error::{Error, Result};
pub use gpu::Gpu;
pub use machine::{Buffer, Machine, Shape};
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
    include_str!("../device/run.h"),
    include_str!("../device/neurons.h"),
    include_str!("../device/synapses.h"),
);

/// The oldest CUDA whose drivers and compilers run networks.
const OLDEST_CUDA: u32 = 12;
