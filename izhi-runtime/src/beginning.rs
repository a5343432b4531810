//! What a variable of sparse synapses begins with, as often as its network begins.

use ndarray::Array2;

use crate::clock::Clock;
use crate::connect::Structure;
use crate::error::{Error, Place, Result};
use crate::initial::{InitialMatrix, all_finite, draw_rows, finite};
use crate::math::Float;
use crate::memory::Aligned;
use crate::structure::Order;

/// What a variable of sparse synapses begins with.
#[derive(Debug)]
pub(crate) enum Beginning<F> {
    /// What the builder was given.
    Given(InitialMatrix<F>),
    /// The value of each synapse, in the order of the connector. What is given for each synapse becomes this.
    Rows(Aligned<F>),
}

impl<F: Float> Beginning<F> {
    /// What the declaration says.
    pub(crate) const DECLARED: Self = Beginning::Given(InitialMatrix::Declared);

    /// Puts the values into zeros for the synapses of a structure, which are in the order of the connector. True where the
    /// declared ones are wanted.
    ///
    /// # Errors
    ///
    /// Values that are not finite or for other synapses; memory that cannot be had.
    pub(crate) fn put(
        &mut self,
        into: &mut [F],
        structure: &Structure,
        clock: &Clock,
        place: Place<'_>,
    ) -> Result<bool> {
        match self {
            Beginning::Rows(values) => into.copy_from_slice(values),
            Beginning::Given(InitialMatrix::Declared) => return Ok(true),
            &mut Beginning::Given(InitialMatrix::Same(value)) => {
                finite(value, place)?;
                into.fill(value.stored());
            }
            Beginning::Given(InitialMatrix::Drawn(draw)) => {
                let mut rest = into;
                let rows = (0..structure.extent().sources).map(|source| {
                    let row;
                    (row, rest) = std::mem::take(&mut rest).split_at_mut(structure.row(source).len());
                    (source, structure.first(source), row)
                });
                draw_rows(&**draw, rows, clock, &place())?;
            }
            Beginning::Given(InitialMatrix::Values(values)) => {
                put_matrix(values, into, structure, place)?;
                *self = Beginning::rows(into, &place())?;
            }
            Beginning::Given(InitialMatrix::List(values)) => {
                put_list(values, into, structure, place)?;
                *self = Beginning::rows(into, &place())?;
            }
            Beginning::Given(InitialMatrix::Synapses(values)) => {
                values.put(structure, into, place)?;
                *self = Beginning::rows(into, &place())?;
            }
        }
        Ok(false)
    }

    fn rows(values: &[F], place: &str) -> Result<Self> {
        let mut rows = Aligned::allocate(values.len(), place)?;
        rows.copy_from_slice(values);
        Ok(Beginning::Rows(rows))
    }
}

/// Values [target, source].
fn put_matrix<F: Float>(values: &Array2<F>, into: &mut [F], structure: &Structure, place: Place<'_>) -> Result<()> {
    let extent = structure.extent();
    let expected = vec![extent.targets, extent.sources];
    if values.shape() != expected {
        return Err(Error::Shape { place: place(), expected, found: values.shape().to_vec() });
    }
    if let Some(pair) = structure.several() {
        return Err(Error::SeveralSynapses { place: place(), pair });
    }
    let cells = structure.pairs().map(|(source, target)| ((target, source), values[(target, source)]));
    all_finite(cells, |(target, source)| vec![target, source], place)?;
    for (own, (source, target)) in into.iter_mut().zip(structure.pairs()) {
        *own = values[(target, source)].stored();
    }
    Ok(())
}

/// Values in the order in which the connector gives the synapses.
fn put_list<F: Float>(values: &[F], into: &mut [F], structure: &Structure, place: Place<'_>) -> Result<()> {
    if values.len() != structure.listed() {
        return Err(Error::Shape { place: place(), expected: vec![structure.listed()], found: vec![values.len()] });
    }
    all_finite(values.iter().copied().enumerate(), |number| vec![number], place)?;
    match structure.order() {
        Order::Rows => into.iter_mut().zip(values).for_each(|(own, value)| *own = value.stored()),
        Order::Listed(order) => into.iter_mut().zip(order).for_each(|(own, &entry)| *own = values[entry].stored()),
        Order::Part(starts) => {
            for (source, &start) in starts.iter().enumerate() {
                let row = structure.row(source);
                let of_source = values[start..].iter();
                into[row].iter_mut().zip(of_source).for_each(|(own, value)| *own = value.stored());
            }
        }
        Order::Several => return Err(Error::ListOfUnion { place: place() }),
    }
    Ok(())
}
