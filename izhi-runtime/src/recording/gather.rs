//! The recording of all ranks, on one of them: what that of one rank would be.

use bytemuck::{AnyBitPattern, NoUninit};

use crate::connect::Structure;
use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::math::Float;
use crate::ranks::{self, digest};

use super::series::{Row, Series, Variable};
use super::synapses::Synapses;
use super::{Recording, Spike};

/// Where the synapses of a group are, by its name.
pub(crate) type Structures<'a> = dyn Fn(&str) -> Option<&'a Structure> + 'a;

impl<F: Float> Recording<F> {
    /// What all ranks have recorded, on one of them; nothing on the others. All take part.
    ///
    /// # Errors
    ///
    /// Ranks that have recorded other iterations or that were told to keep something else, and memory that cannot be had: the
    /// same on all ranks, or what another has.
    pub(crate) fn gathered(
        &self,
        rank: usize,
        executor: &Executor,
        structures: &Structures<'_>,
    ) -> Result<Option<Self>> {
        self.check_alike(executor)?;
        let mut variables = Some(Vec::new());
        for variable in &self.variables {
            let variable = self.gathered_variable(variable, rank, executor, structures)?;
            variables = variables.zip(variable).map(|(mut variables, variable)| {
                variables.push(variable);
                variables
            });
        }
        let Some(variables) = variables else { return Ok(None) };
        let plan = self.plan.clone();
        let all = Recording { group: self.group, name: self.name, size: self.size, own: 0..self.size, ..Self::EMPTY };
        let mut all = Recording { dt: self.dt, is_on: self.is_on, variables: Vec::new(), ..all };
        all.follow(plan);
        Ok(Some(Recording { variables, iterations: self.iterations.clone(), ..all }))
    }

    /// An error where ranks have other rows, or keep them of something else.
    fn check_alike(&self, executor: &Executor) -> Result<()> {
        let mut own = vec![self.iterations.len() as u64, digest(self.iterations.iter().copied())];
        own.extend(self.plan.digests());
        own.extend(self.variables.iter().filter_map(|variable| variable.synapses.as_ref()).map(Synapses::digest));
        let count = own.len();
        let all = executor.collect(own);
        let mut ranks = all.chunks(count);
        let first = ranks.next();
        let Some(other) = ranks.position(|rank| Some(rank) != first) else { return Ok(()) };
        let reason = format!(
            "the same rows were expected of all ranks, and rank {} has others than rank 0: a recorder is sampled, switched and \
             cleared on all ranks alike",
            other + 1
        );
        Err(Error::Sampling { place: self.place(), reason })
    }

