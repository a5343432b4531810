//! What a run is made with and where it stands.

use crate::error::{Error, Result};
use crate::math::Float;
use crate::vector::{Kernel, VectorLevel};

/// The settings of a builder that concern the whole network.
#[derive(Clone, Debug)]
pub struct RunSettings {
    /// The seed of all random draws.
    pub seed: u64,
    /// The time that one iteration stands for.
    pub dt: f64,
    /// The vector units to use; the widest that there are where nothing is said.
    pub level: Option<VectorLevel>,
}

impl RunSettings {
    /// A seed and a time step, and all else as the machine has it.
    pub const fn new(seed: u64, dt: f64) -> Self {
        RunSettings { seed, dt, level: None }
    }

    /// A clock at the first iteration.
    ///
    /// # Errors
    ///
    /// A time step that is not positive, vector units that are not there.
    pub fn clock(&self) -> Result<Clock> {
        if !(self.dt > 0.0 && self.dt.is_finite()) {
            return Err(Error::TimeStep(self.dt));
        }
        let level = self.level.unwrap_or_else(VectorLevel::widest);
        level.check()?;
        Ok(Clock { seed: self.seed, dt: self.dt, iteration: 0, level })
    }
}

/// Seed, time step and iteration of a network.
#[derive(Debug)]
pub struct Clock {
    seed: u64,
    dt: f64,
    iteration: u64,
    // Only a level that has been checked stands here: kernels run on it unseen.
    level: VectorLevel,
}

impl Clock {
    /// The clock of a network that is not built yet.
    #[doc(hidden)]
    pub const STOPPED: Self = Clock { seed: 0, dt: 0.0, iteration: 0, level: VectorLevel::Baseline };

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

    /// Runs a kernel on the vector units of this run.
    #[doc(hidden)]
    #[inline]
    pub fn run<K: Kernel>(&self, kernel: K) -> K::Output {
        // SAFETY: the level is the baseline, or `RunSettings::clock` has checked it.
        unsafe { self.level.run(kernel) }
    }
}
