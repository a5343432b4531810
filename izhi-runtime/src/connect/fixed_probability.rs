//! Every pair with the same probability.

use super::plan::{Drawing, Passing, Plan};
use super::stretches::Stretches;
use super::{Connector, Draws, Ends, Structure};
use crate::error::Result;
use crate::math::Float;

/// Connects each pair with the same probability, independent of all others.
#[derive(Clone, Copy, Debug)]
pub struct FixedProbability {
    probability: f64,
    self_connections: bool,
}

/// Connects each pair with the given probability, a neuron with itself included.
pub fn fixed_probability(probability: f64) -> FixedProbability {
    FixedProbability { probability, self_connections: true }
}

impl FixedProbability {
    /// Leaves out the synapses of a neuron with itself.
    pub fn without_self(mut self) -> Self {
        self.self_connections = false;
        self
    }
}

impl Connector for FixedProbability {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        let (passing, stretches) = self.checked(ends)?;
        ends.rows(|source, draws, row| {
            stretches.each(ends, source, draws, |_, targets, draws| {
                let mut target = f64::from(targets.start) + passing.count(draws);
                while target < f64::from(targets.end) {
                    if self.self_connections || !ends.is_self(source, target as usize) {
                        row.push(target as u32);
                    }
                    target += 1.0 + passing.count(draws);
                }
            });
        })
    }

    fn plan(&self, ends: &Ends<'_>) -> Result<Option<Plan>> {
        let (passing, stretches) = self.checked(ends)?;
        Ok(ends.plan(self.self_connections, stretches.bounds(), Drawing::Passing(passing)))
    }
}

impl FixedProbability {
    fn checked(&self, ends: &Ends<'_>) -> Result<(Passing, Stretches)> {
        if !(0.0..=1.0).contains(&self.probability) {
            return Err(ends.error(format!("a probability is between 0 and 1, and this is {}", self.probability)));
        }
        let stretches = ends.stretches(self.probability * ends.target().size() as f64);
        Ok((Passing::of(self.probability), stretches))
    }
}

impl Passing {
    pub(super) fn of(probability: f64) -> Self {
        Passing { scale: 1.0 / Float::ln(1.0 - probability) }
    }

    /// How many targets are passed over.
    fn count(self, draws: &mut Draws) -> f64 {
        if self.scale == 0.0 {
            0.0
        } else if self.scale.is_infinite() {
            // The probability is zero, or so small that one minus it is one.
            f64::INFINITY
        } else {
            Float::floor(Float::ln(1.0 - draws.unit()) * self.scale)
        }
    }
}
