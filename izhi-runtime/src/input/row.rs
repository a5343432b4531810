//! What the neurons of a group read in one iteration, for kernels.

use std::borrow::Cow;

use super::neurons::Neurons;
use crate::math::Float;
use crate::vector::BLOCK;

/// What the neurons of a group read in one iteration. Kernels read it block by block, so that what is not stored for
/// each neuron need not be written for each neuron either.
#[derive(Clone, Copy, Debug)]
pub struct InputRow<'a, F> {
    neurons: Chosen<'a>,
    values: Values<'a, F>,
    /// Of all other neurons.
    rest: F,
}

/// The neurons that there are values for.
#[derive(Clone, Copy, Debug)]
enum Chosen<'a> {
    All,
    Range {
        first: usize,
        count: usize,
    },
    /// In ascending index.
    Listed(&'a [u32]),
}

/// The values of these neurons.
#[derive(Clone, Copy, Debug)]
enum Values<'a, F> {
    Same(F),
    Each(&'a [F]),
    /// Each has the value of its column.
    Columns(&'a [F], &'a [u32]),
}

impl<F: Float> Values<'_, F> {
    #[inline]
    fn of(&self, number: usize) -> F {
        match self {
            Values::Same(value) => *value,
            Values::Each(values) => values[number],
            Values::Columns(values, columns) => values[columns[number] as usize],
        }
    }
}

impl<'a, F: Float> InputRow<'a, F> {
    /// The same for all neurons.
    pub(super) fn same(value: F) -> Self {
        InputRow { neurons: Chosen::All, values: Values::Same(value), rest: value }
    }

    /// The same for some of the neurons.
    pub(super) fn one(neurons: &'a Neurons, value: F, rest: F) -> Self {
        InputRow { neurons: Chosen::new(neurons), values: Values::Same(value), rest }
    }

    /// A value for each of the neurons.
    pub(super) fn each(neurons: &'a Neurons, values: &'a [F], rest: F) -> Self {
        let values = match neurons {
            Neurons::Listed { columns: Some(columns), .. } => Values::Columns(values, columns),
            Neurons::All | Neurons::Range { .. } | Neurons::Listed { .. } => Values::Each(values),
        };
        InputRow { neurons: Chosen::new(neurons), values, rest }
    }

    /// 1 for the neurons with a spike.
    pub(super) fn spikes(neurons: &'a [u32], rest: F) -> Self {
        InputRow { neurons: Chosen::Listed(neurons), values: Values::Same(F::ONE), rest }
    }

    /// The value of a neuron.
    pub(super) fn at(&self, neuron: usize) -> F {
        let number = match self.neurons {
            Chosen::All => Some(neuron),
            Chosen::Range { first, count } => neuron.checked_sub(first).filter(|number| *number < count),
            Chosen::Listed(neurons) => neurons.binary_search(&(neuron as u32)).ok(),
        };
        number.map_or(self.rest, |number| self.values.of(number))
    }

    /// The values of all neurons, as they are stored where they are.
    pub fn whole(self, size: usize) -> Cow<'a, [F]> {
        if let Some(values) = self.stored() {
            return Cow::Borrowed(values);
        }
        let mut whole = vec![self.background(); size];
        self.put(0, &mut whole);
        Cow::Owned(whole)
    }

    /// The most neurons that a block of it can have.
    pub fn longest_block(&self) -> usize {
        if self.stored().is_some() { usize::MAX } else { BLOCK }
    }

    /// The same in blocks.
    pub fn blocks(self) -> InputBlocks<'a, F> {
        let values = self.stored().is_none().then(|| [self.background(); BLOCK]);
        InputBlocks { row: self, values, is_changed: false }
    }

    /// The values of all neurons, where they are stored.
    #[inline]
    fn stored(&self) -> Option<&'a [F]> {
        match (self.neurons, self.values) {
            (Chosen::All, Values::Each(values)) => Some(values),
            _ => None,
        }
    }

    /// What most of a block is.
    fn background(&self) -> F {
        match (self.neurons, self.values) {
            (Chosen::All, Values::Same(value)) => value,
            _ => self.rest,
        }
    }

    /// Puts the values of the neurons from one on over the background; says whether there were any.
    fn put(&self, start: usize, into: &mut [F]) -> bool {
        let end = start + into.len();
        match (self.neurons, self.values) {
            (Chosen::All, _) => false,
            (Chosen::Range { first, count }, values) => {
                let (begin, end) = (first.max(start), (first + count).min(end));
                if begin >= end {
                    return false;
                }
                let into = &mut into[begin - start..end - start];
                match values {
                    Values::Same(value) => into.fill(value),
                    Values::Each(values) => into.copy_from_slice(&values[begin - first..end - first]),
                    Values::Columns(..) => {
                        (begin - first..).zip(into).for_each(|(number, value)| *value = values.of(number));
                    }
                }
                true
            }
            (Chosen::Listed(neurons), values) => {
                let begin = neurons.partition_point(|&neuron| (neuron as usize) < start);
                let here = neurons[begin..].iter().take_while(|&&neuron| (neuron as usize) < end);
                let mut is_changed = false;
                for (number, &neuron) in (begin..).zip(here) {
                    into[neuron as usize - start] = values.of(number);
                    is_changed = true;
                }
                is_changed
            }
        }
    }
}

impl<'a> Chosen<'a> {
    fn new(neurons: &'a Neurons) -> Self {
        match neurons {
            Neurons::All => Chosen::All,
            &Neurons::Range { first, count } => Chosen::Range { first, count },
            Neurons::Listed { neurons, .. } => Chosen::Listed(neurons),
        }
    }
}

/// What the neurons read, block by block.
#[derive(Debug)]
pub struct InputBlocks<'a, F> {
    row: InputRow<'a, F>,
    /// Where the values of a block are put that are not stored.
    values: Option<[F; BLOCK]>,
    /// Whether they are other than the background.
    is_changed: bool,
}

impl<F: Float> InputBlocks<'_, F> {
    /// The values of `count` neurons from one on; no more than a [`longest_block`](InputRow::longest_block).
    #[inline]
    pub fn block(&mut self, start: usize, count: usize) -> &[F] {
        let Some(values) = &mut self.values else {
            return &self.row.stored().unwrap_or_default()[start..start + count];
        };
        if self.is_changed {
            values.fill(self.row.background());
        }
        self.is_changed = self.row.put(start, &mut values[..count]);
        &values[..count]
    }
}
