//! Where a network stands: what its draws and its time depend on, and nothing of the machine.

use crate::math::Float;

/// Seed, time step and iteration of a network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    seed: u64,
    dt: f64,
    iteration: u64,
}

impl Clock {
    /// The clock of a network that is not built yet.
    #[doc(hidden)]
    pub const STOPPED: Self = Clock::at_start(0, 0.0);

    pub(crate) const fn at_start(seed: u64, dt: f64) -> Self {
        Clock { seed, dt, iteration: 0 }
    }

    /// The seed of all random draws.
    #[inline]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The time that one iteration stands for.
    #[inline]
    pub fn dt<F: Float>(&self) -> F {
        F::from_f64(self.dt)
    }

    /// The number of iterations that are complete.
    #[inline]
    pub fn iteration(&self) -> u64 {
        self.iteration
    }

    #[doc(hidden)]
    pub fn advance(&mut self) {
        self.iteration += 1;
    }
}
