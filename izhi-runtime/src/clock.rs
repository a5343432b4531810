//! Where a network stands: what its draws and its time depend on, and nothing of the machine.

use crate::math::Float;

/// How far from a whole number of steps a time can be by rounding alone: a share of it, and in steps.
const ROUNDING: [f64; 2] = [1e-5, 1e-2];

/// How many steps a time is, or the nearest times that are a whole number of them.
pub(crate) fn whole_steps(time: f64, dt: f64) -> Result<f64, [f64; 2]> {
    let steps = time / dt;
    let nearest = steps.round();
    if (steps - nearest).abs() <= (ROUNDING[0] * nearest.abs()).min(ROUNDING[1]) {
        return Ok(nearest);
    }
    // For people: without the last digits, in which a product differs from what one would write.
    let multiple = |steps: f64| (steps * dt * 1e9).round() / 1e9;
    Err([multiple(steps.floor()).max(dt), multiple(steps.ceil()).max(dt)])
}

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
        Clock::at(seed, dt, 0)
    }

    pub(crate) const fn at(seed: u64, dt: f64, iteration: u64) -> Self {
        Clock { seed, dt, iteration }
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

    /// Back to the first iteration, with a seed.
    #[doc(hidden)]
    pub fn restart(&mut self, seed: u64) {
        *self = Clock::at_start(seed, self.dt);
    }

    #[doc(hidden)]
    pub fn advance(&mut self) {
        self.iteration += 1;
    }
}
