//! Rows in the order of their delays, and the way back to the order of the connector.
//!
//! A connector gives the synapses of a source in ascending target. Sorted by delay, those with the same delay stay in that
//! order, so that sorting by target brings the connector's back, but for several synapses of one pair of which a later one
//! has the shorter delay. Where these were is kept, in four bytes for each.

use std::ops::Range;

use super::{Order, Structure};
use crate::executor::Executor;
use crate::parallel::{in_parallel, ranges};
use crate::runs::Runs;

/// Synapses of pairs that have several, in an order that is not the connector's.
#[derive(Debug)]
pub(super) struct Crossed {
    /// Where those of each source begin, and where the last ones end. Empty where rows are in the connector's order.
    starts: Vec<usize>,
    /// Their numbers in the connector's row, pair by pair, and for a pair in the order of their delays.
    numbers: Vec<u32>,
}

impl Crossed {
    pub(super) const EMPTY: Self = Crossed { starts: Vec::new(), numbers: Vec::new() };

    /// What is crossed in rows that are in the order of their delays; `numbers` are those of the synapses in the connector's
    /// rows.
    pub(super) fn of(starts: &[usize], targets: &[u32], numbers: &[u32]) -> Self {
        let mut crossed = Crossed { starts: vec![0], numbers: Vec::new() };
        for bounds in starts.windows(2) {
            let mut by_target: Vec<usize> = (bounds[0]..bounds[1]).collect();
            by_target.sort_by_key(|&place| targets[place]);
            for pair in by_target.chunk_by(|&one, &other| targets[one] == targets[other]) {
                if !pair.is_sorted_by_key(|&place| numbers[place]) {
                    crossed.numbers.extend(pair.iter().map(|&place| numbers[place]));
                }
            }
            crossed.starts.push(crossed.numbers.len());
        }
        crossed
    }

    fn of_source(&self, source: usize) -> &[u32] {
        &self.numbers[self.starts[source]..self.starts[source + 1]]
    }
}

impl Structure {
    /// Whether the rows are in the order of their delays, and no longer in that of the connector.
    pub(crate) fn is_by_delay(&self) -> bool {
        !self.crossed.starts.is_empty() || self.drawn.as_ref().is_some_and(|drawn| drawn.have_delays())
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
        // Sorted once more they are as they were.
        if !self.runs.have_delays() {
            self.runs = Runs::of(self, Some(steps), executor);
        }
    }

    /// `numbers` are those of all synapses or none.
    pub(crate) fn sort_rows<F: Copy + Send>(
        &mut self,
        keys: &mut [u16],
        numbers: &mut [u32],
        variables: Vec<&mut [F]>,
        threads: usize,
    ) {
        self.stamp.renew();
        let rows = Rows { targets: &mut self.targets, keys, numbers, variables };
        let found = rows.divided(&self.starts, threads, |starts, _, rows| rows.sort(starts));
        self.crossed = Crossed { starts: vec![0], numbers: Vec::new() };
        for Found { ends, numbers } in found {
            let before = self.crossed.numbers.len();
            self.crossed.starts.extend(ends.into_iter().map(|end| before + end));
            self.crossed.numbers.extend(numbers);
        }
    }

    /// Puts each row in the order of the connector, in which it was before it was sorted by delay.
    pub(crate) fn sort_by_connector<F: Copy + Send>(
        &mut self,
        keys: &mut [u16],
        variables: Vec<&mut [F]>,
        threads: usize,
    ) {
        self.come_here();
        self.stamp.renew();
        let crossed = std::mem::replace(&mut self.crossed, Crossed::EMPTY);
        let rows = Rows { targets: &mut self.targets, keys, numbers: &mut [], variables };
        rows.divided(&self.starts, threads, |starts, sources, rows| rows.sort_back(starts, sources, &crossed));
    }
}

/// Rows that lie side by side, with what their synapses have.
struct Rows<'a, F> {
    targets: &'a mut [u32],
    keys: &'a mut [u16],
    /// None where nobody asks for them.
    numbers: &'a mut [u32],
    variables: Vec<&'a mut [F]>,
}

/// What is crossed in some rows: where that of each row ends.
#[derive(Default)]
struct Found {
    ends: Vec<usize>,
    numbers: Vec<u32>,
}

