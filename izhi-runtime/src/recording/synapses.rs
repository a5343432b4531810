//! Which of the synapses of a group a recorder keeps: those between some of the neurons.

use std::ops::Range;

use ndarray::ArrayView1;

use crate::connect::Structure;
use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::ranks;
use crate::snapshot::{Loading, Saving};
use crate::weights::{Connection, Extent};

use super::gather::Columns;
use super::{Row, Sampling};
use crate::ranks::digest;

/// The synapses of a recorded variable, and those of which rows are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Synapses {
    group: &'static str,
    extent: Extent,
    /// The targets of this rank.
    own: Range<usize>,
    /// How many there are; nobody knows behind a snapshot, until the next run.
    count: Option<usize>,
    /// The neurons at either end, in the order of the columns; all where nothing is said.
    sources: Option<Vec<u32>>,
    targets: Option<Vec<u32>>,
    /// Where those that are kept stand among all; all where nothing is said.
    places: Option<Vec<usize>>,
    /// Source and target of each that is kept, where they are those of several ranks.
    pairs: Option<Vec<[u32; 2]>>,
}

impl Synapses {
    /// All synapses of such rows.
    pub(super) fn of(connection: &Connection, row: Row) -> Option<Self> {
        let (extent, count) = match row {
            Row::Dense(extent) => (extent, extent.sources * extent.targets),
            Row::Sparse(extent, count) => (extent, count),
            Row::Neurons(_) | Row::One | Row::Rate => return None,
        };
        let (group, own) = (connection.name(), connection.own_targets());
        Some(Synapses { group, extent, own, count: Some(count), ..Self::default() })
    }

    /// Those of a sampling.
    ///
    /// # Errors
    ///
    /// Neurons that there are not, or none.
    pub(super) fn sampled(&self, sampling: &Sampling, place: &str) -> Result<Self> {
        let [sources, targets] = sampling.ends();
        let error = |reason: String| Error::Sampling { place: place.to_owned(), reason };
        let listed = |selection: Option<&crate::connect::Selection>, neurons: usize, what: &str| {
            let Some(selection) = selection else { return Ok(None) };
            match selection.listed(neurons, what, &error)? {
                Some(chosen) if chosen.is_empty() => {
                    Err(error(format!("expected some {what}, and an empty selection was found")))
                }
                chosen => Ok(chosen),
            }
        };
        let extent = self.extent;
        Ok(Synapses {
            group: self.group,
            extent,
            own: self.own.clone(),
            count: self.count,
            sources: listed(sources, extent.sources, "sources")?,
            targets: listed(targets, extent.targets, "targets")?,
            places: None,
            pairs: None,
        })
    }

    /// Finds those that are kept, and says what their rows are. A structure is there where not all neurons are connected.
    ///
    /// # Errors
    ///
    /// Others than those for which the recorder was built.
    pub(super) fn find(&mut self, row: Row, structure: Option<&Structure>, place: &str) -> Result<Row> {
        let (expected, found) = (self.count.unwrap_or(row.width()), row.width());
        if expected != found {
            return Err(Error::Exchanged { place: place.to_owned(), expected, found });
        }
        self.count = Some(found);
        // Of sparse ones there are no others than those to the own targets.
        let are_here = structure.is_some() || self.own.len() == self.extent.targets;
        if self.sources.is_none() && self.targets.is_none() && are_here {
            return Ok(row);
        }
        let (row, places) = match structure {
            Some(structure) => {
                let [sources, targets] =
                    [(&self.sources, self.extent.sources), (&self.targets, self.extent.targets)].map(mask);
                let pairs = structure.pairs().enumerate();
                let kept = pairs.filter(|(_, (source, target))| sources[*source] && targets[*target]);
                let places: Vec<usize> = kept.map(|(place, _)| place).collect();
                (Row::Sparse(self.extent, places.len()), places)
            }
            None => {
                let (sources, targets) = (listed((&self.sources, self.extent.sources)), self.own_targets());
                let of = |source: &usize| targets.iter().map(move |target| (*source, *target)).collect::<Vec<_>>();
                let pairs = sources.iter().flat_map(of);
                let places = pairs.map(|(source, target)| source * self.extent.targets + target).collect();
                (Row::Dense(self.kept()), places)
            }
        };
        self.places = Some(places);
        Ok(row)
    }

    /// Where those that are kept stand among all of the group, in the order of its rows; none where all are.
    pub(super) fn places(&self) -> Option<&[usize]> {
        self.places.as_deref()
    }

