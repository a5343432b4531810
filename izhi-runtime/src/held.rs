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

/// One value for each synapse, in the order in which they are kept. It is a slice, `&values[..]`: reading it fetches the values
/// where a device has them, and writing to it makes the next run there take them over.
#[derive(Debug)]
pub struct Held<T> {
    values: Values<T>,
    /// Of the last change.
    stamp: Stamp,
}

#[derive(Debug)]
enum Values<T> {
    Here(Aligned<T>),
    Away(Box<Away<T>>),
}

/// Values that somebody else has.
#[derive(Debug)]
struct Away<T> {
    count: usize,
    /// What has been fetched.
    copy: OnceLock<Aligned<T>>,
    place: Mutex<Place<T>>,
}

/// Where values are until they are fetched.
#[derive(Debug)]
struct Place<T> {
    keeper: Option<Arc<dyn Keeper>>,
    /// The memory that they had before they left.
    room: Aligned<T>,
}

impl<T: Pod> Away<T> {
    fn look(&self, place: &str) -> Result<&[T]> {
        match self.copy.get() {
            Some(values) => Ok(values),
            None => self.fetch(place),
        }
    }

    #[cold]
    fn fetch(&self, place: &str) -> Result<&[T]> {
        let mut from = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        let Place { keeper, room } = &mut *from;
        if let Some(values) = self.copy.get() {
            return Ok(values);
        }
        if room.len() != self.count {
            room.renew(self.count, place)?;
        }
        if let Some(keeper) = keeper {
            let fetched = keeper.fetch(bytemuck::cast_slice_mut(room));
            fetched.map_err(|reason| Error::Lost { place: place.to_owned(), reason })?;
        }
        // Who had them need not keep them any longer.
        *keeper = None;
        Ok(self.copy.get_or_init(|| std::mem::replace(room, Aligned::EMPTY)))
    }

    #[cold]
    fn look_or_panic(&self) -> &[T] {
        self.look("synapses").unwrap_or_else(|error| panic!("{error}"))
    }

    /// The memory, with the values if they have been fetched.
    fn into_room(self) -> Aligned<T> {
        let Place { room, .. } = self.place.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.copy.into_inner().unwrap_or(room)
    }
}

impl<T: Pod> Held<T> {
    /// No values.
    #[doc(hidden)]
    pub const EMPTY: Self = Held { values: Values::Here(Aligned::EMPTY), stamp: Stamp::NONE };

    /// Makes them `count` zeros, as [`Aligned::renew`] does.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    #[doc(hidden)]
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
        let count = keeper.bytes() / size_of::<T>().max(1);
        let place = Mutex::new(Place { room: self.take_room(), keeper: Some(keeper) });
        self.values = Values::Away(Box::new(Away { count, copy: OnceLock::new(), place }));
    }

    /// The number of the last change.
    pub(crate) fn stamp(&self) -> u64 {
        self.stamp.number()
    }

    /// How many they are, which is known without looking at them.
    pub fn count(&self) -> usize {
        match &self.values {
            Values::Here(values) => values.len(),
            Values::Away(away) => away.count,
        }
    }

    /// The values; `place` is whose they are, for messages.
    ///
    /// # Errors
    ///
    /// Where who has them has lost them, and where the memory cannot be had.
    pub fn try_values(&self, place: &str) -> Result<&[T]> {
        match &self.values {
            Values::Here(values) => Ok(values),
            Values::Away(away) => away.look(place),
        }
    }

    /// Makes all of them one value; what somebody else has of the old ones is not fetched.
    pub(crate) fn renew_filled(&mut self, value: T, place: &str) -> Result<()> {
        self.renew(self.count(), place)?;
        self.iter_mut().for_each(|own| *own = value);
        Ok(())
    }

    /// The memory of values that nobody needs any more, which are others from now on.
    fn take_room(&mut self) -> Aligned<T> {
        self.stamp.renew();
        match std::mem::replace(&mut self.values, Values::Here(Aligned::EMPTY)) {
            Values::Here(values) => values,
            Values::Away(away) => away.into_room(),
        }
    }

    /// Fetches them to be changed here.
    #[cold]
    fn come_back(&mut self) {
        if let Values::Away(away) = &self.values {
            away.look_or_panic();
        }
        self.values = Values::Here(self.take_room());
    }
}

impl<T> From<Aligned<T>> for Held<T> {
    fn from(values: Aligned<T>) -> Self {
        let mut stamp = Stamp::NONE;
        stamp.renew();
        Held { values: Values::Here(values), stamp }
    }
}

/// # Panics
///
/// Where a device had them that has failed since: its run has said so by an error, behind which a network is reset or restored.
impl<T: Pod> Deref for Held<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.values {
            Values::Here(values) => values,
            Values::Away(away) => away.look_or_panic(),
        }
    }
}

/// # Panics
///
/// As for looking at them.
impl<T: Pod> DerefMut for Held<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        if matches!(self.values, Values::Away(_)) {
            self.come_back();
        }
        self.stamp.renew();
        match &mut self.values {
            Values::Here(values) => values,
            Values::Away(_) => &mut [],
        }
    }
}

impl<T: Stored + Pod> Keep for Held<T> {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        if !to.wants(name, self.stamp()) || to.measure::<T>(name, true, &[self.count()]) {
            return Ok(());
        }
        to.growing(name, ArrayView1::from(self.try_values(&to.place(name))?))
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
        // Nobody else has to keep them any more.
        assert_eq!(Arc::strong_count(&far), 1);
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

    /// Who has the old ones is not to take them for those that are here.
    #[test]
    fn what_cannot_be_made_is_no_longer_what_it_was() {
        let mut values = two();
        let before = values.stamp();
        assert!(values.renew(usize::MAX / 2, "W").is_err());
        assert_ne!(values.stamp(), before);
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