    fn gathered_variable(
        &self,
        variable: &Variable<F>,
        rank: usize,
        executor: &Executor,
        structures: &Structures<'_>,
    ) -> Result<Option<Variable<F>>> {
        let Variable { name, row, synapses, series } = variable;
        let place = format!("{}.{name}", self.place());
        if let Series::Events(spikes) = series {
            let spikes = gathered_events(spikes, rank, executor, &place)?;
            let series = spikes.map(Series::Events);
            return Ok(series.map(|series| Variable { name, row: *row, synapses: None, series }));
        }
        let (row, synapses, columns) = match (*row, synapses) {
            // Every rank has computed what is of the whole group.
            (row @ (Row::One | Row::Rate), _) => {
                let series = (executor.rank() == rank).then(|| series.clone());
                return Ok(series.map(|series| Variable { name, row, synapses: None, series }));
            }
            (Row::Neurons(_), _) => {
                let listed = self.plan.neurons().map(<[u32]>::to_vec);
                let neurons = listed.unwrap_or_else(|| (0..self.size as u32).collect());
                let of_rank = |rank| self.columns_of(&neurons, rank, executor);
                let places = (0..executor.ranks()).map(of_rank).collect();
                (Row::Neurons(neurons.len()), None, Columns { places })
            }
            (Row::Dense(_), Some(own)) => {
                let (synapses, row, columns) = own.of_whole_matrix(executor, &place)?;
                (row, Some(synapses), columns)
            }
            (Row::Sparse(extent, _), Some(own)) => {
                let Some(structure) = structures(own.group()) else {
                    let reason = "the synapses that it has recorded are not there".to_owned();
                    return Err(Error::Sampling { place, reason });
                };
                let (synapses, columns) = own.of_all_ranks(structure, rank, executor, &place)?;
                (Row::Sparse(extent, columns.width()), Some(synapses), columns)
            }
            (row @ (Row::Dense(_) | Row::Sparse(..)), None) => (row, None, Columns { places: Vec::new() }),
        };
        let rows = self.iterations.len();
        let series = match series {
            Series::Values(values) => {
                columns.gather(values, rows, F::ZERO, rank, executor, &place)?.map(Series::Values)
            }
            Series::Integers(values) => columns.gather(values, rows, 0, rank, executor, &place)?.map(Series::Integers),
            Series::Flags(flags) => {
                let bytes: Vec<u8> = flags.iter().map(|&flag| flag.into()).collect();
                let bytes = columns.gather(&bytes, rows, 0, rank, executor, &place)?;
                bytes.map(|bytes| Series::Flags(bytes.into_iter().map(|byte| byte != 0).collect()))
            }
            Series::Events(_) => None,
        };
        Ok(series.map(|series| Variable { name, row, synapses, series }))
    }

    /// Where the neurons of a rank stand among some.
    fn columns_of(&self, neurons: &[u32], rank: usize, executor: &Executor) -> Vec<usize> {
        let own = ranks::own(self.size, rank, executor.ranks());
        let places = neurons.iter().enumerate().filter(|(_, neuron)| own.contains(&(**neuron as usize)));
        places.map(|(place, _)| place).collect()
    }
}

/// The columns of the rows that ranks have, among those of one rank.
#[derive(Debug)]
pub(super) struct Columns {
    /// Where those of each rank go: on the rank that has them all in the end.
    pub(super) places: Vec<Vec<usize>>,
}

impl Columns {
    pub(super) fn width(&self) -> usize {
        self.places.iter().map(Vec::len).sum()
    }

    /// So many rows of all ranks, on one of them.
    fn gather<T: NoUninit + AnyBitPattern>(
        &self,
        values: &[T],
        rows: usize,
        zero: T,
        rank: usize,
        executor: &Executor,
        place: &str,
    ) -> Result<Option<Vec<T>>> {
        let Some(parts) = executor.collect_at(rank, values, zero, place)? else { return Ok(None) };
        let width = self.width();
        let mut all = vec![zero; rows * width];
        for (part, places) in parts.iter().zip(&self.places) {
            let rows = all.chunks_mut(width.max(1)).zip(part.chunks(places.len().max(1)));
            rows.for_each(|(row, part)| places.iter().zip(part).for_each(|(&place, value)| row[place] = *value));
        }
        Ok(Some(all))
    }
}

/// The events of all ranks, in order of time and then of neuron.
fn gathered_events(spikes: &[Spike], rank: usize, executor: &Executor, place: &str) -> Result<Option<Vec<Spike>>> {
    let (iterations, neurons): (Vec<u64>, Vec<u32>) =
        spikes.iter().map(|spike| (spike.iteration, spike.neuron)).unzip();
    let iterations = executor.collect_at(rank, &iterations, 0, place)?;
    let neurons = executor.collect_at(rank, &neurons, 0, place)?;
    Ok(iterations.zip(neurons).map(|(iterations, neurons)| {
        let of_all = iterations.into_iter().flatten().zip(neurons.into_iter().flatten());
        let mut spikes: Vec<Spike> = of_all.map(|(iteration, neuron)| Spike { iteration, neuron }).collect();
        // As long runs, one for each rank.
        spikes.sort();
        spikes
    }))
}
