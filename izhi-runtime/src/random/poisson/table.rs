//! The Poisson distribution of means that do not change: what belongs to a mean is computed once.

use std::collections::BTreeMap;

use super::{LARGE, TERMS, expansion, poisson, thresholds};
use crate::error::Result;
use crate::memory;
use crate::random::{Draw, Stream};

/// Thresholds that each draw is compared with in turn: few enough for the registers.
const STEP: usize = 8;

/// Neurons for which the draws are made at once: whole tiles of the generator.
const BLOCK: usize = 256;

/// Where neighbours with the same mean are fewer on average, each neuron is computed by itself.
const SHORTEST: usize = 32;

/// Numbers of events of the neurons of a group, each with a mean that does not change.
///
/// Neighbours with the same mean share a table of thresholds, so that a draw of mean 2 takes 16 comparisons instead of
/// the 32 terms and the normal draw of [`poisson`]. The numbers are the same to the last bit.
#[derive(Debug)]
pub struct PoissonTable<F> {
    /// Stretches of neurons with one mean, in order; empty where there are too many.
    runs: Vec<Run>,
    kinds: Vec<Kind<F>>,
    thresholds: Vec<F>,
    /// The mean of each neuron, where there are no runs.
    means: Vec<F>,
}

/// Neurons up to `end` that have the mean of a kind.
#[derive(Clone, Copy, Debug)]
struct Run {
    end: usize,
    kind: usize,
}

/// How the numbers of one mean come about.
#[derive(Clone, Copy, Debug)]
enum Kind<F> {
    /// As many as thresholds, from `first` on, are not above the uniform draw. The last one counts `further` times
    /// more: where the terms are too small to be added, all further thresholds are the same.
    Small { first: usize, count: usize, last: F, further: F },
    /// The expansion in the normal draw.
    Large(F),
    /// There is no such mean.
    Invalid,
}

impl<F: Draw> PoissonTable<F> {
    /// No neurons.
    pub const EMPTY: Self =
        PoissonTable { runs: Vec::new(), kinds: Vec::new(), thresholds: Vec::new(), means: Vec::new() };

