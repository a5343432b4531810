//! Synapse groups and what each of their synapses has.

use std::ops::Range;

use ndarray::{ArrayView2, ArrayViewMut2, ShapeBuilder, s};

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::held::Held;
use crate::initial::{InitialMatrix, all_finite, draw_rows, finite};
use crate::math::Float;
use crate::population::Population;
use crate::snapshot::{Keep, Loading, Saving};

/// The number of neurons at both ends of a synapse group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Neurons that send.
    pub sources: usize,
    /// Neurons that receive.
    pub targets: usize,
}

/// Synapses of all with all: rows of sources, each with a place for every target. Of the places those to the own targets are
/// used; the system hands out no memory for the others.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Matrix {
    /// The number of rows.
    pub sources: usize,
    /// The places of a row.
    pub targets: usize,
    /// The first own target.
    pub first: usize,
    /// The number of own targets.
    pub columns: usize,
}

impl Matrix {
    /// The number of neurons at both ends.
    pub fn extent(self) -> Extent {
        Extent { sources: self.sources, targets: self.targets }
    }

    /// Stretches of so many rows side by side, of which none reaches another's targets: how many they are, and how long.
    #[inline(always)]
    pub fn stretches(self, rows: usize) -> (usize, usize) {
        if self.columns == self.targets { (1, rows * self.targets) } else { (rows, self.columns) }
    }
}

/// What a synapse group is, apart from the variables of its synapses.
#[derive(Debug)]
pub struct Connection {
    name: &'static str,
    tags: &'static [&'static str],
    source: &'static str,
    target: &'static str,
    extent: Extent,
    /// The targets of this rank, one of so many.
    own: Range<usize>,
    ranks: usize,
    synapses: u64,
    /// The places for synapses, some of which are not used where ranks share a matrix.
    places: usize,
    delay: Option<f64>,
    dendritic_delay: Option<f64>,
}

impl Connection {
    /// No synapses.
    #[doc(hidden)]
    pub const EMPTY: Self = Connection {
        name: "",
        tags: &[],
        source: "",
        target: "",
        extent: Extent { sources: 0, targets: 0 },
        own: 0..0,
        ranks: 1,
        synapses: 0,
        places: 0,
        delay: None,
        dendritic_delay: None,
    };

    #[doc(hidden)]
    pub fn build<F: Float>(
        &mut self,
        name: &'static str,
        tags: &'static [&'static str],
        source: &Population<F>,
        target: &Population<F>,
        executor: &Executor,
    ) {
        let extent = Extent { sources: source.size(), targets: target.size() };
        let own = executor.own(extent.targets);
        let synapses = extent.sources as u64 * own.len() as u64;
        // More than can be counted is more than can be had; the allocation says so.
        let places = extent.sources.saturating_mul(extent.targets);
        let (source, target) = (source.name(), target.name());
        let (delay, dendritic_delay) = (None, None);
        let ranks = executor.ranks();
        *self = Connection { name, tags, source, target, extent, own, ranks, synapses, places, delay, dendritic_delay };
    }

    /// The name of the synapse group's field.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The tags, the declared ones first and `All` last.
    pub fn tags(&self) -> &'static [&'static str] {
        self.tags
    }

    /// The group that sends.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// The group that receives.
    pub fn target(&self) -> &'static str {
        self.target
    }

    /// The number of neurons at both ends.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// The targets whose synapses are here: all, or those of this rank.
    pub fn own_targets(&self) -> Range<usize> {
        self.own.clone()
    }

    /// All with all, of which the synapses to the own targets are here.
    #[doc(hidden)]
    #[inline]
    pub fn matrix(&self) -> Matrix {
        let Extent { sources, targets } = self.extent;
        Matrix { sources, targets, first: self.own.start, columns: self.own.len() }
    }

    /// The number of synapses that are here.
    pub fn synapses(&self) -> u64 {
        self.synapses
    }

    /// The places for synapses.
    #[doc(hidden)]
    pub fn places(&self) -> usize {
        self.places
    }

    /// How long an event takes, in the unit of `dt`, where that is the same for all synapses.
    pub fn delay(&self) -> Option<f64> {
        self.delay
    }

    /// How long what the synapses do takes to the targets, and their events to the synapses, in the unit of `dt`, where that
    /// is not at once.
    pub fn dendritic_delay(&self) -> Option<f64> {
        self.dendritic_delay
    }

    pub(crate) fn delay_by(&mut self, delay: f64) {
        self.delay = Some(delay);
    }

    pub(crate) fn delay_by_dendrites(&mut self, delay: f64) {
        self.dendritic_delay = Some(delay);
    }

    /// An error where the groups at the ends have other sizes than those for which the synapses were built.
    #[doc(hidden)]
    pub fn check_sizes(&self, sources: usize, targets: usize) -> Result<()> {
        for (expected, found) in [(sources, self.extent.sources), (targets, self.extent.targets)] {
            if expected != found {
                return Err(Error::Exchanged { place: self.name.to_owned(), expected, found });
            }
        }
        Ok(())
    }

    /// An error where there are synapses to other targets on other ranks.
    #[doc(hidden)]
    pub fn check_alone(&self) -> Result<()> {
        if self.ranks == 1 {
            return Ok(());
        }
        let reason = "its synapses are replaced while several have them".to_owned();
        Err(Error::Ranks { network: self.name.to_owned(), reason })
    }

    /// There are so many synapses.
    #[doc(hidden)]
    pub fn count(&mut self, synapses: u64) {
        (self.synapses, self.places) = (synapses, synapses as usize);
    }
}

/// A variable of all to all synapses. The synapses of one source lie side by side, so that a spike reads
/// one row from memory.
#[derive(Debug)]
pub struct Dense<F> {
    values: Held<F>,
    extent: Extent,
    /// The targets whose synapses are here.
    own: Range<usize>,
    /// What they begin with.
    initial: InitialMatrix<F>,
}

