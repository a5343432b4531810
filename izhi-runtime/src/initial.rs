//! Values that a builder is given in place of the declared ones.

use std::fmt;
use std::sync::Arc;

use ndarray::{Array1, Array2};

use crate::clock::Clock;
use crate::error::{Error, Place, Result};
use crate::math::{Float, Scalar};
use crate::random::{Generator, Stream};
pub use crate::synapse_values::SynapseValues;

/// What the neurons of a group begin with.
#[derive(Clone, Debug, Default)]
pub enum Initial<T> {
    /// What the declaration says; zero or `false` where it says nothing.
    #[default]
    Declared,
    /// The same for all neurons.
    Same(T),
    /// One value for each neuron.
    Values(Array1<T>),
}

impl<T> From<T> for Initial<T> {
    fn from(value: T) -> Self {
        Initial::Same(value)
    }
}

impl<T> From<Array1<T>> for Initial<T> {
    fn from(values: Array1<T>) -> Self {
        Initial::Values(values)
    }
}

impl<T> From<Vec<T>> for Initial<T> {
    fn from(values: Vec<T>) -> Self {
        Initial::Values(values.into())
    }
}

/// What the synapses of a group begin with.
#[derive(Clone, Default)]
pub enum InitialMatrix<F> {
    /// What the declaration says.
    #[default]
    Declared,
    /// The same for all synapses.
    Same(F),
    /// One value for each synapse: [target, source].
    Values(Array2<F>),
    /// One value for each synapse of a sparse group, in the order in which its connector gives them: that of the list for
    /// `pairs` and for `compressed_rows`, source by source and in ascending target for all others. Where each synapse has
    /// a delay this is not the order in which they are kept and read: what was read is given back as `W().into()`.
    List(Vec<F>),
    /// The values of the same synapses in another network, as `W()` gives them.
    Synapses(SynapseValues<F>),
    /// A draw for each synapse.
    Drawn(Arc<Draw<F>>),
}

/// A draw from a distribution, by a generator of the `rand` crates.
pub type Draw<F> = dyn Fn(&mut Generator) -> F + Send + Sync;

impl<F> InitialMatrix<F> {
    /// Whether it is what the declaration says.
    #[doc(hidden)]
    pub fn is_declared(&self) -> bool {
        matches!(self, InitialMatrix::Declared)
    }

    /// A draw for each synapse from any distribution: the distributions of the crate `rand_distr` take the
    /// generator. The draws of a source are in the order of its row and depend on the seed, the synapse group, the
    /// variable and the source alone.
    ///
    /// ```
    /// use izhi_runtime::initial::InitialMatrix;
    /// use rand_core::Rng;
    ///
    /// // One or two vesicles, with equal probability.
    /// let weights = InitialMatrix::<f32>::drawn(|generator| if generator.next_u32() % 2 == 0 { 1.0 } else { 2.0 });
    /// ```
    pub fn drawn(draw: impl Fn(&mut Generator) -> F + Send + Sync + 'static) -> Self {
        InitialMatrix::Drawn(Arc::new(draw))
    }
}

impl<F: fmt::Debug> fmt::Debug for InitialMatrix<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InitialMatrix::Declared => f.write_str("Declared"),
            InitialMatrix::Same(value) => f.debug_tuple("Same").field(value).finish(),
            InitialMatrix::Values(values) => f.debug_tuple("Values").field(values).finish(),
            InitialMatrix::Synapses(values) => f.debug_tuple("Synapses").field(values).finish(),
            InitialMatrix::List(values) => f.debug_tuple("List").field(values).finish(),
            InitialMatrix::Drawn(_) => f.write_str("Drawn(..)"),
        }
    }
}

/// Fills the rows of a synapse variable with draws, each from a generator of its own: of a source the synapses behind so many
/// that are elsewhere.
pub(crate) fn draw_rows<'a, F: Float>(
    draw: &Draw<F>,
    rows: impl Iterator<Item = (usize, usize, &'a mut [F])>,
    clock: &Clock,
    place: &str,
) -> Result<()> {
    // Apart from the draws of declared values, which begin at other sites.
    let site =
        place.bytes().fold(0x0064_7261_776e, |site: u64, byte| site.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte));
    let stream = Stream::new(clock.seed(), site);
    for (source, first, row) in rows {
        let mut generator = stream.generator(source as u64);
        (0..first).for_each(|_| {
            draw(&mut generator);
        });
        for (number, value) in row.iter_mut().enumerate() {
            let drawn = draw(&mut generator);
            all_finite([(number, drawn)].into_iter(), |number| vec![source, number], &|| place.to_owned())?;
            *value = drawn.stored();
        }
    }
    Ok(())
}

impl<F> From<F> for InitialMatrix<F> {
    fn from(value: F) -> Self {
        InitialMatrix::Same(value)
    }
}

impl<F> From<Array2<F>> for InitialMatrix<F> {
    fn from(values: Array2<F>) -> Self {
        InitialMatrix::Values(values)
    }
}

impl<F> From<Vec<F>> for InitialMatrix<F> {
    fn from(values: Vec<F>) -> Self {
        InitialMatrix::List(values)
    }
}

/// An error for the first value that is not finite. Its index is worked out for that one alone.
pub(crate) fn all_finite<T: Scalar, I>(
    mut values: impl Iterator<Item = (I, T)>,
    index: impl Fn(I) -> Vec<usize>,
    place: Place<'_>,
) -> Result<()> {
    match values.find_map(|(at, value)| Some((at, value.not_finite()?))) {
        Some((at, value)) => Err(Error::NotFinite { place: place(), value, index: index(at) }),
        None => Ok(()),
    }
}

/// An error where a single value is not finite.
pub(crate) fn finite<T: Scalar>(value: T, place: Place<'_>) -> Result<()> {
    all_finite([((), value)].into_iter(), |()| Vec::new(), place)
}
