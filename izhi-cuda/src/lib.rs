//! Networks on a GPU: what their device programs need, and who runs them.

/// What device programs are made of, in CUDA C that is C++ as well: types, elementary functions and random draws.
pub const LIBRARY: &str = concat!(
    include_str!("../device/types.h"),
    include_str!("../device/bits.h"),
    include_str!("../device/msun.h"),
    include_str!("../device/elementary.h"),
    include_str!("../device/random.h"),
    include_str!("../device/distributions.h"),
    include_str!("../device/timing.h"),
);
