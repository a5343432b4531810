//! The neurons that an input is for.

use std::sync::Arc;

use crate::connect::Selection;
use crate::error::{Error, Result};

/// Which neurons of a group an input is for.
#[derive(Clone, Debug)]
pub(super) enum Neurons {
    All,
    /// So many from one on.
    Range {
        first: usize,
        count: usize,
    },
    /// In ascending index. The columns say which value is that of each, where the values are in another order.
    Listed {
        neurons: Arc<[u32]>,
        columns: Option<Arc<[u32]>>,
    },
}

impl Neurons {
    /// Those of a selection of so many neurons.
    ///
    /// # Errors
    ///
    /// None at all, one that there is not, and one that is there twice.
    pub(super) fn new(selection: Option<&Selection>, size: usize, error: &dyn Fn(String) -> Error) -> Result<Self> {
        let Some(selection) = selection else { return Ok(Neurons::All) };
        let Some(listed) = selection.listed(size, "neurons", error)? else { return Ok(Neurons::All) };
        let &[first, ..] = listed.as_slice() else {
            return Err(error("expected some neurons, and an empty selection was found".to_owned()));
        };
        if listed.windows(2).all(|pair| pair[0].wrapping_add(1) == pair[1]) {
            return Ok(Neurons::Range { first: first as usize, count: listed.len() });
        }
        if listed.is_sorted() {
            return Ok(Neurons::Listed { neurons: listed.into(), columns: None });
        }
        let mut columns: Vec<u32> = (0..listed.len() as u32).collect();
        columns.sort_unstable_by_key(|&column| listed[column as usize]);
        let neurons = columns.iter().map(|&column| listed[column as usize]).collect();
        Ok(Neurons::Listed { neurons, columns: Some(columns.into()) })
    }

    /// How many there are among so many neurons.
    pub(super) fn count(&self, size: usize) -> usize {
        match self {
            Neurons::All => size,
            Neurons::Range { count, .. } => *count,
            Neurons::Listed { neurons, .. } => neurons.len(),
        }
    }

    /// The indices in the group in the order in which they were given; as they are where all are.
    pub(super) fn in_order(&self) -> Option<Vec<u32>> {
        match self {
            Neurons::All => None,
            Neurons::Range { first, count } => Some((*first as u32..(first + count) as u32).collect()),
            Neurons::Listed { neurons, columns: None } => Some(neurons.to_vec()),
            Neurons::Listed { neurons, columns: Some(columns) } => {
                let mut given = vec![0; neurons.len()];
                columns.iter().zip(neurons.iter()).for_each(|(&column, &neuron)| given[column as usize] = neuron);
                Some(given)
            }
        }
    }
}
