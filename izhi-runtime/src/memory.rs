//! Allocation that answers with an error rather than an abort.

use std::ops::{Deref, DerefMut};

use bytemuck::Zeroable;
use bytemuck::allocation::try_zeroed_vec;
use ndarray::ArrayView1;

use crate::error::{Error, Place, Result};
use crate::snapshot::{Keep, Loading, Saving, Stored};

/// Below this the system's figures are not asked for.
pub(crate) const SMALL: u64 = 1 << 24;

/// A line of the cache, and the widest vector: what begins at one is read line by line.
const LINE: usize = 64;

/// Values of which the first stands at the beginning of a line of the cache.
#[derive(Debug)]
pub struct Aligned<T> {
    // The first of them fill the line before.
    values: Vec<T>,
    first: usize,
}

impl<T: Zeroable + Copy> Aligned<T> {
    /// No values.
    pub const EMPTY: Self = Aligned { values: Vec::new(), first: 0 };

    /// `count` zeros. The system hands out each page of them to the thread that writes to it first: what is divided
    /// among threads is near to them, and they wait for pages side by side.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub fn allocate(count: usize, place: &str) -> Result<Self> {
        Self::allocate_part(count, count, place)
    }

    /// The same, of which so many will be written to, here and there, and nobody needs memory for the others.
    fn allocate_part(count: usize, used: usize, place: &str) -> Result<Self> {
        let most = LINE / size_of::<T>().max(1);
        let bytes = |count: usize| count.checked_mul(size_of::<T>()).map_or(u64::MAX, |bytes| bytes as u64);
        let (room, needed) = (count.saturating_add(most), bytes(used.saturating_add(most)));
        check_available(needed, place)?;
        let error = |()| Error::Memory { place: place.to_owned(), needed, available: None };
        let mut values: Vec<T> = try_zeroed_vec(room).map_err(error)?;
        if used == count {
            ask_for_large_pages(&mut values);
        }
        let first = values.as_ptr().align_offset(LINE).min(most);
        values.truncate(first + count);
        Ok(Aligned { values, first })
    }

    /// Makes them `count` zeros, in the memory that they have where there are so many.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub fn renew(&mut self, count: usize, place: &str) -> Result<()> {
        self.renew_part(count, count, place)
    }

    /// The same, of which so many will be written to.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub(crate) fn renew_part(&mut self, count: usize, used: usize, place: &str) -> Result<()> {
        if self.len() == count && used == count {
            self.fill(T::zeroed());
        } else {
            *self = Self::EMPTY;
            *self = Self::allocate_part(count, used, place)?;
        }
        Ok(())
    }
}

impl<T> Deref for Aligned<T> {
    type Target = [T];
    #[inline]
    fn deref(&self) -> &[T] {
        &self.values[self.first..]
    }
}

impl<T> DerefMut for Aligned<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.values[self.first..]
    }
}

/// Of each synapse, of which there can be others than before.
impl<T: Stored> Keep for Aligned<T> {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        to.growing(name, ArrayView1::from(&self[..]))
    }

    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        from.fill(name, self)
    }
}

/// Room for `additional` more values.
pub(crate) fn reserve<T>(values: &mut Vec<T>, additional: usize, place: &str) -> Result<()> {
    let room = values.capacity() - values.len();
    if additional <= room {
        return Ok(());
    }
    // A vector that grows is copied, so old and new are there at once.
    let total = values.len().checked_add(additional).and_then(|count| count.checked_mul(size_of::<T>()));
    let needed = total.map_or(u64::MAX, |bytes| bytes as u64);
    check_available(needed, place)?;
    let error = |_| Error::Memory { place: place.to_owned(), needed, available: None };
    values.try_reserve(additional).map_err(error)?;
    ask_for_large_pages(values.spare_capacity_mut());
    Ok(())
}

/// An error where so many bytes are more than there are: the system promises memory that it does not have, so that
/// asking for it is not enough.
fn check_available(needed: u64, place: &str) -> Result<()> {
    if needed <= SMALL {
        return Ok(());
    }
    let available = available();
    if needed <= available {
        return Ok(());
    }
    Err(Error::Memory { place: place.to_owned(), needed, available: Some(available) })
}

/// Asks for values that will be read here and there: line by line, memory gives them several times faster. It is
/// a wish, too.
#[inline(always)]
pub fn prefetch<T>(values: &[T]) {
    values.chunks(LINE / size_of::<T>().max(1)).for_each(ask_for_line);
}

