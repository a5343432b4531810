//! Behaviours of a running network: their parameters and their switch.

use std::marker::PhantomData;

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::initial::finite;
use crate::input::Input;
use crate::math::Float;
use crate::population::Population;
use crate::stamp::Stamp;

/// The parameters and inputs of a behaviour, as generated from its declaration.
pub trait Parameters<F: Float>: Sized {
    /// All zero, without inputs.
    #[doc(hidden)]
    const EMPTY: Self;
    /// The parameters that initial values alone depend on.
    const INITIAL: &'static [&'static str];
    /// The parameters with their names.
    fn values(&self) -> Vec<(&'static str, F)>;
    /// Gives the parameter of that name, if there is one, another value.
    fn set(&mut self, name: &str, value: F);
    /// The inputs with their names.
    fn inputs(&self) -> Vec<(&'static str, &Input<F>)>;
    /// The same, for fitting them to the neurons.
    #[doc(hidden)]
    fn inputs_mut(&mut self) -> Vec<(&'static str, &mut Input<F>)>;
}

/// A behaviour at a key of a group.
#[derive(Debug)]
pub struct Behavior<F, P> {
    group: &'static str,
    name: &'static str,
    behavior: &'static str,
    key: i64,
    size: usize,
    dt: f64,
    is_enabled: bool,
    parameters: P,
    /// Of the parameters.
    stamp: Stamp,
    number: PhantomData<F>,
}

impl<F: Float, P: Parameters<F>> Behavior<F, P> {
    /// A behaviour of no group.
    #[doc(hidden)]
    pub const IZHI_EMPTY: Self = Behavior {
        group: "",
        name: "",
        behavior: "",
        key: 0,
        size: 0,
        dt: 0.0,
        is_enabled: true,
        parameters: P::EMPTY,
        stamp: Stamp::NONE,
        number: PhantomData,
    };

    /// Puts the behaviour at the key of a group, and checks its parameters and inputs.
    #[doc(hidden)]
    pub fn build(
        &mut self,
        group: &Population<F>,
        name: &'static str,
        behavior: &'static str,
        key: i64,
        mut parameters: P,
        clock: &Clock,
    ) -> Result<()> {
        let (group, size, dt) = (group.name(), group.size(), clock.dt());
        check(group, name, size, dt, &mut parameters)?;
        let (is_enabled, stamp, number) = (true, Stamp::NONE, PhantomData);
        *self = Behavior { group, name, behavior, key, size, dt, is_enabled, parameters, stamp, number };
        self.stamp.renew();
        Ok(())
    }

    /// The parameters and inputs in use.
    #[inline]
    pub fn parameters(&self) -> &P {
        &self.parameters
    }

    /// Other parameters and inputs, from the next iteration on.
    ///
    /// # Errors
    ///
    /// A parameter that is not finite, another value of one that initial values alone depend on, an input that does not
    /// fit the neurons and the time step or has no values; the old ones stay.
    pub fn set_parameters(&mut self, mut parameters: P) -> Result<()> {
        check(self.group, self.name, self.size, self.dt, &mut parameters)?;
        let changes = parameters.values().into_iter().zip(self.parameters.values());
        let changed = changes.filter(|(new, old)| new != old).map(|((name, _), _)| name);
        changed.into_iter().try_for_each(|name| self.check_set(name))?;
        self.parameters = parameters;
        self.stamp.renew();
        Ok(())
    }

    /// The number of the last change of the parameters.
    #[doc(hidden)]
    pub fn stamp(&self) -> u64 {
        self.stamp.number()
    }

    /// Whether it runs.
    #[inline]
    pub fn is_enabled(&self) -> bool {
        self.is_enabled
    }

    /// Lets it run, or passes it over, from the next iteration on.
    pub fn set_enabled(&mut self, is_enabled: bool) {
        self.is_enabled = is_enabled;
    }
}

fn check<F: Float, P: Parameters<F>>(group: &str, name: &str, size: usize, dt: f64, parameters: &mut P) -> Result<()> {
    for (parameter, value) in parameters.values() {
        finite(value, || format!("{group}.{name}.{parameter}"))?;
    }
    for (input, values) in parameters.inputs_mut() {
        values.resolve(size, dt, || format!("{group}.{name}.{input}"))?;
    }
    Ok(())
}

/// A behaviour whatever its parameters.
pub trait Switch {
    /// The name of its field.
    fn name(&self) -> &'static str;
    /// The name of the behaviour.
    fn behavior(&self) -> &'static str;
    /// The key at which it runs.
    fn key(&self) -> i64;
    /// Whether it runs.
    fn is_enabled(&self) -> bool;
    /// Lets it run, or passes it over, from the next iteration on.
    fn set_enabled(&mut self, is_enabled: bool);
    /// An error where initial values alone depend on the parameter of that name, which have been computed.
    #[doc(hidden)]
    fn check_set(&self, name: &str) -> Result<()>;
    /// Gives the parameter of that name, if there is one, another value. It has to be finite.
    #[doc(hidden)]
    fn set_parameter(&mut self, name: &str, value: f64);
    /// The values of its parameters.
    fn parameter_values(&self) -> Vec<(&'static str, f64)>;
    /// An error where an input has no values for iterations before `end`, or where it is for another number of neurons or
    /// another time step.
    #[doc(hidden)]
    fn check_inputs(&self, end: u64, size: usize, dt: f64) -> Result<()>;
}

impl<F: Float, P: Parameters<F>> Switch for Behavior<F, P> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn behavior(&self) -> &'static str {
        self.behavior
    }

    fn key(&self) -> i64 {
        self.key
    }

    fn is_enabled(&self) -> bool {
        self.is_enabled
    }

    fn set_enabled(&mut self, is_enabled: bool) {
        self.is_enabled = is_enabled;
    }

    fn check_set(&self, name: &str) -> Result<()> {
        if P::INITIAL.contains(&name) {
            return Err(Error::InitialParameter { place: format!("{}.{}.{name}", self.group, self.name) });
        }
        Ok(())
    }

    fn set_parameter(&mut self, name: &str, value: f64) {
        self.parameters.set(name, F::from_f64(value));
        self.stamp.renew();
    }

    fn parameter_values(&self) -> Vec<(&'static str, f64)> {
        self.parameters.values().into_iter().map(|(name, value)| (name, value.to_f64())).collect()
    }

    fn check_inputs(&self, end: u64, size: usize, dt: f64) -> Result<()> {
        if self.size != size {
            let place = format!("{}.{}", self.group, self.name);
            return Err(Error::Exchanged { place, expected: size, found: self.size });
        }
        if !self.is_enabled {
            return Ok(());
        }
        self.parameters.inputs().into_iter().try_for_each(|(name, input)| {
            let place = || format!("{}.{}.{name}", self.group, self.name);
            input.check_time_step(dt, place)?;
            match input.end() {
                Some(iteration) if iteration < end => {
                    Err(Error::InputTooShort { place: place(), rows: input.rows(), iteration })
                }
                _ => Ok(()),
            }
        })
    }
}
