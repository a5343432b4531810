//! Which neurons are connected: rows of targets, one for each source.

use std::ops::Range;

use crate::error::Result;
use crate::executor::Executor;
use crate::memory::Aligned;
use crate::runs::Runs;
use crate::weights::Extent;

/// The synapses of a sparse group in compressed rows: those of one source lie side by side, in ascending
/// target, so that a spike reads one stretch of memory. Four bytes for each synapse and eight for each source.
#[derive(Debug)]
pub struct Structure {
    extent: Extent,
    /// Where the row of each source begins, and where the last one ends.
    starts: Vec<usize>,
    targets: Aligned<u32>,
    /// In which order lists of values are given.
    order: Order,
    /// Where the synapses to the targets of each thread are, and those of each delay. Empty where nothing is divided.
    runs: Runs,
}

/// In which order a connector gives synapses, which is that of lists of their values.
#[derive(Debug)]
pub(crate) enum Order {
    /// Source by source and in ascending target, as they are kept.
    Rows,
    /// An order of the connector's own: the place there of each synapse that is kept.
    Listed(Vec<usize>),
    /// Several such orders, none of which stands for all.
    Several,
}

impl Structure {
    /// No neurons.
    #[doc(hidden)]
    pub const EMPTY: Self = Structure {
        extent: Extent { sources: 0, targets: 0 },
        starts: Vec::new(),
        targets: Aligned::EMPTY,
        order: Order::Rows,
        runs: Runs::EMPTY,
    };

    /// Rows of the given lengths, to be filled with targets.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub(crate) fn allocate(extent: Extent, lengths: &[usize], place: &str) -> Result<Self> {
        let mut starts = Vec::with_capacity(lengths.len() + 1);
        starts.push(0);
        let mut end = 0;
        for length in lengths {
            // A sum that cannot be had is an error of the allocation.
            end = usize::saturating_add(end, *length);
            starts.push(end);
        }
        let targets = Aligned::allocate(end, place)?;
        Ok(Structure { extent, starts, targets, order: Order::Rows, runs: Runs::EMPTY })
    }

    /// The number of neurons at both ends.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// The number of synapses.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// The places of a source's synapses.
    #[inline(always)]
    pub fn row(&self, source: usize) -> Range<usize> {
        self.starts[source]..self.starts[source + 1]
    }

    /// The order of lists of values, until the synapses have what they begin with.
    pub(crate) fn order(&self) -> &Order {
        &self.order
    }

    pub(crate) fn set_order(&mut self, order: Order) {
        self.order = order;
    }

    /// The first pair of neurons with several synapses, while the rows ascend in target.
    pub(crate) fn several(&self) -> Option<(usize, usize)> {
        (0..self.extent.sources).find_map(|source| {
            let twice = self.targets[self.row(source)].windows(2).find(|pair| pair[0] == pair[1])?;
            Some((source, twice[0] as usize))
        })
    }

    /// Finds the part of each row to the targets of each thread, when all synapses have what they begin with.
    #[doc(hidden)]
    pub fn divide(&mut self, executor: &Executor) {
        self.order = Order::Rows;
        if executor.threads() > 1 {
            self.runs = Runs::of(self, None, executor);
        }
    }

    /// Finds the same parts as there are of other synapses between these neurons; `steps` are the delays in whose order rows
    /// are.
    pub(crate) fn divide_as(&mut self, other: &Structure, steps: Option<&[u16]>) {
        self.runs = other.runs.like(self, steps);
    }

    /// The number of the part that has the `length` targets from `first` on, where that is less than all of them and
    /// the synapses to them can be told.
    #[doc(hidden)]
    #[inline]
    pub fn part_of(&self, first: usize, length: usize) -> Option<usize> {
        if length == self.extent.targets { None } else { self.runs.part_of(first, length) }
    }

    /// The number of stretches in which the synapses of a source to a part lie; without a part, the row is one.
    #[doc(hidden)]
    #[inline(always)]
    pub fn stretches(&self, source: usize, part: Option<usize>) -> usize {
        part.map_or(1, |_| self.runs.of_source(source).len())
    }

    /// The synapses of a source to a part, in the stretch of the given number.
    #[doc(hidden)]
    #[inline(always)]
    pub fn stretch(&self, source: usize, part: Option<usize>, number: usize) -> Range<usize> {
        let Some(part) = part else { return self.row(source) };
        let bounds = self.runs.bounds(self.runs.of_source(source).start + number);
        bounds[part]..bounds[part + 1]
    }

    /// The stretches of synapses with one source and one delay.
    pub(crate) fn runs(&self) -> &Runs {
        &self.runs
    }

    /// Where the row of each source begins, and where the last one ends.
    pub fn starts(&self) -> &[usize] {
        &self.starts
    }

    /// The target of each synapse.
    #[inline(always)]
    pub fn targets(&self) -> &[u32] {
        &self.targets
    }

    /// The targets, row by row, for filling them in.
    pub(crate) fn targets_mut(&mut self) -> &mut [u32] {
        &mut self.targets
    }

    /// Sorts each row by the delays of its synapses, equal ones in the order in which they were; targets, delays, numbers where
    /// they are wanted, and all variables of a synapse move together.
    pub(crate) fn sort_by_delay<F: Copy + Send>(
        &mut self,
        steps: &mut [u16],
        numbers: Option<&mut [u32]>,
        variables: Vec<&mut [F]>,
        executor: &Executor,
    ) {
        self.order = Order::Rows;
        self.sort_rows(steps, numbers.unwrap_or_default(), variables, executor.threads());
        self.runs = Runs::of(self, Some(steps), executor);
    }

    /// `numbers` are those of all synapses or none.
    pub(crate) fn sort_rows<F: Copy + Send>(
        &mut self,
        keys: &mut [u16],
        numbers: &mut [u32],
        variables: Vec<&mut [F]>,
        threads: usize,
    ) {
        let sources = self.extent.sources;
        let share = sources.div_ceil(threads.max(1)).max(1);
        let mut rest = Rows { targets: &mut self.targets, keys, numbers, variables };
        std::thread::scope(|scope| {
            for starts in self.starts.windows(share + 1).step_by(share).chain(tail(&self.starts, share)) {
                let own = rest.split_off(starts[starts.len() - 1] - starts[0]);
                scope.spawn(move || own.sort(starts));
            }
        });
    }

    /// The number of each synapse among those of its source.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub(crate) fn numbers(&self, place: &str) -> Result<Aligned<u32>> {
        let mut numbers = Aligned::allocate(self.len(), place)?;
        for source in 0..self.extent.sources {
            numbers[self.row(source)].iter_mut().zip(0..).for_each(|(own, number)| *own = number);
        }
        Ok(numbers)
    }

    /// Source and target of each synapse, row by row.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.extent.sources)
            .flat_map(|source| self.targets[self.row(source)].iter().map(move |&target| (source, target as usize)))
    }
}

