//! Every pair with the same probability.

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
        if !(0.0..=1.0).contains(&self.probability) {
            return Err(ends.error(format!("a probability is between 0 and 1, and this is {}", self.probability)));
        }
        let targets = ends.target().size();
        // The targets that are passed over between two connections are distributed geometrically.
        let scale = 1.0 / Float::ln(1.0 - self.probability);
        let gap = |draws: &mut Draws| match self.probability {
            0.0 => f64::INFINITY,
            1.0 => 0.0,
            _ => Float::floor(Float::ln(1.0 - draws.unit()) * scale),
        };
        let stretches = ends.stretches(self.probability * targets as f64);
        ends.rows(|source, draws, row| {
            stretches.each(ends, source, draws, |_, targets, draws| {
                let mut target = f64::from(targets.start) + gap(draws);
                while target < f64::from(targets.end) {
                    if self.self_connections || !ends.is_self(source, target as usize) {
                        row.push(target as u32);
                    }
                    target += 1.0 + gap(draws);
                }
            });
        })
    }
}
