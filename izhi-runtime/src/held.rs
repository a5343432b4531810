//! Values of synapses that a device can have until somebody looks at them.
//!
//! A run on a device changes weights by the hundred million, and often nobody looks at them before the next run. So the device
//! keeps them, and they are fetched when they are read or written.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytemuck::Pod;
use ndarray::ArrayView1;

use crate::error::{Error, Result};
use crate::memory::Aligned;
use crate::snapshot::{Keep, Loading, Saving, Stored};
use crate::stamp::Stamp;

/// Somebody who has values.
pub trait Keeper: fmt::Debug + Send + Sync {
    /// How many bytes they are.
    fn bytes(&self) -> usize;

    /// Copies them, as many bytes.
    ///
    /// # Errors
    ///
    /// Where they are lost: why.
    fn fetch(&self, into: &mut [u8]) -> Result<(), String>;
}

/// One value for each synapse.
pub struct Held<T> {
    /// What is there once they have been looked at, for as long as nobody else changes them.
    here: OnceLock<Aligned<T>>,
    /// Who has them, where they are not here or the same here and there.
    keeper: Option<Arc<dyn Keeper>>,
    /// The memory that they had before they left.
    room: Mutex<Aligned<T>>,
    /// Of the last change.
    stamp: Stamp,
}

impl<T: Pod> Held<T> {
    /// No values.
    pub const EMPTY: Self =
        Held { here: OnceLock::new(), keeper: None, room: Mutex::new(Aligned::EMPTY), stamp: Stamp::NONE };

    /// Makes them `count` zeros, as [`Aligned::renew`] does.
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
        let mut values = self.take_room();
        values.renew_part(count, used, place)?;
        *self = values.into();
        Ok(())
    }

    /// Somebody else has other ones from now on.
    pub(crate) fn leave_to(&mut self, keeper: Arc<dyn Keeper>) {
        let room = self.take_room();
        *self = Held { keeper: Some(keeper), room: Mutex::new(room), ..Self::EMPTY };
        self.stamp.renew();
    }

    /// The number of the last change.
    pub(crate) fn stamp(&self) -> u64 {
        self.stamp.number()
    }

    /// The memory of values that nobody needs any more.
    fn take_room(&mut self) -> Aligned<T> {
        let room = self.room.get_mut().unwrap_or_else(PoisonError::into_inner);
        self.here.take().unwrap_or_else(|| std::mem::replace(room, Aligned::EMPTY))
    }

    /// How many they are.
    pub(crate) fn count(&self) -> usize {
        match (self.here.get(), &self.keeper) {
            (Some(values), _) => values.len(),
            (None, Some(keeper)) => keeper.bytes() / size_of::<T>().max(1),
            (None, None) => 0,
        }
    }

    /// The values.
    ///
    /// # Errors
    ///
    /// Where who has them has lost them, and where the memory cannot be had.
    pub(crate) fn try_values(&self, place: &str) -> Result<&[T]> {
        match self.here.get() {
            Some(values) => Ok(values),
            None => self.fetch(place),
        }
    }

    #[cold]
    fn fetch(&self, place: &str) -> Result<&[T]> {
        let Some(keeper) = &self.keeper else { return Ok(&[]) };
        let mut room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(values) = self.here.get() {
            return Ok(values);
        }
        if room.len() != self.count() {
            room.renew(self.count(), place)?;
        }
        let fetched = keeper.fetch(bytemuck::cast_slice_mut(&mut room));
        fetched.map_err(|reason| Error::Lost { place: place.to_owned(), reason })?;
        Ok(self.here.get_or_init(|| std::mem::replace(&mut room, Aligned::EMPTY)))
    }

    #[cold]
    fn fetch_or_panic(&self) -> &[T] {
        self.fetch("synapses").unwrap_or_else(|error| panic!("{error}"))
    }

    /// Fetches them to be changed here.
    #[cold]
    fn come_back(&mut self) {
        self.fetch_or_panic();
        self.keeper = None;
    }
}

impl<T: Pod> From<Aligned<T>> for Held<T> {
    fn from(values: Aligned<T>) -> Self {
        let mut stamp = Stamp::NONE;
        stamp.renew();
        Held { here: OnceLock::from(values), stamp, ..Self::EMPTY }
    }
}