/// The same of some of the values, by their places.
#[inline(always)]
pub fn prefetch_places<T>(values: &[T], places: &[u32]) {
    places.iter().filter_map(|&place| values.get(place as usize..)).for_each(ask_for_line);
}

/// Asks for the line in which the first value stands.
#[inline(always)]
fn ask_for_line<T>(values: &[T]) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: it reads nothing that the program could see.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(values.as_ptr().cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = values;
}

/// Tells the system that the memory will be used as a whole. Memory in pages of 2 MiB is had several times
/// faster than in pages of 4 KiB, and read faster: the processor looks up fewer addresses and reads ahead
/// further. It is a wish; where it is not granted nothing changes.
#[cfg(target_os = "linux")]
fn ask_for_large_pages<T>(room: &mut [T]) {
    /// A large page where pages are of 4 KiB; a multiple of every page where they are not.
    const LARGE: usize = 1 << 21;
    let bytes = size_of_val(room);
    let first = room.as_mut_ptr().cast::<u8>();
    let before = first.addr().wrapping_neg() % LARGE;
    let length = bytes.saturating_sub(before) / LARGE * LARGE;
    if length > 0 {
        // SAFETY: the pages are within `room`, which is borrowed for writing; what is in them stays.
        unsafe { libc::madvise(first.add(before).cast(), length, libc::MADV_HUGEPAGE) };
    }
}

#[cfg(not(target_os = "linux"))]
fn ask_for_large_pages<T>(_room: &mut [T]) {}

/// Room for `additional` more values where nobody knows how many there will be: twice as many each time.
pub(crate) fn reserve_growing<T>(values: &mut Vec<T>, additional: usize, place: Place<'_>) -> Result<()> {
    if additional <= values.capacity() - values.len() {
        return Ok(());
    }
    reserve(values, additional.max(values.len()), &place())
}

/// Room for `additional` more values, in memory that the system has handed out: it gives a page when it is
/// first written to, and that takes longer than what is written.
pub(crate) fn reserve_at_hand<T: Copy + Default>(values: &mut Vec<T>, additional: usize, place: &str) -> Result<()> {
    /// The smallest page of today's systems.
    const PAGE: usize = 4096;
    let room = values.capacity() - values.len();
    if additional > room {
        reserve(values, additional, place)?;
        let one_a_page = (PAGE / size_of::<T>().max(1)).max(1);
        for value in values.spare_capacity_mut()[room..additional].iter_mut().step_by(one_a_page) {
            value.write(T::default());
        }
    }
    Ok(())
}

/// The memory that this process can still get.
pub(crate) fn available() -> u64 {
    // A system that does not say leaves it to the allocator.
    let Ok(mut system) = sysinfo::System::new() else { return u64::MAX };
    system.refresh_memory();
    let of_machine = system.available_memory();
    system.cgroup_limits().map_or(of_machine, |limits| limits.free_memory.min(of_machine))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_had_is_an_error() {
        let error = Aligned::<f32>::allocate(usize::MAX / 8, "weights").unwrap_err();
        assert!(matches!(error, Error::Memory { needed, .. } if needed > 1 << 60), "{error}");
        assert!(matches!(Aligned::<u64>::allocate(usize::MAX, "weights"), Err(Error::Memory { needed: u64::MAX, .. })));
    }

    #[test]
    fn more_than_the_machine_has_is_an_error() {
        let all = available() as usize;
        assert!(Aligned::<u8>::allocate(all + (1 << 30), "recording").is_err());
        assert_eq!(Aligned::<u8>::allocate(10, "recording").unwrap()[..], [0; 10]);
    }

    #[test]
    fn aligned_values_begin_at_a_line() {
        for count in [0, 1, 15, 1000] {
            let values = Aligned::<f32>::allocate(count, "weights").unwrap();
            assert_eq!(values[..], vec![0.0; count]);
            assert!(values.as_ptr().addr().is_multiple_of(LINE));
        }
        assert!(Aligned::<f64>::allocate(usize::MAX, "weights").is_err());
    }

    #[test]
    fn memory_at_hand_keeps_what_is_there() {
        let mut values = vec![1_u64, 2, 3];
        reserve_at_hand(&mut values, 10_000, "recording").unwrap();
        assert!(values.capacity() >= 10_003);
        assert_eq!(values, [1, 2, 3]);
    }
}