impl<'a, F: Copy + Send> Rows<'a, F> {
    /// Hands the rows, which begin at the given places, to threads in parts.
    fn divided<T: Send>(
        mut self,
        starts: &[usize],
        threads: usize,
        work: impl Fn(&[usize], Range<usize>, Rows<'a, F>) -> T + Sync,
    ) -> Vec<T> {
        let parts = ranges(threads.max(1), starts.len().saturating_sub(1)).map(|sources| {
            let starts = &starts[sources.start..=sources.end];
            (starts, sources, self.split_off(starts[starts.len() - 1] - starts[0]))
        });
        let parts: Vec<_> = parts.collect();
        in_parallel(parts, |(starts, sources, rows)| work(starts, sources, rows))
    }

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

    /// Sorts the rows between the given starts by their keys.
    fn sort(mut self, starts: &[usize]) -> Found {
        let (mut found, mut order, mut memory) = (Found::default(), Sorting::default(), Memory::default());
        for bounds in starts.windows(2) {
            let range = bounds[0] - starts[0]..bounds[1] - starts[0];
            if !self.keys[range.clone()].is_sorted() {
                find_crossed(&self.targets[range.clone()], &self.keys[range.clone()], &mut found.numbers);
                let order = order.of(&self.keys[range.clone()]);
                self.permute(range, order, &mut memory);
            }
            found.ends.push(found.numbers.len());
        }
        found
    }

    /// Puts the rows of these sources in the order in which they were before.
    fn sort_back(mut self, starts: &[usize], sources: Range<usize>, crossed: &Crossed) {
        let mut memory = Memory::default();
        for (bounds, source) in starts.windows(2).zip(sources) {
            let range = bounds[0] - starts[0]..bounds[1] - starts[0];
            let order = connectors_order(&self.targets[range.clone()], crossed.of_source(source));
            self.permute(range, &order, &mut memory);
        }
    }

    /// Puts all that the synapses of a row have in the order of the numbers.
    fn permute(&mut self, range: Range<usize>, order: &[u32], memory: &mut Memory<F>) {
        permute(&mut self.keys[range.clone()], order, &mut memory.keys);
        permute(&mut self.targets[range.clone()], order, &mut memory.targets);
        if !self.numbers.is_empty() {
            permute(&mut self.numbers[range.clone()], order, &mut memory.targets);
        }
        for variable in &mut self.variables {
            permute(&mut variable[range.clone()], order, &mut memory.values);
        }
    }
}

/// Of a row, while it is put in another order.
struct Memory<F> {
    targets: Vec<u32>,
    keys: Vec<u16>,
    values: Vec<F>,
}

impl<F> Default for Memory<F> {
    fn default() -> Self {
        Memory { targets: Vec::new(), keys: Vec::new(), values: Vec::new() }
    }
}

/// Synapses that are asked at once whether any of them has a shorter delay than the one before to the same target.
const BLOCK: usize = 16;

/// Adds the synapses of a row in ascending target to the same targets, where a later one has the smaller key.
fn find_crossed(targets: &[u32], keys: &[u16], into: &mut Vec<u32>) {
    let mut done = 0;
    for start in (1..targets.len()).step_by(BLOCK) {
        let end = targets.len().min(start + BLOCK);
        let (before, after) = (start - 1..end - 1, start..end);
        let pairs = targets[before.clone()].iter().zip(&targets[after.clone()]);
        let crossed = pairs.zip(keys[before].iter().zip(&keys[after])).map(|((a, b), (c, d))| (a == b) & (c > d));
        if !crossed.clone().fold(false, |any, is_crossed| any | is_crossed) {
            continue;
        }
        for (number, _) in (start..end).zip(crossed).filter(|(_, is_crossed)| *is_crossed) {
            if number < done {
                continue;
            }
            let is_same = |other: &u32| *other == targets[number];
            let first = number - targets[..number].iter().rev().take_while(|other| is_same(other)).count();
            done = number + targets[number..].iter().take_while(|other| is_same(other)).count();
            let of_pair = into.len();
            into.extend(first as u32..done as u32);
            into[of_pair..].sort_by_key(|&number| keys[number as usize]);
        }
    }
}

/// Where the synapses are in a row that is sorted by delay, in the order of the connector.
fn connectors_order(targets: &[u32], crossed: &[u32]) -> Vec<u32> {
    let mut by_target: Vec<u32> = (0..targets.len() as u32).collect();
    by_target.sort_by_key(|&place| targets[place as usize]);
    let mut order = by_target.clone();
    // Those of a pair are side by side, with the numbers of the places on which they are.
    let mut places = crossed.to_vec();
    places.sort_unstable();
    for (number, place) in crossed.iter().zip(places) {
        order[*number as usize] = by_target[place as usize];
    }
    order
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
    use crate::weights::Extent;

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

    /// Few targets, so that pairs have one synapse, several or dozens of them.
    #[test]
    fn rows_come_back_to_the_order_of_the_connector() {
        for (targets, delays) in [(1, 3), (5, 2), (40, 30), (1000, 9), (1000, 1)] {
            let lengths: Vec<usize> = vec![0, 1, 17, 60, 400, 0];
            let mut structure = Structure::allocate(Extent { sources: 6, targets }, &lengths, "synapses").unwrap();
            let draw = |number: usize| (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
            structure
                .targets_mut()
                .iter_mut()
                .enumerate()
                .for_each(|(n, own)| *own = (draw(n) % targets as u64) as u32);
            (0..6).for_each(|source| {
                let row = structure.row(source);
                structure.targets_mut()[row].sort_unstable();
            });
            let mut keys: Vec<u16> = (0..structure.len()).map(|number| (draw(number + 7) % delays) as u16).collect();
            let mut values: Vec<u32> = (0..structure.len() as u32).collect();
            let before = (structure.targets().to_vec(), keys.clone(), values.clone());
            for threads in [1, 2, 3] {
                structure.sort_rows(&mut keys, &mut [], vec![&mut values], threads);
                assert!(structure.is_by_delay());
                assert!((0..6).all(|source| keys[structure.row(source)].is_sorted()));
                structure.sort_by_connector(&mut keys, vec![&mut values], threads);
                assert_eq!((structure.targets(), &keys, &values), (&before.0[..], &before.1, &before.2));
            }
        }
    }
}
