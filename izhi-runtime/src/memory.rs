//! Allocation that answers with an error rather than an abort.

use crate::error::{Error, Result};

/// Below this the system's figures are not asked for.
const SMALL: u64 = 1 << 24;

/// `count` default values.
///
/// # Errors
///
/// Where the memory cannot be had.
pub fn allocate<T: Clone + Default>(count: usize, place: &str) -> Result<Vec<T>> {
    let mut values = Vec::new();
    reserve(&mut values, count, place)?;
    values.resize(count, T::default());
    Ok(values)
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
    let error = |available| Error::Memory { place: place.to_owned(), needed, available };
    if needed > SMALL {
        // The system promises memory that it does not have; asking for it is not enough.
        let available = available();
        if needed > available {
            return Err(error(available));
        }
    }
    values.try_reserve(additional).map_err(|_| error(available()))
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
fn available() -> u64 {
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
        let error = allocate::<f32>(usize::MAX / 8, "weights").unwrap_err();
        assert!(matches!(error, Error::Memory { needed, .. } if needed > 1 << 60), "{error}");
        assert!(matches!(allocate::<u64>(usize::MAX, "weights"), Err(Error::Memory { needed: u64::MAX, .. })));
    }

    #[test]
    fn more_than_the_machine_has_is_an_error() {
        let all = available() as usize;
        assert!(allocate::<u8>(all + (1 << 30), "recording").is_err());
        assert_eq!(allocate::<u8>(10, "recording").unwrap(), vec![0; 10]);
    }

    #[test]
    fn memory_at_hand_keeps_what_is_there() {
        let mut values = vec![1_u64, 2, 3];
        reserve_at_hand(&mut values, 10_000, "recording").unwrap();
        assert!(values.capacity() >= 10_003);
        assert_eq!(values, [1, 2, 3]);
    }
}
