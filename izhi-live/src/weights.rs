//! Variables of synapses as matrices of a few thousand cells and as histograms, from a part of the synapses where there are many.

use izhi_runtime::Network;
use izhi_runtime::catalogue::Value;
use izhi_runtime::math::Float;
use izhi_runtime::ndarray::ArrayView2;
use izhi_runtime::network::variables_of_synapses;
use izhi_runtime::sparse::SparseView;

use crate::layout::Layout;

/// The most cells of a matrix along each side.
const CELLS: usize = 128;

/// Along each side of a cell, how many of its synapses are looked at.
const INSIDE: usize = 2;

/// About how many synapses of sparse ones are looked at.
const SYNAPSES: usize = CELLS * CELLS * INSIDE * INSIDE;

/// The bins of a histogram.
const BINS: usize = 48;

/// A variable of synapses at one moment.
#[derive(Debug)]
pub(crate) struct Picture {
    pub(crate) variable: usize,
    /// How many synapses were looked at.
    pub(crate) synapses: usize,
    /// Of the targets.
    pub(crate) rows: usize,
    /// Of the sources.
    pub(crate) columns: usize,
    /// The mean of each cell, not a number where there is no synapse.
    pub(crate) cells: Vec<f32>,
    pub(crate) lowest: f32,
    pub(crate) highest: f32,
    pub(crate) histogram: Vec<u32>,
}

/// The pictures of some variables.
pub(crate) fn pictures<N: Network>(net: &N, layout: &Layout, variables: &[usize]) -> Vec<Picture> {
    let synapses = net.synapse_groups();
    let picture = |&variable: &usize| {
        let place = layout.weights[variable];
        let items = variables_of_synapses(*net.clock(), synapses[place.owner]);
        let sampled = match &items[place.item].value {
            Value::Weights(weights) => dense(&weights.view()),
            Value::SparseWeights(view) => sparse(view),
            Value::SharedWeight(value) => Sampled { rows: 1, columns: 1, synapses: vec![(0, value.to_f64() as f32)] },
            _ => Sampled { rows: 0, columns: 0, synapses: Vec::new() },
        };
        sampled.picture(variable)
    };
    variables.iter().map(picture).collect()
}

/// Synapses, with the cell of each.
struct Sampled {
    rows: usize,
    columns: usize,
    synapses: Vec<(u32, f32)>,
}

/// At most so many indices of `extent` ones, evenly spread.
fn spread(extent: usize, most: usize) -> impl Iterator<Item = usize> + Clone {
    let count = extent.min(most);
    (0..count).map(move |index| index * extent / count)
}

/// Synapses [target, source].
fn dense<F: Float>(matrix: &ArrayView2<'_, F>) -> Sampled {
    let (targets, sources) = matrix.dim();
    let (rows, columns) = (targets.min(CELLS), sources.min(CELLS));
    let mut synapses = Vec::with_capacity(SYNAPSES);
    // Those of a source lie side by side.
    for source in spread(sources, CELLS * INSIDE) {
        for target in spread(targets, CELLS * INSIDE) {
            let cell = (target * rows / targets) * columns + source * columns / sources;
            synapses.push((cell as u32, matrix[[target, source]].to_f64() as f32));
        }
    }
    Sampled { rows, columns, synapses }
}

/// All synapses of some sources, or where there are few of all.
fn sparse<F: Float>(view: &SparseView<'_, F>) -> Sampled {
    let (structure, values) = (view.structure(), view.values());
    let (sources, targets) = (structure.extent().sources, structure.extent().targets);
    let (rows, columns) = (targets.min(CELLS), sources.min(CELLS));
    let each = structure.len().div_ceil(sources.max(1)).max(1);
    let mut synapses = Vec::with_capacity(structure.len().min(SYNAPSES));
    for source in spread(sources, SYNAPSES.div_ceil(each)) {
        for place in structure.row(source) {
            let cell = (structure.targets()[place] as usize * rows / targets) * columns + source * columns / sources;
            synapses.push((cell as u32, values[place].to_f64() as f32));
        }
    }
    Sampled { rows, columns, synapses }
}

impl Sampled {
    fn picture(self, variable: usize) -> Picture {
        let Sampled { rows, columns, synapses } = self;
        let mut cells = vec![(0.0_f32, 0_u32); rows * columns];
        let (mut lowest, mut highest) = (f32::INFINITY, f32::NEG_INFINITY);
        for &(cell, value) in &synapses {
            let (sum, count) = &mut cells[cell as usize];
            *sum += value;
            *count += 1;
            (lowest, highest) = (lowest.min(value), highest.max(value));
        }
        let mut histogram = vec![0; BINS];
        let width = (highest - lowest) / BINS as f32;
        for &(_, value) in synapses.iter().filter(|(_, value)| value.is_finite()) {
            let bin = if width > 0.0 { ((value - lowest) / width) as usize } else { BINS / 2 };
            histogram[bin.min(BINS - 1)] += 1;
        }
        let mean = |(sum, count)| if count == 0 { f32::NAN } else { sum / count as f32 };
        let cells = cells.into_iter().map(mean).collect();
        Picture { variable, synapses: synapses.len(), rows, columns, cells, lowest, highest, histogram }
    }
}

#[cfg(test)]
mod tests {
    use izhi_runtime::ndarray::Array2;

    use super::*;

    #[test]
    fn small_matrices_are_shown_as_they_are() {
        let matrix = Array2::from_shape_fn((2, 3), |(target, source)| (10 * target + source) as f32);
        let picture = dense(&matrix.view()).picture(5);
        assert_eq!((picture.variable, picture.rows, picture.columns, picture.synapses), (5, 2, 3, 6));
        assert_eq!(picture.cells, [0., 1., 2., 10., 11., 12.]);
        assert_eq!((picture.lowest, picture.highest), (0.0, 12.0));
        assert_eq!(picture.histogram.iter().sum::<u32>(), 6);
        assert_eq!((picture.histogram[0], picture.histogram[BINS - 1]), (1, 1));
    }

    #[test]
    fn large_matrices_are_shown_by_a_part_of_each_cell() {
        let matrix = Array2::from_shape_fn((1000, 700), |(target, _)| target as f32);
        let picture = dense(&matrix.view()).picture(0);
        assert_eq!((picture.rows, picture.columns, picture.synapses), (CELLS, CELLS, SYNAPSES));
        assert!(picture.cells.iter().all(|cell| cell.is_finite()));
        // Targets are the rows.
        assert!(picture.cells.chunks(CELLS).all(|row| row.iter().all(|cell| *cell == row[0])));
        assert!(picture.cells.chunks(CELLS).is_sorted_by(|above, below| above[0] < below[0]));
    }

    #[test]
    fn what_is_all_the_same_has_a_histogram() {
        let picture = dense(&Array2::from_elem((3, 3), 2.0_f64).view()).picture(0);
        assert_eq!(picture.histogram[BINS / 2], 9);
    }
}
