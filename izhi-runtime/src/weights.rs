//! Synapse groups and what each of their synapses has.

use ndarray::{ArrayView2, ArrayViewMut2, ShapeBuilder};

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::initial::{InitialMatrix, all_finite, draw_rows, finite};
use crate::math::Float;
use crate::memory::Aligned;
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

/// What a synapse group is, apart from the variables of its synapses.
#[derive(Debug)]
pub struct Connection {
    name: &'static str,
    tags: &'static [&'static str],
    source: &'static str,
    target: &'static str,
    extent: Extent,
    synapses: u64,
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
        synapses: 0,
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
    ) {
        let extent = Extent { sources: source.size(), targets: target.size() };
        let synapses = extent.sources as u64 * extent.targets as u64;
        let (source, target) = (source.name(), target.name());
        *self = Connection { name, tags, source, target, extent, synapses, delay: None, dendritic_delay: None };
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

    /// The number of synapses.
    pub fn synapses(&self) -> u64 {
        self.synapses
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

    /// There are so many synapses.
    #[doc(hidden)]
    pub fn count(&mut self, synapses: u64) {
        self.synapses = synapses;
    }
}

/// A variable of all to all synapses. The synapses of one source lie side by side, so that a spike reads
/// one row from memory.
#[derive(Debug)]
pub struct Dense<F> {
    values: Aligned<F>,
    extent: Extent,
    /// What they begin with.
    initial: InitialMatrix<F>,
}

impl<F: Float> Dense<F> {
    /// No synapses.
    #[doc(hidden)]
    pub const EMPTY: Self =
        Dense { values: Aligned::EMPTY, extent: Extent { sources: 0, targets: 0 }, initial: InitialMatrix::Declared };

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
        self.values.renew(count, &place())?;
        match &self.initial {
            InitialMatrix::Declared => return Ok(true),
            &InitialMatrix::Same(value) => {
                finite(value, place)?;
                self.values.fill(value.stored());
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
                let targets = self.extent.targets.max(1);
                draw_rows(&**draw, self.values.chunks_mut(targets).enumerate(), clock, &place())?;
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

    /// The synapses of a source, one for each target.
    #[inline]
    pub(crate) fn row(&self, source: u32) -> &[F] {
        &self.values[source as usize * self.extent.targets..][..self.extent.targets]
    }

    #[doc(hidden)]
    pub fn view(&self) -> ArrayView2<'_, F> {
        let Extent { sources, targets } = self.extent;
        ArrayView2::from_shape((targets, sources).strides((1, targets)), &self.values[..])
            .expect("one value for each synapse")
    }

    #[doc(hidden)]
    pub fn view_mut(&mut self) -> ArrayViewMut2<'_, F> {
        let Extent { sources, targets } = self.extent;
        let shape = (targets, sources).strides((1, targets));
        ArrayViewMut2::from_shape(shape, &mut self.values[..]).expect("one value for each synapse")
    }
}

impl<F: Float> Keep for Dense<F> {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        to.fixed(name, self.view())
    }

    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        let own = self.view_mut();
        let values = from.shaped::<F>(name, own.shape())?;
        own.into_dyn().assign(&values);
        Ok(())
    }
}
