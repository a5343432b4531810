//! What a builder is told about the whole network.

use std::sync::Arc;

use crate::clock::Clock;
use crate::device::Device;
use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::math::Float;
use crate::ranks::{self, World};
use crate::vector::VectorLevel;

/// The settings of a builder that concern the whole network.
#[derive(Clone, Debug)]
pub struct RunSettings {
    /// The seed of all random draws.
    pub seed: u64,
    /// The time that one iteration stands for.
    pub dt: f64,
    /// The vector units to use; the widest that there are where nothing is said.
    pub level: Option<VectorLevel>,
    /// The number of threads; as many as there are cores where nothing is said.
    pub threads: Option<usize>,
    /// Whether updates of synapses wait until the synapses are read.
    pub defers: bool,
    /// After how many iterations each time all values are looked at; never where it is zero.
    pub finite_every: u64,
    /// The processes that run the network together; this one alone where nothing is said.
    pub world: Option<Arc<dyn World>>,
    /// Where the network runs; on the processor where nothing is said.
    pub device: Option<Device>,
}

impl RunSettings {
    /// A seed and a time step, and all else as the machine has it.
    pub const fn new(seed: u64, dt: f64) -> Self {
        RunSettings { seed, dt, level: None, threads: None, defers: true, finite_every: 0, world: None, device: None }
    }

    /// A clock at the first iteration.
    ///
    /// # Errors
    ///
    /// A time step that is not positive.
    pub fn clock<F: Float>(&self) -> Result<Clock> {
        // In the network's own number type: a step that vanishes there is none.
        let dt = F::from_f64(self.dt);
        if !(dt > F::ZERO && dt.is_finite()) {
            return Err(Error::TimeStep(self.dt));
        }
        Ok(Clock::at_start(self.seed, self.dt))
    }

    /// An error of one rank is one of all.
    ///
    /// # Errors
    ///
    /// The own one, or that of the first rank that has one.
    pub fn agree<T>(&self, result: Result<T>) -> Result<T> {
        match &self.world {
            Some(world) => ranks::agree(&**world, result),
            None => result,
        }
    }

    /// An error where there are several ranks, and something that they cannot do together.
    pub fn check_ranks(&self, network: &str, undivided: &[&str]) -> Result<()> {
        let are_several = self.world.as_ref().is_some_and(|world| world.ranks() > 1);
        match undivided {
            [first, ..] if are_several => {
                Err(Error::Ranks { network: network.to_owned(), reason: format!("{first}; it runs on one") })
            }
            _ => Ok(()),
        }
    }

    /// An executor without work.
    ///
    /// # Errors
    ///
    /// Vector units that are not there, an impossible number of threads.
    pub fn executor(&self) -> Result<Executor> {
        Executor::new(self)
    }
}