/// # Panics
///
/// Where a device had them that has failed since: its run has said so by an error, behind which a network is reset or restored.
impl<T: Pod> Deref for Held<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match self.here.get() {
            Some(values) => values,
            None => self.fetch_or_panic(),
        }
    }
}

/// # Panics
///
/// As for looking at them.
impl<T: Pod> DerefMut for Held<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        if self.keeper.is_some() {
            self.come_back();
        }
        self.stamp.renew();
        match self.here.get_mut() {
            Some(values) => values,
            None => &mut [],
        }
    }
}

impl<T: Stored + Pod> Keep for Held<T> {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        if !to.wants(name, self.stamp()) || to.measure::<T>(name, true, &[self.count()]) {
            return Ok(());
        }
        to.growing(name, ArrayView1::from(self.try_values(name)?))
    }

    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        if let Some(keeper) = from.keeper(name) {
            self.leave_to(keeper);
            return Ok(());
        }
        let count = self.count();
        let values = from.shaped(name, &[count])?;
        // Nobody needs what somebody else has of the old ones.
        self.renew(count, name)?;
        self.iter_mut().zip(&values).for_each(|(own, value)| *own = *value);
        Ok(())
    }
}

impl<T: fmt::Debug> fmt::Debug for Held<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.here.get() {
            Some(values) => values.fmt(f),
            None => f.debug_tuple("Held").field(&self.keeper).finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Two numbers, or a reason why they are lost.
    #[derive(Debug, Default)]
    struct Far {
        fetched: AtomicUsize,
        is_lost: bool,
    }

    impl Keeper for Far {
        fn bytes(&self) -> usize {
            8
        }

        fn fetch(&self, into: &mut [u8]) -> Result<(), String> {
            self.fetched.fetch_add(1, Ordering::Relaxed);
            into.copy_from_slice(bytemuck::cast_slice(&[1.5_f32, 2.5]));
            if self.is_lost { Err("the card is gone".to_owned()) } else { Ok(()) }
        }
    }

    fn two() -> Held<f32> {
        let mut values = Held::EMPTY;
        values.renew(2, "W").unwrap();
        values
    }

    #[test]
    fn what_has_left_is_fetched_once_when_somebody_looks() {
        let (mut values, far) = (two(), Arc::new(Far::default()));
        let before = values.stamp();
        values.leave_to(far.clone());
        assert_ne!(values.stamp(), before);
        assert_eq!((values.count(), far.fetched.load(Ordering::Relaxed)), (2, 0));
        std::thread::scope(|scope| {
            (0..4).for_each(|_| drop(scope.spawn(|| assert_eq!(values[..], [1.5, 2.5]))));
        });
        let looked_at = values.stamp();
        assert_eq!((values[1], far.fetched.load(Ordering::Relaxed)), (2.5, 1));
        values[0] = 3.0;
        assert_ne!(values.stamp(), looked_at);
        assert_eq!((&values[..], far.fetched.load(Ordering::Relaxed)), (&[3.0, 2.5][..], 1));
    }

    #[test]
    fn what_has_left_is_replaced_without_being_fetched() {
        let (mut values, far) = (two(), Arc::new(Far::default()));
        values.leave_to(far.clone());
        values.renew(3, "W").unwrap();
        assert_eq!((&values[..], far.fetched.load(Ordering::Relaxed)), (&[0.0; 3][..], 0));
    }

    #[test]
    fn what_is_written_to_comes_first() {
        let (mut values, far) = (two(), Arc::new(Far::default()));
        values.leave_to(far);
        values[1] = 7.0;
        assert_eq!(values[..], [1.5, 7.0]);
    }

    #[test]
    fn what_is_lost_is_an_error_until_it_is_replaced() {
        let mut values = two();
        values.leave_to(Arc::new(Far { is_lost: true, ..Far::default() }));
        let error = values.try_values("net.W").unwrap_err().to_string();
        assert!(error.contains("`net.W`") && error.contains("the card is gone"), "{error}");
        values.renew(2, "W").unwrap();
        assert_eq!(values[..], [0.0, 0.0]);
    }

    #[test]
    fn nothing_is_empty() {
        let mut values = Held::<u32>::EMPTY;
        assert_eq!((values.len(), values.count()), (0, 0));
        values.fill(1);
    }
}
