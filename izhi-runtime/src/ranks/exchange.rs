//! What crosses ranks: values of neurons, lists of neurons, parts of sums, and errors.

use bytemuck::{AnyBitPattern, NoUninit, cast_slice, cast_slice_mut};

use super::{World, own};
use crate::error::{Error, Result};
use crate::memory;
use crate::vector::BLOCK;

/// The room of the first list that is gathered.
const LEAST_ROOM: usize = 16;

/// The bytes of all ranks that come at once where one collects what they have.
const PIECE: usize = if cfg!(test) { 64 } else { 64 << 20 };

/// The room of messages where the longest of the last ones was so long: some more, of which long ones need a smaller part.
fn room(longest: usize) -> usize {
    let power = longest.max(LEAST_ROOM).next_power_of_two();
    if power <= 1024 { power } else { longest.next_multiple_of(power / 8) }
}

/// What each rank has, side by side: as many of each.
pub(crate) fn gather_same<T: NoUninit + AnyBitPattern>(world: &dyn World, own: &[T], zero: T) -> Vec<T> {
    let mut all = vec![zero; own.len() * world.ranks()];
    let counts = vec![size_of_val(own); world.ranks()];
    world.gather(cast_slice(own), &counts, cast_slice_mut(&mut all));
    all
}

/// What each rank has: a number for each block of its neurons, of which there are so many in all, and one more.
pub(crate) fn gather_blocks(world: &dyn World, neurons: usize, own: &[f64]) -> Vec<Vec<f64>> {
    let ranks = world.ranks();
    let lengths = (0..ranks).map(|rank| super::own(neurons, rank, ranks).len().div_ceil(BLOCK) + 1);
    let counts: Vec<usize> = lengths.map(|length| length * size_of::<f64>()).collect();
    let mut all = vec![0.0; counts.iter().sum::<usize>() / size_of::<f64>()];
    world.gather(cast_slice(own), &counts, cast_slice_mut(&mut all));
    let mut rest = &all[..];
    let part = |bytes: usize| rest.split_off(..bytes / size_of::<f64>()).unwrap_or_default().to_vec();
    counts.into_iter().map(part).collect()
}

/// What each rank has, side by side: as many as each says, which it tells the others first.
fn gather_any<T: NoUninit + AnyBitPattern>(world: &dyn World, own: &[T], zero: T) -> (Vec<usize>, Vec<T>) {
    let lengths = gather_same(world, &[own.len() as u64], 0);
    let lengths: Vec<usize> = lengths.into_iter().map(|length| length as usize).collect();
    let counts: Vec<usize> = lengths.iter().map(|length| length * size_of::<T>()).collect();
    let mut all = vec![zero; lengths.iter().sum()];
    if !all.is_empty() {
        world.gather(cast_slice(own), &counts, cast_slice_mut(&mut all));
    }
    (lengths, all)
}

/// Values of neurons of which each rank has its own become those of all.
pub(crate) fn exchange<T: NoUninit + AnyBitPattern>(world: &dyn World, values: &mut [T]) {
    let (ranks, neurons) = (world.ranks(), values.len());
    let counts: Vec<usize> = (0..ranks).map(|rank| own(neurons, rank, ranks).len() * size_of::<T>()).collect();
    let mine: Vec<T> = values[own(neurons, world.rank(), ranks)].to_vec();
    world.gather(cast_slice(&mine), &counts, cast_slice_mut(values));
}

/// What each rank has of some numbers, in ascending rank.
pub(crate) fn collect<T: NoUninit + AnyBitPattern + Default>(world: &dyn World, own: &[T]) -> Vec<T> {
    gather_any(world, own, T::default()).1
}

/// Of some counts that each rank has, the sums of those of the ranks before this one and those of all. It comes piece by piece.
pub(crate) fn before_and_all(world: &dyn World, own: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let (mut before, mut all) = (vec![0; own.len()], vec![0; own.len()]);
    let piece = (PIECE / size_of::<u32>() / world.ranks()).max(1);
    for start in (0..own.len()).step_by(piece) {
        let own = &own[start..own.len().min(start + piece)];
        for (rank, counts) in gather_same(world, own, 0).chunks(own.len()).enumerate() {
            let add = |sums: &mut [u32]| sums[start..].iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            add(&mut all);
            if rank < world.rank() {
                add(&mut before);
            }
        }
    }
    (before, all)
}

