//! By the distance between two neurons on their grids.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::plan::{self, Distances, Drawing, Gaussian, Plan};
use super::{Connector, Ends, Structure};
use crate::error::Result;
use crate::math::Float;
use crate::population::Grid;

/// The most squares of distances whose probabilities are kept.
const KEPT: usize = 1 << 20;

/// Connects a source and a target with a probability that depends on their distance: that of their positions
/// in steps of the grid, as the crow flies. Both grids begin at the same place.
#[derive(Clone, Copy, Debug)]
pub struct ByDistance {
    profile: Profile,
    /// The largest distance at which neurons are connected.
    reach: f64,
    is_wrapped: bool,
    self_connections: bool,
}

#[derive(Clone, Copy, Debug)]
enum Profile {
    /// All from a distance on.
    From(f64),
    Gaussian(Gaussian),
    /// The first without the second.
    Difference(Gaussian, Gaussian),
}

/// Connects each source with all targets that are not farther than `radius`.
pub fn disc(radius: f64) -> ByDistance {
    ring(0.0, radius)
}

/// Connects each source with all targets at a distance from `inner` to `outer`, both included.
pub fn ring(inner: f64, outer: f64) -> ByDistance {
    ByDistance { profile: Profile::From(inner), reach: outer, is_wrapped: false, self_connections: true }
}

/// Connects at distance d with the probability `peak` exp(-d² / (2 `sigma`²)).
pub fn gaussian(peak: f64, sigma: f64) -> ByDistance {
    everywhere(Profile::Gaussian(Gaussian { peak, sigma }))
}

/// Connects at distance d with the probability `peak` exp(-d² / (2 `sigma`²)) - `surround_peak` exp(-d² /
/// (2 `surround_sigma`²)). It is an error where that is not a probability at a distance that two neurons have.
pub fn difference_of_gaussians(peak: f64, sigma: f64, surround_peak: f64, surround_sigma: f64) -> ByDistance {
    let surround = Gaussian { peak: surround_peak, sigma: surround_sigma };
    everywhere(Profile::Difference(Gaussian { peak, sigma }, surround))
}

fn everywhere(profile: Profile) -> ByDistance {
    ByDistance { profile, reach: f64::INFINITY, is_wrapped: false, self_connections: true }
}

impl ByDistance {
    /// Connects nothing that is farther than `radius`, and asks for no probability there. A small radius makes
    /// large networks much faster to build.
    pub fn within(mut self, radius: f64) -> Self {
        self.reach = Float::min(self.reach, radius);
        self
    }

    /// Each end of an axis is next to its other end. Both groups have the same grid.
    pub fn wrapped(mut self) -> Self {
        self.is_wrapped = true;
        self
    }

    /// Leaves out the synapses of a neuron with itself.
    pub fn without_self(mut self) -> Self {
        self.self_connections = false;
        self
    }
}

impl Connector for ByDistance {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        self.check(ends)?;
        let (kept, _) = self.kept(ends, few(ends));
        // The bits of positive numbers are in the order of the numbers.
        let impossible = AtomicU64::new(u64::MAX);
        let stretches = ends.stretches(self.most(ends));
        let structure = ends.rows(|source, draws, row| {
            stretches.each(ends, source, draws, |_, targets, draws| {
                self.candidates(ends, source, targets, |target, squared| {
                    let probability = kept.get(squared as usize).copied().unwrap_or_else(|| self.probability(squared));
                    if probability == 0.0 || !self.self_connections && ends.is_self(source, target) {
                        return;
                    }
                    if !(0.0..=1.0).contains(&probability) {
                        impossible.fetch_min(squared.to_bits(), Relaxed);
                    } else if probability == 1.0 || draws.unit() < probability {
                        row.push(target as u32);
                    }
                });
            });
        })?;
        match impossible.into_inner() {
            u64::MAX => Ok(structure),
            bits => {
                let squared = f64::from_bits(bits);
                let (distance, found) = (Float::sqrt(squared), self.probability(squared));
                Err(ends.error(format!(
                    "expected a probability between 0 and 1, and {found} was found at a distance of {distance}"
                )))
            }
        }
    }

    /// None where a pair may have no probability at its distance: `connect` says at which.
    fn plan(&self, ends: &Ends<'_>) -> Result<Option<Plan>> {
        self.check(ends)?;
        // Where the others may not be probabilities they are wanted, too.
        let most = if matches!(self.profile, Profile::Difference(..)) { KEPT } else { few(ends) };
        let (kept, are_all) = self.kept(ends, most);
        let others = match self.profile {
            _ if are_all => None,
            Profile::From(inner) => Some(plan::Profile::From(inner)),
            Profile::Gaussian(gaussian) if gaussian.peak <= 1.0 => Some(plan::Profile::Gaussian(gaussian)),
            _ => return Ok(None),
        };
        if !kept.iter().all(|probability| (0.0..=1.0).contains(probability)) {
            return Ok(None);
        }
        let grids = [ends.source().grid(), ends.target().grid()];
        let distances = Distances { grids, is_wrapped: self.is_wrapped, reach: self.reach, kept, others };
        let bounds = ends.stretches(self.most(ends)).bounds();
        Ok(ends.plan(self.self_connections, bounds, Drawing::ByDistance(distances)))
    }
}