    /// The name of their group.
    pub(super) fn group(&self) -> &'static str {
        self.group
    }

    /// Source and target of each that is kept, where no structure of one rank says it.
    pub(super) fn pairs(&self) -> Option<&[[u32; 2]]> {
        self.pairs.as_deref()
    }

    /// What tells what is kept from others.
    pub(super) fn digest(&self) -> u64 {
        let end = |neurons: &Option<Vec<u32>>| {
            neurons.as_ref().map_or(0, |neurons| digest(neurons.iter().map(|&neuron| neuron.into())))
        };
        digest([end(&self.sources), end(&self.targets)])
    }

    /// The synapses of all with all of all ranks as those of one rank, what their rows are, and where those of each rank stand
    /// among them.
    ///
    /// # Errors
    ///
    /// As [`find`](Synapses::find).
    pub(super) fn of_whole_matrix(&self, executor: &Executor, place: &str) -> Result<(Self, Row, Columns)> {
        let mut all = Synapses { own: 0..self.extent.targets, places: None, ..self.clone() };
        let row = all.find(Row::Dense(self.extent), None, place)?;
        let targets = self.extent.targets.max(1);
        let target = |column: usize| all.places.as_ref().map_or(column, |places| places[column]) % targets;
        let of_rank = |rank: usize| {
            let own = ranks::own(self.extent.targets, rank, executor.ranks());
            (0..row.width()).filter(|&column| own.contains(&target(column))).collect()
        };
        let columns = Columns { places: (0..executor.ranks()).map(of_rank).collect() };
        Ok((all, row, columns))
    }

    /// The synapses of all ranks as those of one rank, on one of them, and where those of each rank stand among them. The
    /// structure is that of this rank.
    ///
    /// # Errors
    ///
    /// Memory that cannot be had.
    pub(super) fn of_all_ranks(
        &self,
        structure: &Structure,
        rank: usize,
        executor: &Executor,
        place: &str,
    ) -> Result<(Self, Columns)> {
        // Whether each is kept stands above its delay, which has 16 bits.
        const IS_KEPT: u32 = 1 << 16;
        let mut own = structure.synapses();
        match &self.places {
            Some(places) => places.iter().for_each(|&place| own[place][2] |= IS_KEPT),
            None => own.iter_mut().for_each(|synapse| synapse[2] |= IS_KEPT),
        }
        let all = executor.collect_at(rank, &own, [0; 3], place)?.unwrap_or_default();
        let of_ranks = all.into_iter().enumerate().flat_map(|(rank, own)| own.into_iter().map(move |own| (rank, own)));
        let mut synapses: Vec<(usize, [u32; 3])> = of_ranks.collect();
        // Rows are in the order of their delays, and for one delay in that of the targets, which is that of the ranks.
        synapses.sort_by_key(|(_, [source, _, delay])| (*source, delay & !IS_KEPT));
        let count = synapses.len();
        let kept = synapses.into_iter().enumerate().filter(|(_, (_, [.., delay]))| delay & IS_KEPT != 0);
        let mut columns = Columns { places: vec![Vec::new(); executor.ranks()] };
        let (mut places, mut pairs) = (Vec::new(), Vec::new());
        for (column, (place, (rank, [source, target, _]))) in kept.enumerate() {
            columns.places[rank].push(column);
            places.push(place);
            pairs.push([source, target]);
        }
        let places = self.places.as_ref().map(|_| places);
        Ok((Synapses { count: Some(count), places, pairs: Some(pairs), ..self.clone() }, columns))
    }

    /// Lets there be others between the same neurons.
    pub(super) fn are_of(&mut self, others: Synapses) {
        (self.extent, self.own, self.count, self.places) = (others.extent, others.own, others.count, None);
    }

    /// How many neurons there are at the ends of those that are kept, where all are connected with all.
    pub(super) fn kept(&self) -> Extent {
        let sources = self.sources.as_ref().map_or(self.extent.sources, Vec::len);
        Extent { sources, targets: self.own_targets().len() }
    }

    /// The targets of this rank of those that are kept.
    fn own_targets(&self) -> Vec<usize> {
        let targets = listed((&self.targets, self.extent.targets));
        targets.into_iter().filter(|target| self.own.contains(target)).collect()
    }

    pub(super) fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        let list = |neurons: &Option<Vec<u32>>| neurons.clone().unwrap_or_default();
        to.growing(&format!("{name}:sources"), ArrayView1::from(&list(&self.sources)))?;
        to.growing(&format!("{name}:targets"), ArrayView1::from(&list(&self.targets)))
    }

    pub(super) fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        let mut list = |end: &str, neurons: usize| {
            let name = format!("{name}:{end}");
            let found: Vec<u32> = from.values(&name)?;
            if found.iter().any(|&neuron| neuron as usize >= neurons) {
                return Err(from.wrong(&name, &format!("some of {neurons} neurons were expected")));
            }
            Ok((!found.is_empty()).then_some(found))
        };
        let (sources, targets) = (list("sources", self.extent.sources)?, list("targets", self.extent.targets)?);
        (self.count, self.sources, self.targets, self.places) = (None, sources, targets, None);
        Ok(())
    }
}

/// Whether each of so many neurons is among some.
fn mask((some, neurons): (&Option<Vec<u32>>, usize)) -> Vec<bool> {
    let mut mask = vec![some.is_none(); neurons];
    some.iter().flatten().for_each(|&neuron| mask[neuron as usize] = true);
    mask
}

/// The indices of some of so many neurons, or of all.
fn listed((some, neurons): (&Option<Vec<u32>>, usize)) -> Vec<usize> {
    match some {
        Some(some) => some.iter().map(|&neuron| neuron as usize).collect(),
        None => (0..neurons).collect(),
    }
}