    /// Room for so many neurons.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub fn make_room(&mut self, size: usize, place: &str) -> Result<()> {
        memory::reserve(&mut self.means, size, place)
    }

    /// Makes it the table of neurons with a mean each.
    pub fn tabulate(&mut self, means: &[F]) {
        self.runs.clear();
        self.kinds.clear();
        self.thresholds.clear();
        self.means.clear();
        let same = |left: &F, right: &F| bits(*left) == bits(*right);
        if means.chunk_by(same).count() > means.len() / SHORTEST + 1 {
            self.means.extend_from_slice(means);
            return;
        }
        let mut kinds: BTreeMap<u64, usize> = BTreeMap::new();
        let mut end = 0;
        for run in means.chunk_by(same) {
            end += run.len();
            let kind = *kinds.entry(bits(run[0])).or_insert_with(|| self.add_kind(run[0]));
            self.runs.push(Run { end, kind });
        }
    }

    /// Finds out how the numbers of a mean come about.
    fn add_kind(&mut self, mean: F) -> usize {
        let kind = if mean >= F::from_f64(LARGE) {
            Kind::Large(mean)
        } else if mean >= F::ZERO {
            self.add_thresholds(mean)
        } else {
            Kind::Invalid
        };
        self.kinds.push(kind);
        self.kinds.len() - 1
    }

    fn add_thresholds(&mut self, mean: F) -> Kind<F> {
        // They ascend; no draw reaches those above the largest number below 1.
        let largest = F::ONE - F::EPSILON / F::from_f64(2.0);
        let all = thresholds(mean);
        let reached = all.iter().position(|below| *below > largest).unwrap_or(TERMS);
        let Some(&last) = all[..reached].last() else {
            return Kind::Small { first: 0, count: 0, last: F::INFINITY, further: F::ZERO };
        };
        let distinct = all[..reached].iter().position(|below| *below == last).unwrap_or(0) + 1;
        let first = self.thresholds.len();
        let count = distinct.next_multiple_of(STEP);
        self.thresholds.extend_from_slice(&all[..distinct]);
        self.thresholds.resize(first + count, F::INFINITY);
        Kind::Small { first, count, last, further: F::from_i64((reached - distinct) as i64) }
    }

    /// The numbers of the neurons from `first` on: those of [`poisson`] with the draws of these streams.
    #[inline(always)]
    pub fn draw(&self, uniform: &Stream, normal: &Stream, iteration: u64, first: usize, out: &mut [F]) {
        let (mut uniforms, mut normals) = ([F::ZERO; BLOCK], [F::ZERO; BLOCK]);
        let mut first = first;
        for out in out.chunks_mut(BLOCK) {
            let (uniforms, normals) = (&mut uniforms[..out.len()], &mut normals[..out.len()]);
            let (needs_uniform, needs_normal) = self.needs(first, out.len());
            if needs_uniform {
                uniform.uniform(iteration, first as u64, uniforms);
            }
            if needs_normal {
                normal.normal(iteration, first as u64, normals);
            }
            self.evaluate(first, uniforms, normals, out);
            first += out.len();
        }
    }

    /// Whether some of these neurons need a uniform draw, and whether some need a normal one.
    #[inline(always)]
    fn needs(&self, first: usize, count: usize) -> (bool, bool) {
        if self.runs.is_empty() {
            let large = F::from_f64(LARGE);
            return (true, self.means[first..first + count].iter().fold(false, |any, mean| any | (*mean >= large)));
        }
        let (mut needs_uniform, mut needs_normal) = (false, false);
        let mut at = first;
        for run in &self.runs[self.runs.partition_point(|run| run.end <= first)..] {
            if at >= first + count {
                break;
            }
            match self.kinds[run.kind] {
                Kind::Small { .. } => needs_uniform = true,
                Kind::Large(_) => needs_normal = true,
                Kind::Invalid => {}
            }
            at = run.end;
        }
        (needs_uniform, needs_normal)
    }

    /// The numbers of at most a block of neurons from `first` on, from a uniform and a normal draw for each.
    #[inline(always)]
    fn evaluate(&self, first: usize, uniforms: &[F], normals: &[F], out: &mut [F]) {
        let length = out.len();
        if self.runs.is_empty() {
            let means = &self.means[first..][..length];
            let draws = uniforms[..length].iter().zip(&normals[..length]);
            for (out, ((uniform, normal), mean)) in out.iter_mut().zip(draws.zip(means)) {
                *out = poisson(*uniform, *normal, *mean);
            }
            return;
        }
        let mut done = 0;
        for run in &self.runs[self.runs.partition_point(|run| run.end <= first)..] {
            if done == length {
                break;
            }
            let end = length.min(run.end - first);
            let part = &mut out[done..end];
            match self.kinds[run.kind] {
                Kind::Small { first, count, last, further } => {
                    let thresholds = &self.thresholds[first..first + count];
                    invert(thresholds, last, further, &uniforms[done..end], part);
                }
                Kind::Large(mean) => {
                    for (out, normal) in part.iter_mut().zip(&normals[done..end]) {
                        *out = expansion(*normal, mean);
                    }
                }
                Kind::Invalid => part.fill(F::NAN),
            }
            done = end;
        }
    }
}

fn bits<F: Draw>(mean: F) -> u64 {
    mean.to_f64().to_bits()
}

/// How many thresholds are not above each draw, of at most a block. The inner loop is over the draws, so that the compiler
/// makes vectors of them.
#[inline(always)]
fn invert<F: Draw>(thresholds: &[F], last: F, further: F, uniforms: &[F], out: &mut [F]) {
    let mut counts = [F::Count::default(); BLOCK];
    let counts = &mut counts[..out.len()];
    for thresholds in thresholds.as_chunks::<STEP>().0 {
        for (count, uniform) in counts.iter_mut().zip(uniforms) {
            for threshold in thresholds {
                *count += F::Count::from(*uniform >= *threshold);
            }
        }
    }
    for ((out, count), uniform) in out.iter_mut().zip(counts).zip(uniforms) {
        *out = F::from_count(*count) + if *uniform >= last { further } else { F::ZERO };
    }
}

#[cfg(test)]
mod tests;
