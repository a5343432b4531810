//! Recordings whose memory changes hands, so that nobody copies them.

use std::collections::BTreeMap;
use std::mem;

use ndarray::{ArrayD, IxDyn};

use crate::math::Float;
use crate::snapshot::{Column, Stored};
use crate::weights::Extent;

use super::series::{Row, Series, Variable};
use super::synapses::Synapses;
use super::{Recording, Spike};

impl<F: Float> Recording<F> {
    /// Gives out all that has been recorded, as [`write`](Recording::write) does, and forgets it as
    /// [`clear`](Recording::clear) does: the arrays themselves go. `spare` gives arrays whose memory serves for what comes.
    pub fn hand_over(&mut self, spare: &mut dyn FnMut(&str) -> Option<Column>) -> Vec<(String, Column)> {
        if self.hidden() > 0 {
            self.forget();
        }
        let (place, rows) = (self.place(), self.len());
        let neurons = self.neurons().unwrap_or_default();
        let mut columns = vec![(format!("{place}:neurons"), column(neurons.to_vec(), &[neurons.len()]))];
        for Variable { name, synapses, .. } in &self.variables {
            let Some(places) = synapses.as_ref().and_then(Synapses::places) else { continue };
            let places: Vec<u64> = places.iter().map(|&place| place as u64).collect();
            let count = places.len();
            columns.push((format!("{place}.{name}:synapses"), column(places, &[count])));
        }
        let name = format!("{place}:iterations");
        let iterations = exchange(&mut self.iterations, spare(&name));
        columns.push((name, column(iterations, &[rows])));
        for variable in &mut self.variables {
            let name = format!("{place}.{}", variable.name);
            let shape = match variable.row {
                Row::Neurons(width) | Row::Sparse(_, width) => vec![rows, width],
                Row::Dense(Extent { sources, targets }) => vec![rows, sources, targets],
                Row::One | Row::Rate => vec![rows],
            };
            let own = match (&mut variable.series, variable.row) {
                (Series::Values(values), Row::Dense(_)) => {
                    let of_sources = ArrayD::from_shape_vec(shape, exchange(values, spare(&name)));
                    F::column(of_sources.expect("one matrix for each row").permuted_axes(vec![0, 2, 1]))
                }
                (Series::Values(values), _) => column(exchange(values, spare(&name)), &shape),
                (Series::Integers(values), _) => column(exchange(values, spare(&name)), &shape),
                (Series::Flags(flags), _) => column(exchange(flags, spare(&name)), &shape),
                (Series::Events(spikes), _) => {
                    let count = spikes.len();
                    let (times, neurons) = spikes.drain(..).map(|spike| (spike.iteration, spike.neuron)).unzip();
                    columns.push((name.clone(), column::<u32>(neurons, &[count])));
                    columns.push((format!("{name}:iterations"), column::<u64>(times, &[count])));
                    continue;
                }
            };
            columns.push((name, own));
        }
        columns
    }
}

impl<F: Float> Recording<F> {
    /// Takes back what was handed over, before anything else has been recorded.
    pub fn hand_back(&mut self, columns: Vec<(String, Column)>) {
        let place = self.place();
        let mut columns: BTreeMap<String, Column> = columns.into_iter().collect();
        self.iterations = values(columns.remove(&format!("{place}:iterations")));
        for variable in &mut self.variables {
            let name = format!("{place}.{}", variable.name);
            let column = columns.remove(&name);
            match &mut variable.series {
                Series::Values(own) => *own = values(column),
                Series::Integers(own) => *own = values(column),
                Series::Flags(own) => *own = values(column),
                Series::Events(own) => {
                    let times: Vec<u64> = values(columns.remove(&format!("{name}:iterations")));
                    let spike = |(iteration, neuron)| Spike { iteration, neuron };
                    own.extend(times.into_iter().zip(values(column)).map(spike));
                }
            }
        }
    }
}

/// Puts the memory of a spare array in the place of values.
fn exchange<T: Stored>(own: &mut Vec<T>, spare: Option<Column>) -> Vec<T> {
    let mut spare = values(spare);
    spare.clear();
    mem::replace(own, spare)
}

/// The values of an array, in the order in which they stand in memory.
fn values<T: Stored>(column: Option<Column>) -> Vec<T> {
    column.and_then(T::array).map(|array| array.into_raw_vec_and_offset().0).unwrap_or_default()
}

fn column<T: Stored>(values: Vec<T>, shape: &[usize]) -> Column {
    T::column(ArrayD::from_shape_vec(IxDyn(shape), values).expect("so many values for each row"))
}
