//! Sums over synapses on their way along the dendrites.
//!
//! What synapses with a dendritic delay of d steps do in iteration t arrives at their targets in iteration t + d.

use ndarray::ArrayView1;

use crate::clock::Clock;
use crate::delays::Line;
use crate::error::Result;
use crate::math::Float;
use crate::propagate::Sums;
use crate::snapshot::{Keep, Loading, Saving};

/// Sums over the synapses of each target, those of the last iterations.
#[derive(Debug)]
pub struct Conduction<F> {
    /// That of an iteration stands at its number modulo the length, with the iteration in which it arrives. A behaviour
    /// that is switched off sends nothing.
    ring: Vec<(Sums<F>, Option<u64>)>,
}

impl<F: Float> Conduction<F> {
    /// Nothing on its way.
    pub const EMPTY: Self = Conduction { ring: Vec::new() };

    /// As long as the line.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub fn build(&mut self, line: Line, synapses: &str) -> Result<()> {
        let sums = (0..line.steps).map(|_| Ok((Sums::allocate(line.neurons, synapses)?, None)));
        self.ring = sums.collect::<Result<_>>()?;
        Ok(())
    }

    /// Nothing is on its way any more.
    pub fn clear(&mut self) {
        self.ring.iter_mut().for_each(|(_, due)| *due = None);
    }

    /// Sends sums, and makes `into` those that arrive in this iteration: zero where none do.
    pub fn conduct(&mut self, clock: &Clock, from: &Sums<F>, into: &mut Sums<F>) {
        let (now, length) = (clock.iteration(), self.ring.len() as u64);
        let (sums, due) = &mut self.ring[(now % length) as usize];
        std::mem::swap(into, sums);
        if *due != Some(now) {
            into.set_zero();
        }
        sums.copy(from);
        *due = Some(now + length);
    }

    /// The sums that are on their way before an iteration, the latest last: nothing for iterations in which none were sent.
    pub(crate) fn sent(&self, clock: &Clock) -> Vec<ArrayView1<'_, F>> {
        let next = clock.iteration();
        let mut sent: Vec<(u64, &Sums<F>)> =
            self.ring.iter().filter_map(|(sums, due)| Some(((*due)?, sums))).filter(|(due, _)| *due >= next).collect();
        sent.sort_by_key(|(due, _)| *due);
        sent.into_iter().map(|(_, sums)| ArrayView1::from(sums.values())).collect()
    }
}

impl<F: Float> Keep for Conduction<F> {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        let due: Vec<u64> = self.ring.iter().map(|(_, due)| due.unwrap_or(u64::MAX)).collect();
        to.fixed(&format!("{name}:due"), ArrayView1::from(&due))?;
        let sums: Vec<F> = self.ring.iter().flat_map(|(sums, _)| sums.values()).copied().collect();
        to.fixed(name, ArrayView1::from(&sums))
    }

    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        let mut due = vec![0; self.ring.len()];
        from.fill::<u64>(&format!("{name}:due"), &mut due)?;
        let targets = self.ring.first().map_or(0, |(sums, _)| sums.values().len());
        let mut sums = from.shaped::<F>(name, &[self.ring.len() * targets])?.into_iter();
        for ((own, own_due), due) in self.ring.iter_mut().zip(due) {
            *own_due = (due != u64::MAX).then_some(due);
            own.values_mut().iter_mut().zip(&mut sums).for_each(|(own, sum)| *own = sum);
        }
        Ok(())
    }
}
