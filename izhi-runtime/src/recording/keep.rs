//! Recordings in a snapshot.

use ndarray::ArrayView1;

use crate::error::Result;
use crate::math::Float;
use crate::snapshot::{Keep, Loading, Saving, Sink, Stored};
use crate::weights::Extent;

use super::sampling::Plan;
use super::series::{Row, Series, Variable};
use super::synapses::Synapses;
use super::{Recording, Spike};

impl<F: Float> Keep for Recording<F> {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        to.one(&format!("{name}:on"), self.is_on)?;
        self.plan.save(name, to)?;
        for variable in &self.variables {
            if let Some(synapses) = &variable.synapses {
                synapses.save(&format!("{name}.{}", variable.name), to)?;
            }
        }
        self.save_bin(name, to)?;
        self.save_rows(name, to)
    }

    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        self.clear();
        self.is_on = from.one(&format!("{name}:on"))?;
        let mut plan = Plan::EVERYTHING;
        plan.load(name, from)?;
        if plan.neurons().is_some_and(|neurons| neurons.iter().any(|&neuron| neuron as usize >= self.size)) {
            return Err(from.wrong(name, &format!("some of {} neurons were expected", self.size)));
        }
        self.follow(plan);
        self.load_bin(name, from)?;
        let iterations: Vec<u64> = from.values(&format!("{name}:iterations"))?;
        for variable in &mut self.variables {
            if let Some(synapses) = &mut variable.synapses {
                synapses.load(&format!("{name}.{}", variable.name), from)?;
            }
            variable.load(&format!("{name}.{}", variable.name), iterations.len(), self.size, from)?;
        }
        self.iterations = iterations;
        Ok(())
    }
}

impl<F: Float> Recording<F> {
    /// Gives out all that has been recorded, column by column. `cells.recorder:iterations` is the iteration of each row, and
    /// `cells.recorder.v` the rows, in the shape in which the recorder hands them out. Of events, `cells.spikes.fired` is the neuron of each,
    /// and `cells.spikes.fired:iterations` the iteration. `cells.recorder:neurons` is the neurons of the columns, or empty where these are
    /// all of the group, and `cells.recorder.EXC_W:synapses`, where some are left out, where the synapses of the columns stand in the
    /// rows of their group.
    ///
    /// # Errors
    ///
    /// Those of the sink.
    pub fn write(&self, to: &mut dyn Sink) -> Result<()> {
        let mut to = Saving::new(&self.place(), to);
        to.growing(":neurons", ArrayView1::from(self.neurons().unwrap_or_default()))?;
        for Variable { name, synapses, .. } in &self.variables {
            let Some(places) = synapses.as_ref().and_then(Synapses::places) else { continue };
            let places: Vec<u64> = places.iter().map(|&place| place as u64).collect();
            to.growing(&format!(".{name}:synapses"), ArrayView1::from(&places))?;
        }
        self.save_rows("", &mut to)
    }

    fn save_rows(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        to.growing(&format!("{name}:iterations"), self.iterations())?;
        for (number, variable) in self.variables.iter().enumerate() {
            let name = format!("{name}.{}", variable.name);
            match (&variable.series, variable.row) {
                (Series::Values(values), Row::Dense(extent)) => to.growing(&name, self.matrices(extent, values))?,
                (Series::Values(values), Row::One | Row::Rate) => to.growing(&name, self.column(values))?,
                (Series::Values(values), _) => to.growing(&name, self.rows(number, values))?,
                (Series::Integers(values), Row::One) => to.growing(&name, self.column(values))?,
                (Series::Integers(values), _) => to.growing(&name, self.rows(number, values))?,
                (Series::Flags(flags), Row::One) => to.growing(&name, self.column(flags))?,
                (Series::Flags(flags), _) => to.growing(&name, self.rows(number, flags))?,
                (Series::Events(_), _) => {
                    let spikes = self.events_of(number);
                    let (iterations, neurons): (Vec<u64>, Vec<u32>) =
                        spikes.iter().map(|spike| (spike.iteration, spike.neuron)).unzip();
                    to.growing(&name, ArrayView1::from(&neurons))?;
                    to.growing(&format!("{name}:iterations"), ArrayView1::from(&iterations))?;
                }
            }
        }
        Ok(())
    }
}

impl<F: Float> Variable<F> {
    /// Becomes the rows of so many iterations.
    fn load(&mut self, name: &str, iterations: usize, neurons: usize, from: &mut Loading<'_>) -> Result<()> {
        match &mut self.series {
            Series::Values(values) => {
                if let (Row::Dense(extent), Some(synapses)) = (&mut self.row, &self.synapses) {
                    *extent = synapses.kept();
                    let Extent { sources, targets } = *extent;
                    let matrices = from.shaped::<F>(name, &[iterations, targets, sources])?;
                    *values = matrices.permuted_axes(vec![0, 2, 1]).iter().copied().collect();
                    return Ok(());
                }
                // There can be other synapses than before, and a recorder has seen those.
                if let Row::Sparse(_, synapses) = &mut self.row {
                    *synapses = from.array::<F>(name)?.shape().last().copied().unwrap_or_default();
                }
                *values = rows(iterations, self.row, name, from)?;
            }
            Series::Integers(values) => *values = rows(iterations, self.row, name, from)?,
            Series::Flags(flags) => *flags = rows(iterations, self.row, name, from)?,
            Series::Events(spikes) => {
                let (indices, times) = (from.values::<u32>(name)?, from.values::<u64>(&format!("{name}:iterations"))?);
                if indices.len() != times.len() || indices.iter().any(|&neuron| neuron as usize >= neurons) {
                    return Err(from.wrong(name, &format!("events of {neurons} neurons were expected")));
                }
                *spikes =
                    times.into_iter().zip(indices).map(|(iteration, neuron)| Spike { iteration, neuron }).collect();
            }
        }
        Ok(())
    }
}

/// So many rows.
fn rows<T: Stored>(iterations: usize, row: Row, name: &str, from: &mut Loading<'_>) -> Result<Vec<T>> {
    let shape = [iterations, row.width()];
    let shape = if matches!(row, Row::One | Row::Rate) { &shape[..1] } else { &shape[..] };
    Ok(from.shaped(name, shape)?.into_iter().collect())
}
