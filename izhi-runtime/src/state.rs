//! Variables with one number, or one integer, for each neuron.

use ndarray::{ArrayView1, ArrayViewMut1};

use crate::error::{Error, Result};
use crate::initial::{Initial, all_finite, finite};
use crate::math::Scalar;
use crate::memory::Aligned;
use crate::ranks::{Crossing, World, learn_values, tell_values};
use crate::snapshot::{Keep, Loading, Saving};
use crate::stamp::Stamp;

/// One number, or one integer, for each neuron of a group.
#[derive(Debug)]
pub struct State<T> {
    values: Aligned<T>,
    /// What they begin with.
    initial: Initial<T>,
    /// Of what has been written from outside.
    stamp: Stamp,
}

impl<T: Scalar> State<T> {
    /// What a neuron takes.
    #[doc(hidden)]
    pub const BYTES: usize = size_of::<T>();

    /// No neurons.
    #[doc(hidden)]
    pub const EMPTY: Self = State { values: Aligned::EMPTY, initial: Initial::Declared, stamp: Stamp::NONE };

    /// Keeps what the neurons begin with.
    #[doc(hidden)]
    pub fn give(&mut self, initial: Initial<T>) {
        self.initial = initial;
    }

    /// Lets so many neurons begin with what was given. True where the declared values are wanted.
    #[doc(hidden)]
    pub fn begin(&mut self, size: usize, group: &str, name: &str) -> Result<bool> {
        let place = &|| format!("{group}.{name}");
        self.stamp.renew();
        self.values.renew(size, &place())?;
        match &self.initial {
            Initial::Declared => return Ok(true),
            &Initial::Same(value) => {
                finite(value, place)?;
                self.values.fill(value.stored());
            }
            Initial::Values(values) => {
                if values.len() != self.values.len() {
                    return Err(Error::Shape {
                        place: place(),
                        expected: vec![self.values.len()],
                        found: vec![values.len()],
                    });
                }
                all_finite(values.indexed_iter().map(|(at, value)| (at, *value)), |at| vec![at], place)?;
                self.values.iter_mut().zip(values).for_each(|(own, value)| *own = value.stored());
            }
        }
        Ok(false)
    }

    /// Room for the values of so many neurons.
    #[doc(hidden)]
    pub fn make_room(&mut self, size: usize, group: &str) -> Result<()> {
        self.values.renew(size, group)
    }

    #[doc(hidden)]
    #[inline]
    pub fn values(&self) -> &[T] {
        &self.values
    }

    #[doc(hidden)]
    #[inline]
    pub fn values_mut(&mut self) -> &mut [T] {
        &mut self.values
    }

    pub(crate) fn into_values(self) -> Aligned<T> {
        self.values
    }

    /// The number of the last change from outside.
    #[doc(hidden)]
    pub fn stamp(&self) -> u64 {
        self.stamp.number()
    }

    #[doc(hidden)]
    pub fn view(&self) -> ArrayView1<'_, T> {
        ArrayView1::from(&self.values[..])
    }

    #[doc(hidden)]
    pub fn view_mut(&mut self) -> ArrayViewMut1<'_, T> {
        self.stamp.renew();
        ArrayViewMut1::from(&mut self.values[..])
    }
}

impl<T: Scalar> Crossing for State<T> {
    fn tell(&mut self, world: &dyn World, message: &mut Vec<u32>) {
        tell_values(world, &self.values, message);
    }

    fn learn(&mut self, world: &dyn World, told: &mut [&[u32]]) {
        learn_values(world, &mut self.values, told);
    }
}

impl<T: Scalar> Keep for State<T> {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        if to.wants(name, self.stamp.number()) { to.fixed(name, self.view()) } else { Ok(()) }
    }

    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        self.stamp.renew();
        from.fill(name, &mut self.values)
    }
}