impl ByDistance {
    fn check(&self, ends: &Ends<'_>) -> Result<()> {
        if let Some(wrong) = self.wrong() {
            return Err(ends.error(wrong));
        }
        let (source, target) = (ends.source().grid(), ends.target().grid());
        if self.is_wrapped && source != target {
            let text = |Grid { width, height, depth }| format!("{width} x {height} x {depth}");
            return Err(ends.error(format!(
                "expected the same grid at both ends where distances are wrapped, and {} and {} were found",
                text(source),
                text(target)
            )));
        }
        Ok(())
    }

    /// What is wrong with the numbers.
    fn wrong(&self) -> Option<String> {
        if self.reach.is_nan() || self.reach < 0.0 {
            return Some(format!("expected a radius from 0 on, and {} was found", self.reach));
        }
        match self.profile {
            Profile::From(inner) if !(0.0..=self.reach).contains(&inner) => {
                Some(format!("expected an inner radius between 0 and {}, and {inner} was found", self.reach))
            }
            Profile::From(_) => None,
            Profile::Gaussian(gaussian) => gaussian.wrong(),
            Profile::Difference(center, surround) => center.wrong().or(surround.wrong()),
        }
    }

    /// The probability of a connection at a distance with this square.
    fn probability(&self, squared: f64) -> f64 {
        let distance = Float::sqrt(squared);
        if distance > self.reach {
            return 0.0;
        }
        match self.profile {
            Profile::From(inner) => f64::from(distance >= inner),
            Profile::Gaussian(gaussian) => gaussian.at(squared),
            Profile::Difference(center, surround) => center.at(squared) - surround.at(squared),
        }
    }

    /// The probabilities at the squared distances 0, 1, 2 and so on, for positions are whole numbers, but not more than
    /// `most`; and whether they are all. Those of distant neurons on long grids may be missing.
    fn kept(&self, ends: &Ends<'_>, most: usize) -> (Vec<f64>, bool) {
        let (source, target) = (sides(ends.source().grid()), sides(ends.target().grid()));
        let largest = source.iter().zip(target).map(|(&source, target)| source.max(target) as f64);
        let all = largest.map(|length| length * length).sum::<f64>() as usize;
        ((0..all.min(most)).map(|squared| self.probability(squared as f64)).collect(), all <= most)
    }

    /// How many targets are within reach at the most.
    fn most(&self, ends: &Ends<'_>) -> f64 {
        let across = 2.0 * Float::floor(self.reach) + 1.0;
        sides(ends.target().grid()).map(|length| Float::min(across, length as f64)).iter().product()
    }

    /// Those of some targets that are in a box that has all within reach, each with the square of its distance.
    fn candidates(&self, ends: &Ends<'_>, source: usize, some: Range<u32>, mut visit: impl FnMut(usize, f64)) {
        let some = some.start as usize..some.end as usize;
        let (targets, grid) = (ends.target(), sides(ends.target().grid()));
        let from = ends.source().grid().position(ends.source().neuron(source));
        let square = |axis: usize, to: usize| {
            let direct = from[axis].abs_diff(to);
            let distance = if self.is_wrapped { direct.min(grid[axis] - direct) } else { direct } as f64;
            distance * distance
        };
        let [x, y, z] = [0, 1, 2].map(|axis| self.reached(from[axis], grid[axis]));
        if x.len() * y.len() * z.len() > targets.size() {
            for target in some {
                let [x, y, z] = targets.grid().position(targets.neuron(target));
                visit(target, square(0, x) + square(1, y) + square(2, z));
            }
            return;
        }
        let (Some(first), Some(last)) = (some.clone().next(), some.clone().next_back()) else { return };
        let neurons = targets.neuron(first)..=targets.neuron(last);
        for z in z.map(|z| z % grid[2]) {
            for y in y.clone().map(|y| y % grid[1]) {
                let (row, across) = ((z * grid[1] + y) * grid[0], square(1, y) + square(2, z));
                if row > *neurons.end() || row + grid[0] <= *neurons.start() {
                    continue;
                }
                for x in x.clone().map(|x| if x < grid[0] { x } else { x % grid[0] }) {
                    if let Some(target) = targets.number(row + x).filter(|target| some.contains(target)) {
                        visit(target, square(0, x) + across);
                    }
                }
            }
        }
    }

    /// The positions along an axis within reach of another one, modulo the length of the axis and each once.
    fn reached(&self, position: usize, length: usize) -> std::ops::Range<usize> {
        let reach = Float::floor(self.reach) as usize;
        if !self.is_wrapped {
            return position.saturating_sub(reach)..position.saturating_add(reach).saturating_add(1).min(length);
        }
        if reach >= length / 2 {
            return 0..length;
        }
        position + length - reach..position + length + reach + 1
    }
}

impl Gaussian {
    fn at(&self, squared: f64) -> f64 {
        // Divided twice, for the square of a small sigma may be zero.
        self.peak * Float::exp(-0.5 * squared / self.sigma / self.sigma)
    }

    fn wrong(&self) -> Option<String> {
        if !(self.sigma > 0.0 && self.sigma < f64::INFINITY) {
            return Some(format!("expected a sigma above 0, and {} was found", self.sigma));
        }
        (!(0.0..f64::INFINITY).contains(&self.peak))
            .then(|| format!("expected a peak from 0 on, and {} was found", self.peak))
    }
}

/// How many probabilities are kept where there are few pairs.
fn few(ends: &Ends<'_>) -> usize {
    (ends.source().size() * ends.target().size()).min(KEPT)
}

/// The number of neurons along each axis.
fn sides(grid: Grid) -> [usize; 3] {
    [grid.width, grid.height, grid.depth]
}
