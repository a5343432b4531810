//! Parameters that have a number for each neuron.

use std::sync::Arc;

use ndarray::{Array1, ArrayView1};

use crate::error::{Error, Place, Result};
use crate::initial::{all_finite, finite};
use crate::math::Float;
use crate::memory::Aligned;
use crate::state::State;

/// A number for each neuron of a group: what a parameter is that is declared as `each(...)`. It is given as an array or as
/// one number for all.
#[derive(Clone, Debug, Default)]
pub struct Each<F> {
    given: Given<F>,
}

// Shared, because the parameters around it are cloned to change one of them.
#[derive(Clone, Debug, Default)]
enum Given<F> {
    /// What the declaration says.
    #[default]
    Declared,
    Same(F),
    Values(Arc<[F]>),
    /// One for each neuron that there is.
    Fitted(Arc<Aligned<F>>),
}

impl<F> From<F> for Each<F> {
    fn from(value: F) -> Self {
        Each { given: Given::Same(value) }
    }
}

impl<F> From<Array1<F>> for Each<F> {
    fn from(values: Array1<F>) -> Self {
        Each { given: Given::Values(values.into_iter().collect()) }
    }
}

impl<F> From<Vec<F>> for Each<F> {
    fn from(values: Vec<F>) -> Self {
        Each { given: Given::Values(values.into()) }
    }
}

impl<F> Each<F> {
    #[doc(hidden)]
    pub const DECLARED: Self = Each { given: Given::Declared };

    /// The numbers of the neurons. Before a network is built they are what was given: one where it is one for all, and
    /// none where the declaration says them.
    pub fn view(&self) -> ArrayView1<'_, F> {
        ArrayView1::from(self.values())
    }

    #[doc(hidden)]
    #[inline]
    pub fn values(&self) -> &[F] {
        match &self.given {
            Given::Declared => &[],
            Given::Same(value) => std::slice::from_ref(value),
            Given::Values(values) => values,
            Given::Fitted(values) => values,
        }
    }

    pub(crate) fn is_declared(&self) -> bool {
        matches!(self.given, Given::Declared)
    }
}

impl<F: Float> Each<F> {
    /// The one number that all neurons have, where it was given as one.
    #[doc(hidden)]
    pub fn one(&self) -> Option<F> {
        if let Given::Same(value) = self.given { Some(value) } else { None }
    }

    /// Numbers that a program of the network has computed.
    pub(crate) fn computed(state: State<F>) -> Self {
        Each { given: Given::Fitted(Arc::new(state.into_values())) }
    }

    /// The same numbers of another type.
    pub(crate) fn cast<G: Float>(&self) -> Each<G> {
        let cast = |value: &F| G::from_f64(value.to_f64());
        match &self.given {
            Given::Declared => Each::DECLARED,
            Given::Same(value) => cast(value).into(),
            Given::Values(_) | Given::Fitted(_) => self.values().iter().map(cast).collect::<Vec<G>>().into(),
        }
    }

    /// Makes one finite number for each of so many neurons of what was given.
    pub(crate) fn fit(&mut self, size: usize, place: Place<'_>) -> Result<()> {
        match &self.given {
            Given::Declared => return Ok(()),
            Given::Same(value) => finite(*value, place)?,
            Given::Values(_) | Given::Fitted(_) => {
                let values = self.values();
                if values.len() != size {
                    return Err(Error::Shape { place: place(), expected: vec![size], found: vec![values.len()] });
                }
                if let Given::Fitted(_) = self.given {
                    return Ok(());
                }
                all_finite(values.iter().copied().enumerate(), |at| vec![at], place)?;
            }
        }
        let mut fitted = Aligned::allocate(size, &place())?;
        let values = self.values().iter().cycle();
        fitted.iter_mut().zip(values).for_each(|(own, value)| *own = value.stored());
        self.given = Given::Fitted(Arc::new(fitted));
        Ok(())
    }

    /// Whether these are the same numbers.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (&self.given, &other.given) {
            (Given::Fitted(one), Given::Fitted(two)) if Arc::ptr_eq(one, two) => true,
            _ => self.values() == other.values(),
        }
    }
}
