//! Which neurons are connected: rows of targets, one for each source.

use std::ops::Range;

use crate::error::Result;
use crate::memory::Aligned;
use crate::weights::Extent;

/// The synapses of a sparse group in compressed rows: those of one source lie side by side, in ascending
/// target, so that a spike reads one stretch of memory. Four bytes for each synapse and eight for each source.
#[derive(Debug)]
pub struct Structure {
    extent: Extent,
    /// Where the row of each source begins, and where the last one ends.
    starts: Vec<usize>,
    targets: Aligned<u32>,
    /// Whether the rows ascend in a key, such as the delay, and only then in target.
    is_sorted_by_key: bool,
}

impl Structure {
    /// No neurons.
    #[doc(hidden)]
    pub const EMPTY: Self = Structure {
        extent: Extent { sources: 0, targets: 0 },
        starts: Vec::new(),
        targets: Aligned::EMPTY,
        is_sorted_by_key: false,
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
        Ok(Structure { extent, starts, targets, is_sorted_by_key: false })
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

    /// The part of a whole row that has `length` targets from `first` on; all of it where all targets are asked
    /// for, or where it ascends in something else.
    #[doc(hidden)]
    #[inline(always)]
    pub fn part(&self, row: Range<usize>, first: usize, length: usize) -> Range<usize> {
        if self.is_sorted_by_key { row } else { self.ascending_part(row, first, length) }
    }

    /// The same of a stretch of synapses that ascend in target.
    #[inline(always)]
    pub(crate) fn ascending_part(&self, range: Range<usize>, first: usize, length: usize) -> Range<usize> {
        if length == self.extent.targets {
            return range;
        }
        let targets = &self.targets[range.clone()];
        let begin = targets.partition_point(|&target| (target as usize) < first);
        let count = targets[begin..].partition_point(|&target| (target as usize) < first + length);
        range.start + begin..range.start + begin + count
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

    /// Sorts each row by the keys of its synapses, equal keys in the order in which they were; targets, keys and all
    /// variables of a synapse move together.
    pub(crate) fn sort_rows<F: Copy + Send>(&mut self, keys: &mut [u16], variables: Vec<&mut [F]>, threads: usize) {
        self.is_sorted_by_key = true;
        let sources = self.extent.sources;
        let share = sources.div_ceil(threads.max(1)).max(1);
        let mut rest = Rows { targets: &mut self.targets, keys, variables };
        std::thread::scope(|scope| {
            for starts in self.starts.windows(share + 1).step_by(share).chain(tail(&self.starts, share)) {
                let own = rest.split_off(starts[starts.len() - 1] - starts[0]);
                scope.spawn(move || own.sort(starts));
            }
        });
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
        Rows {
            targets: first(&mut self.targets, count),
            keys: first(&mut self.keys, count),
            variables: self.variables.iter_mut().map(|variable| first(variable, count)).collect(),
        }
    }

    /// Sorts the rows between the given starts.
    fn sort(mut self, starts: &[usize]) {
        let (mut order, mut targets, mut keys, mut values) = (Order::default(), Vec::new(), Vec::new(), Vec::new());
        for bounds in starts.windows(2) {
            let range = bounds[0] - starts[0]..bounds[1] - starts[0];
            if self.keys[range.clone()].is_sorted() {
                continue;
            }
            let order = order.of(&self.keys[range.clone()]);
            permute(&mut self.keys[range.clone()], order, &mut keys);
            permute(&mut self.targets[range.clone()], order, &mut targets);
            for variable in &mut self.variables {
                permute(&mut variable[range.clone()], order, &mut values);
            }
        }
    }
}

/// The order of a row's synapses by their keys, and the memory for finding it.
#[derive(Default)]
struct Order {
    numbers: Vec<u32>,
    before: Vec<u32>,
}

impl Order {
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
        let mut order = Order::default();
        for keys in rows {
            let mut expected: Vec<u32> = (0..keys.len() as u32).collect();
            expected.sort_by_key(|&number| keys[number as usize]);
            assert_eq!(order.of(keys), expected, "{keys:?}");
        }
    }
}