/// What ranks have of some numbers, on one of them: what each has, in ascending rank; nothing on the others. It comes piece by
/// piece, of which all ranks have one in memory.
///
/// # Errors
///
/// Where the memory cannot be had there.
pub(crate) fn collect_at<T: NoUninit + AnyBitPattern>(
    world: &dyn World,
    to: usize,
    own: &[T],
    zero: T,
    place: &str,
) -> Result<Option<Vec<Vec<T>>>> {
    let lengths: Vec<u64> = gather_same(world, &[own.len() as u64], 0);
    let lengths: Vec<usize> = lengths.into_iter().map(|length| length as usize).collect();
    let mut all = vec![Vec::new(); if world.rank() == to { lengths.len() } else { 0 }];
    let room = all.iter_mut().zip(&lengths).try_for_each(|(of_rank, &length)| memory::reserve(of_rank, length, place));
    agree(world, room)?;
    let piece = (PIECE / size_of::<T>() / lengths.len()).max(1);
    let mut received = Vec::new();
    for start in (0..lengths.iter().copied().max().unwrap_or(0)).step_by(piece) {
        let pieces: Vec<usize> = lengths.iter().map(|length| length.saturating_sub(start).min(piece)).collect();
        let counts: Vec<usize> = pieces.iter().map(|length| length * size_of::<T>()).collect();
        received.resize(pieces.iter().sum(), zero);
        let own = &own[start.min(own.len())..][..pieces[world.rank()]];
        world.gather(cast_slice(own), &counts, cast_slice_mut(&mut received));
        let mut rest = &received[..];
        for (of_rank, length) in all.iter_mut().zip(pieces) {
            let piece;
            (piece, rest) = rest.split_at(length);
            of_rank.extend_from_slice(piece);
        }
    }
    Ok((world.rank() == to).then_some(all))
}

/// The result of all ranks: an error where one of them has one.
pub(crate) fn agree<T>(world: &dyn World, result: Result<T>) -> Result<T> {
    let message = result.as_ref().err().map(ToString::to_string).unwrap_or_default();
    let (lengths, messages) = gather_any(world, message.as_bytes(), 0_u8);
    let Some(rank) = lengths.iter().position(|&length| length > 0) else { return result };
    let start: usize = lengths[..rank].iter().sum();
    let message = String::from_utf8_lossy(&messages[start..start + lengths[rank]]).into_owned();
    result.and(Err(Error::OtherRank { rank, message }))
}

/// Numbers on their way between ranks: how many there are and the first of them, in one message of each rank.
#[doc(hidden)]
#[derive(Debug)]
pub struct Mail {
    /// For how many a message has room: as many as a rank had at the most the last time, and the same for all ranks.
    room: usize,
    sent: Vec<u32>,
    received: Vec<u32>,
}

impl Mail {
    pub(crate) const EMPTY: Self = Mail { room: LEAST_ROOM, sent: Vec::new(), received: Vec::new() };

    /// Puts the lists of all ranks side by side, in ascending rank, and says how long each is.
    pub(crate) fn exchange(&mut self, world: &dyn World, list: &[u32], all: &mut Vec<u32>) -> Vec<usize> {
        self.exchange_during(world, list, all, &mut || ())
    }

    /// The same while something else is done.
    pub(crate) fn exchange_during(
        &mut self,
        world: &dyn World,
        list: &[u32],
        all: &mut Vec<u32>,
        work: &mut dyn FnMut(),
    ) -> Vec<usize> {
        let (ranks, block) = (world.ranks(), self.room + 1);
        self.sent.clear();
        self.sent.push(list.len() as u32);
        self.sent.extend(list.iter().take(self.room));
        self.sent.resize(block, 0);
        self.received.resize(block * ranks, 0);
        let counts = vec![block * size_of::<u32>(); ranks];
        world.gather_during(cast_slice(&self.sent), &counts, cast_slice_mut(&mut self.received), work);
        let lengths: Vec<usize> = self.received.chunks(block).map(|message| message[0] as usize).collect();
        let rest = self.rest(world, list, &lengths);
        all.clear();
        let mut rest = &rest[..];
        for (message, &length) in self.received.chunks(block).zip(&lengths) {
            all.extend_from_slice(&message[1..][..length.min(self.room)]);
            let more;
            (more, rest) = rest.split_at(length.saturating_sub(self.room));
            all.extend_from_slice(more);
        }
        self.room = room(lengths.iter().copied().max().unwrap_or(0));
        lengths
    }