/// The rows that are left where they do not divide evenly.
fn tail(starts: &[usize], share: usize) -> Option<&[usize]> {
    let rows = starts.len().saturating_sub(1);
    let whole = rows / share * share;
    (whole < rows).then(|| &starts[whole..])
}

/// Rows that lie side by side, with what their synapses have.
struct Rows<'a, F> {
    targets: &'a mut [u32],
    keys: &'a mut [u16],
    /// None where nobody asks for them.
    numbers: &'a mut [u32],
    variables: Vec<&'a mut [F]>,
}

impl<'a, F: Copy> Rows<'a, F> {
    /// The first synapses, so many.
    fn split_off(&mut self, count: usize) -> Rows<'a, F> {
        fn first<'a, T>(values: &mut &'a mut [T], count: usize) -> &'a mut [T] {
            let own;
            (own, *values) = std::mem::take(values).split_at_mut(count);
            own
        }
        let has_numbers = !self.numbers.is_empty();
        Rows {
            targets: first(&mut self.targets, count),
            keys: first(&mut self.keys, count),
            numbers: first(&mut self.numbers, if has_numbers { count } else { 0 }),
            variables: self.variables.iter_mut().map(|variable| first(variable, count)).collect(),
        }
    }

    /// Sorts the rows between the given starts.
    fn sort(mut self, starts: &[usize]) {
        let (mut order, mut targets, mut keys, mut values) = (Sorting::default(), Vec::new(), Vec::new(), Vec::new());
        for bounds in starts.windows(2) {
            let range = bounds[0] - starts[0]..bounds[1] - starts[0];
            if self.keys[range.clone()].is_sorted() {
                continue;
            }
            let order = order.of(&self.keys[range.clone()]);
            permute(&mut self.keys[range.clone()], order, &mut keys);
            permute(&mut self.targets[range.clone()], order, &mut targets);
            if !self.numbers.is_empty() {
                permute(&mut self.numbers[range.clone()], order, &mut targets);
            }
            for variable in &mut self.variables {
                permute(&mut variable[range.clone()], order, &mut values);
            }
        }
    }
}

/// The order of a row's synapses by their keys, and the memory for finding it.
#[derive(Default)]
struct Sorting {
    numbers: Vec<u32>,
    before: Vec<u32>,
}

impl Sorting {
    /// The numbers in the row in ascending key, equal keys in ascending number: counted, byte by byte, which takes a
    /// few nanoseconds for each synapse where there are few different delays.
    fn of(&mut self, keys: &[u16]) -> &[u32] {
        self.numbers.clear();
        self.numbers.extend(0..keys.len() as u32);
        for shift in [0, 8] {
            let byte = |number: u32| usize::from(keys[number as usize] >> shift & 0xff);
            let mut places = [0; 256];
            self.numbers.iter().for_each(|&number| places[byte(number)] += 1);
            let mut end = 0;
            for place in &mut places {
                (*place, end) = (end, end + *place);
            }
            self.before.clone_from(&self.numbers);
            for &number in &self.before {
                let place = &mut places[byte(number)];
                self.numbers[*place] = number;
                *place += 1;
            }
            if keys.iter().all(|key| *key < 0x100) {
                break;
            }
        }
        &self.numbers
    }
}

/// Puts the values of a row in the order of the numbers.
fn permute<T: Copy>(row: &mut [T], order: &[u32], before: &mut Vec<T>) {
    before.clear();
    before.extend_from_slice(row);
    for (value, &number) in row.iter_mut().zip(order) {
        *value = before[number as usize];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_keep_their_order() {
        let rows: [&[u16]; 5] =
            [&[], &[7], &[2, 1, 2, 1, 0], &[300, 1, 44, 300, 256, 1], &[u16::MAX, 0, u16::MAX, 255, 256]];
        let mut order = Sorting::default();
        for keys in rows {
            let mut expected: Vec<u32> = (0..keys.len() as u32).collect();
            expected.sort_by_key(|&number| keys[number as usize]);
            assert_eq!(order.of(keys), expected, "{keys:?}");
        }
    }
}
