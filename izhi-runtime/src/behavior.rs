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
pub trait Parameters<F: Float>: Clone {
    /// All zero, without inputs.
    #[doc(hidden)]
    const EMPTY: Self;
    /// The parameters that initial values alone depend on.
    const INITIAL: &'static [&'static str];
    /// What has to hold: of which parameter, and as it is written.
    const CONDITIONS: &'static [(&'static str, &'static str)] = &[];
    /// Whether the condition of that number holds, with this time step.
    #[doc(hidden)]
    fn holds(&self, _condition: usize, _dt: F) -> bool {
        true
    }
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
        parameters: P,
        clock: &Clock,
    ) -> Result<()> {
        let (group, size, dt) = (group.name(), group.size(), clock.dt());
        *self = Behavior { group, name, behavior, key, size, dt, ..Self::IZHI_EMPTY };
        self.parameters = self.checked(parameters)?;
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
    /// A parameter that is not finite or for which a condition of the behaviour's does not hold, another value of one that
    /// initial values alone depend on, an input that does not fit the neurons and the time step or has no values; the old
    /// ones stay.
    pub fn set_parameters(&mut self, parameters: P) -> Result<()> {
        let parameters = self.checked(parameters)?;
        let changes = parameters.values().into_iter().zip(self.parameters.values());
        let changed = changes.filter(|(new, old)| new != old).map(|((name, _), _)| name);
        changed.into_iter().try_for_each(|name| self.check_initial(name))?;
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

    fn full_name(&self, name: &str) -> String {
        format!("{}.{}.{name}", self.group, self.name)
    }

    /// Parameters and inputs as this behaviour has them, or an error where they cannot be its own.
    fn checked(&self, mut parameters: P) -> Result<P> {
        for (parameter, value) in parameters.values() {
            finite(value, || self.full_name(parameter))?;
        }
        self.check_conditions(&parameters)?;
        for (input, values) in parameters.inputs_mut() {
            values.resolve(self.size, self.dt, || self.full_name(input))?;
        }
        Ok(parameters)
    }

    /// An error for the first condition that does not hold of all parameters together.
    fn check_conditions(&self, parameters: &P) -> Result<()> {
        let mut conditions = P::CONDITIONS.iter().enumerate();
        let Some((_, (name, condition))) =
            conditions.find(|(number, _)| !parameters.holds(*number, F::from_f64(self.dt)))
        else {
            return Ok(());
        };
        let value = parameters.values().into_iter().find(|(parameter, _)| parameter == name);
        Err(Error::Condition {
            place: self.full_name(name),
            value: value.map(|(_, value)| value.to_string()).unwrap_or_default(),
            condition,
        })
    }

    /// An error where initial values alone depend on the parameter of that name, which have been computed.
    fn check_initial(&self, name: &str) -> Result<()> {
        match P::INITIAL.contains(&name) {
            true => Err(Error::InitialParameter { place: self.full_name(name) }),
            false => Ok(()),
        }
    }
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
    /// An error where the parameter of that name cannot have this value.
    #[doc(hidden)]
    fn check_set(&self, name: &str, value: f64) -> Result<()>;
    /// Gives the parameter of that name, if there is one, another value, which has been checked.
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

    fn check_set(&self, name: &str, value: f64) -> Result<()> {
        self.check_initial(name)?;
        let mut parameters = self.parameters.clone();
        parameters.set(name, F::from_f64(value));
        self.check_conditions(&parameters)
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