    /// What had no room.
    fn rest(&self, world: &dyn World, list: &[u32], lengths: &[usize]) -> Vec<u32> {
        let more: Vec<usize> = lengths.iter().map(|length| length.saturating_sub(self.room)).collect();
        let mut rest = vec![0; more.iter().sum()];
        if !rest.is_empty() {
            let counts: Vec<usize> = more.iter().map(|count| count * size_of::<u32>()).collect();
            let own = list.get(self.room..).unwrap_or_default();
            world.gather(cast_slice(own), &counts, cast_slice_mut(&mut rest));
        }
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::super::in_threads;
    use super::*;

    #[test]
    fn lists_of_any_length_become_those_of_all() {
        for ranks in [1, 2, 3] {
            in_threads(ranks, |world| {
                let mut mail = Mail::EMPTY;
                for round in 0..40_usize {
                    let length = |rank: usize| (round * 7919 + rank * 104_729) % [1, 10, 40, 300][round % 4];
                    let own = |rank: usize| (0..length(rank) as u32).map(move |index| rank as u32 * 1000 + index);
                    let (list, mut all) = (own(world.rank()).collect::<Vec<u32>>(), Vec::new());
                    let lengths = mail.exchange(world, &list, &mut all);
                    assert!(lengths.into_iter().eq((0..ranks).map(length)));
                    assert!(all.iter().copied().eq((0..ranks).flat_map(own)), "{round} {all:?}");
                }
            });
        }
    }

    #[test]
    fn values_become_those_of_all() {
        let all: Vec<f64> = (0..1000).map(f64::from).collect();
        in_threads(3, |world| {
            let mine = own(1000, world.rank(), 3);
            let mut values: Vec<f64> = (0..1000).map(|at| if mine.contains(&at) { all[at] } else { -1.0 }).collect();
            exchange(world, &mut values);
            assert_eq!(values, all);
        });
    }

    #[test]
    fn counts_of_ranks_add_up() {
        for ranks in [1, 2, 3] {
            in_threads(ranks, |world| {
                let of = |rank: usize| (0..100).map(move |at| (at * (rank + 1)) as u32);
                let (before, all) = before_and_all(world, &of(world.rank()).collect::<Vec<_>>());
                let sum = |ranks: usize, at: usize| (0..ranks).map(|rank| of(rank).nth(at).unwrap()).sum::<u32>();
                assert!(before.into_iter().eq((0..100).map(|at| sum(world.rank(), at))));
                assert!(all.into_iter().eq((0..100).map(|at| sum(ranks, at))));
            });
        }
    }

    #[test]
    fn one_has_what_each_has_piece_by_piece() {
        for ranks in [1, 2, 3] {
            for length in [0, 1, 7, 100] {
                let own =
                    |rank: usize| (0..length * rank).map(|index| (1000 * rank + index) as u64).collect::<Vec<_>>();
                let collected =
                    in_threads(ranks, |world| collect_at(world, ranks - 1, &own(world.rank()), 0, "place").unwrap());
                let expected: Vec<Vec<u64>> = (0..ranks).map(own).collect();
                let rank_has = |rank: usize| (rank == ranks - 1).then(|| expected.clone());
                assert_eq!(collected, (0..ranks).map(rank_has).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn an_error_of_one_is_one_of_all() {
        let errors = in_threads(3, |world| {
            let own = if world.rank() == 1 { Err(Error::TimeStep(-1.0)) } else { Ok(world.rank()) };
            agree(world, own).unwrap_err()
        });
        let message = Error::TimeStep(-1.0).to_string();
        let other = Error::OtherRank { rank: 1, message };
        assert_eq!(errors, [other.clone(), Error::TimeStep(-1.0), other]);
        assert_eq!(in_threads(2, |world| agree(world, Ok(world.rank())).unwrap()), [0, 1]);
    }
}
