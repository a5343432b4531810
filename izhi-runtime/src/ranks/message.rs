//! One message for all that crosses at once.

use bytemuck::{AnyBitPattern, NoUninit, cast_slice, cast_slice_mut};

use super::{Mail, World, own};

/// What neurons have, of which each rank has computed that of its own.
#[doc(hidden)]
pub trait Crossing {
    /// Appends what this rank has to say.
    fn tell(&mut self, world: &dyn World, message: &mut Vec<u32>);

    /// Takes what each rank says of it off the front of all that it says, in ascending rank.
    fn learn(&mut self, world: &dyn World, told: &mut [&[u32]]);
}

/// Lets all ranks know what each has computed, in one message.
pub(crate) fn exchange(world: &dyn World, mail: &mut Mail, known: &mut [&mut dyn Crossing]) {
    let (mut message, mut all) = (Vec::new(), Vec::new());
    known.iter_mut().for_each(|known| known.tell(world, &mut message));
    let lengths = mail.exchange(world, &message, &mut all);
    let mut told = split(&all, lengths);
    known.iter_mut().for_each(|known| known.learn(world, &mut told));
}

/// What lies side by side, by its lengths.
pub(crate) fn split(mut all: &[u32], lengths: Vec<usize>) -> Vec<&[u32]> {
    lengths.into_iter().map(|length| first(&mut all, length)).collect()
}

/// The first numbers, which are taken away.
pub(crate) fn first<'a>(numbers: &mut &'a [u32], length: usize) -> &'a [u32] {
    let first;
    (first, *numbers) = numbers.split_at(length);
    first
}

/// Values of neurons as words.
pub(crate) fn tell_values<T: NoUninit>(world: &dyn World, values: &[T], message: &mut Vec<u32>) {
    message.extend_from_slice(cast_slice(&values[own(values.len(), world.rank(), world.ranks())]));
}

/// The same of all ranks.
pub(crate) fn learn_values<T: NoUninit + AnyBitPattern>(world: &dyn World, values: &mut [T], told: &mut [&[u32]]) {
    let neurons = values.len();
    for (rank, told) in told.iter_mut().enumerate() {
        let words: &mut [u32] = cast_slice_mut(&mut values[own(neurons, rank, world.ranks())]);
        words.copy_from_slice(first(told, words.len()));
    }
}