impl<F: Float> Dense<F> {
    /// No synapses.
    #[doc(hidden)]
    pub const EMPTY: Self = Dense {
        values: Held::EMPTY,
        extent: Extent { sources: 0, targets: 0 },
        own: 0..0,
        initial: InitialMatrix::Declared,
    };

    /// Keeps what the synapses begin with.
    #[doc(hidden)]
    pub fn give(&mut self, initial: InitialMatrix<F>) {
        self.initial = initial;
    }

    /// Lets the synapses begin with what was given. True where the declared values are wanted.
    #[doc(hidden)]
    pub fn begin(&mut self, connection: &Connection, clock: &Clock, name: &str) -> Result<bool> {
        let place = &|| format!("{}.{name}", connection.name);
        self.extent = connection.extent;
        // More than can be counted is more than can be had; the allocation says so.
        let count = self.extent.sources.saturating_mul(self.extent.targets);
        let own = connection.own_targets();
        self.own = own.clone();
        self.values.renew_part(count, self.extent.sources.saturating_mul(own.len()), &place())?;
        let targets = self.extent.targets.max(1);
        match &self.initial {
            InitialMatrix::Declared => return Ok(true),
            &InitialMatrix::Same(value) => {
                finite(value, place)?;
                self.values.chunks_mut(targets).for_each(|row| row[own.clone()].fill(value.stored()));
            }
            InitialMatrix::Values(values) => {
                let expected = vec![self.extent.targets, self.extent.sources];
                if values.shape() != expected {
                    return Err(Error::Shape { place: place(), expected, found: values.shape().to_vec() });
                }
                let cells = values.indexed_iter().map(|(at, value)| (at, *value));
                all_finite(cells, |(target, source)| vec![target, source], place)?;
                let shape = values.dim().strides((1, self.extent.targets));
                let own = ArrayViewMut2::from_shape(shape, &mut self.values[..]);
                own.expect("one value for each synapse").zip_mut_with(values, |own, value| *own = value.stored());
            }
            InitialMatrix::Synapses(_) => return Err(Error::ValuesOfSparse { place: place() }),
            InitialMatrix::List(values) => {
                let expected = vec![self.extent.targets, self.extent.sources];
                return Err(Error::Shape { place: place(), expected, found: vec![values.len()] });
            }
            InitialMatrix::Drawn(draw) => {
                let rows = self.values.chunks_mut(targets).enumerate().map(|(source, row)| (source, 0, row));
                draw_rows(&**draw, rows, clock, &place())?;
            }
        }
        Ok(false)
    }

    #[doc(hidden)]
    #[inline]
    pub fn values(&self) -> &[F] {
        &self.values
    }

    #[doc(hidden)]
    #[inline]
    pub fn values_mut(&mut self) -> &mut [F] {
        &mut self.values
    }

    /// The synapses of each source, one for each target.
    pub(crate) fn rows(&self) -> Rows<'_, F> {
        Rows { values: &self.values, targets: self.extent.targets }
    }

    #[doc(hidden)]
    pub fn held(&self) -> &Held<F> {
        &self.values
    }

    pub(crate) fn held_mut(&mut self) -> &mut Held<F> {
        &mut self.values
    }

    /// The number of neurons at both ends.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// One value for each synapse: [target, source].
    ///
    /// # Panics
    ///
    /// Where a device has lost them, see [`Held`].
    pub fn view(&self) -> ArrayView2<'_, F> {
        let Extent { sources, targets } = self.extent;
        ArrayView2::from_shape((targets, sources).strides((1, targets)), &self.values[..])
            .expect("one value for each synapse")
    }

    /// The same for writing.
    ///
    /// # Panics
    ///
    /// As for reading.
    pub fn view_mut(&mut self) -> ArrayViewMut2<'_, F> {
        let Extent { sources, targets } = self.extent;
        let shape = (targets, sources).strides((1, targets));
        ArrayViewMut2::from_shape(shape, &mut self.values[..]).expect("one value for each synapse")
    }
}

/// The synapses of each source, one for each target, side by side.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a, F> {
    values: &'a [F],
    targets: usize,
}

impl<'a, F> Rows<'a, F> {
    /// Those of a source.
    #[inline(always)]
    pub(crate) fn of(self, source: u32) -> &'a [F] {
        &self.values[source as usize * self.targets..][..self.targets]
    }
}

impl<F: Float> Keep for Dense<F> {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        let lengths = [self.own.len(), self.extent.sources];
        if !to.wants(name, self.values.stamp()) || to.measure::<F>(name, false, &lengths) {
            return Ok(());
        }
        self.values.try_values(&to.place(name))?;
        if self.own.len() == self.extent.targets {
            return to.fixed(name, self.view());
        }
        // What is written out lies in a row.
        let rows = self.values.chunks(self.extent.targets.max(1));
        let own: Vec<F> = rows.flat_map(|row| &row[self.own.clone()]).copied().collect();
        let shape = (lengths[0], lengths[1]).f();
        to.fixed(name, ArrayView2::from_shape(shape, &own).expect("so many of each source"))
    }

    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        if let Some(keeper) = from.keeper(name) {
            self.values.leave_to(keeper);
            return Ok(());
        }
        let own = self.own.clone();
        let values = from.shaped::<F>(name, &[own.len(), self.extent.sources])?;
        if own.len() == self.extent.targets {
            // Nobody needs what somebody else has of the old ones.
            self.values.renew(self.values.count(), name)?;
        }
        self.view_mut().slice_move(s![own, ..]).into_dyn().assign(&values);
        Ok(())
    }
}
