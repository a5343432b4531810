//! Values of synapses, with the synapses they belong to.

use crate::connect::Structure;
use crate::error::{Error, Place, Result};
use crate::initial::{InitialMatrix, all_finite};
use crate::math::Float;
use crate::sparse::SparseView;

/// The values of the synapses of a sparse group, in whatever order they are kept there.
#[derive(Clone, Debug)]
pub struct SynapseValues<F> {
    /// Source by source, in ascending target; several synapses of one pair in the order in which they were kept.
    rows: Vec<Vec<(u32, F)>>,
    /// The first pair with several synapses that are kept in the order of their delays.
    several: Option<(usize, usize)>,
}

impl<F: Float> From<SparseView<'_, F>> for SynapseValues<F> {
    fn from(view: SparseView<'_, F>) -> Self {
        let structure = view.structure();
        let mut several = None;
        let row = |source: usize| {
            let place = structure.row(source);
            let targets = &structure.targets()[place.clone()];
            let mut row: Vec<(u32, F)> = targets.iter().copied().zip(view.values()[place].iter().copied()).collect();
            // Several synapses of one pair are in the order of their delays then, and nobody knows which was which.
            if structure.runs().have_delays() {
                row.sort_by_key(|(target, _)| *target);
                let twice = row.windows(2).find(|pair| pair[0].0 == pair[1].0);
                several = several.or(twice.map(|pair| (source, pair[0].0 as usize)));
            }
            row
        };
        SynapseValues { rows: (0..structure.extent().sources).map(row).collect(), several }
    }
}

impl<F: Float> From<SparseView<'_, F>> for InitialMatrix<F> {
    fn from(view: SparseView<'_, F>) -> Self {
        InitialMatrix::Synapses(view.into())
    }
}

impl<F: Float> SynapseValues<F> {
    /// Puts the values where these synapses are kept, while the rows ascend in target.
    pub(crate) fn put(&self, structure: &Structure, into: &mut [F], place: Place<'_>) -> Result<()> {
        if let Some(pair) = self.several {
            return Err(Error::SeveralSynapses { place: place(), pair });
        }
        let sources = structure.extent().sources;
        if self.rows.len() != sources {
            return Err(Error::Shape { place: place(), expected: vec![sources], found: vec![self.rows.len()] });
        }
        for (source, row) in self.rows.iter().enumerate() {
            let targets = &structure.targets()[structure.row(source)];
            if !targets.iter().eq(row.iter().map(|(target, _)| target)) {
                return Err(Error::OtherSynapses { place: place(), neuron: source });
            }
            all_finite(
                row.iter().map(|&(target, value)| (target, value)),
                |target| vec![target as usize, source],
                &place,
            )?;
            let own = &mut into[structure.row(source)];
            own.iter_mut().zip(row).for_each(|(own, (_, value))| *own = value.stored());
        }
        Ok(())
    }
}
