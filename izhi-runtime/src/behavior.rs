//! Behaviours of a running network: their parameters and their switch.

use std::marker::PhantomData;

use crate::clock::Clock;
use crate::each::Each;
use crate::error::{Error, Result};
use crate::field::About;
use crate::initial::{all_finite, finite};
use crate::input::Input;
use crate::math::Float;
use crate::population::Population;
use crate::snapshot::{Keep, Loading, Saving};
use crate::stamp::Stamp;
use crate::state::State;

/// The parameters and inputs of a behaviour, as generated from its declaration.
pub trait Parameters<F: Float>: Clone {
    /// All zero, without inputs.
    #[doc(hidden)]
    const EMPTY: Self;
    /// The parameters that initial values alone depend on.
    const INITIAL: &'static [&'static str];
    /// What is said of the parameters, in their order.
    #[doc(hidden)]
    const ABOUT: &'static [About];
    /// What has to hold.
    const CONDITIONS: &'static [Condition] = &[];
    /// Whether the condition of that number holds, with this time step and for this neuron.
    #[doc(hidden)]
    fn holds(&self, _condition: usize, _dt: F, _neuron: usize) -> bool {
        true
    }
    /// The parameters with their names.
    fn values(&self) -> Vec<(&'static str, Parameter<'_, F>)>;
    /// Gives the parameter of that name, if there is one, another value.
    fn set(&mut self, name: &str, value: &Each<F>);
    /// The parameters with a number for each neuron, with their names.
    #[doc(hidden)]
    fn each_mut(&mut self) -> Vec<(&'static str, &mut Each<F>)> {
        Vec::new()
    }
    /// The inputs with their names.
    fn inputs(&self) -> Vec<(&'static str, &Input<F>)>;
    /// The same, for fitting them to the neurons.
    #[doc(hidden)]
    fn inputs_mut(&mut self) -> Vec<(&'static str, &mut Input<F>)>;
}

/// The value of a parameter.
#[derive(Clone, Copy, Debug)]
pub enum Parameter<'a, F> {
    /// One number for all neurons.
    One(F),
    /// A number for each neuron.
    Each(&'a Each<F>),
}

/// What has to hold of a parameter.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// The parameter.
    pub parameter: &'static str,
    /// What has to hold, as it is written.
    pub written: &'static str,
    /// Whether it is one of each neuron.
    pub is_of_each: bool,
}

/// Which behaviour of which neurons it is. What it does knows nothing of the type of the parameters, so that it is compiled
/// once and not for each behaviour.
#[derive(Clone, Copy, Debug)]
struct Owner {
    group: &'static str,
    name: &'static str,
    size: usize,
    dt: f64,
}

impl Owner {
    fn full_name(&self, name: &str) -> String {
        format!("{}.{}.{name}", self.group, self.name)
    }

    /// Makes a number for each neuron of what parameters were given.
    fn fit<F: Float>(&self, parameters: Vec<(&'static str, &mut Each<F>)>) -> Result<()> {
        for (name, each) in parameters {
            if each.is_declared() {
                return Err(Error::NoNumbers { place: self.full_name(name) });
            }
            each.fit(self.size, &|| self.full_name(name))?;
        }
        Ok(())
    }

    fn check_finite<F: Float>(&self, parameters: Vec<(&'static str, Parameter<'_, F>)>) -> Result<()> {
        for (name, value) in parameters {
            if let Parameter::One(value) = value {
                finite(value, &|| self.full_name(name))?;
            }
        }
        Ok(())
    }

    fn resolve<F: Float>(&self, inputs: Vec<(&'static str, &mut Input<F>)>) -> Result<()> {
        for (name, input) in inputs {
            input.resolve(self.size, self.dt, &|| self.full_name(name))?;
        }
        Ok(())
    }

    /// An error where inputs have no values for iterations before `end`, or are for another time step.
    fn check_inputs<F: Float>(&self, inputs: Vec<(&'static str, &Input<F>)>, end: u64, dt: f64) -> Result<()> {
        for (name, input) in inputs {
            input.check_time_step(dt, &|| self.full_name(name))?;
            if let Some(iteration) = input.end().filter(|iteration| *iteration < end) {
                return Err(Error::InputTooShort { place: self.full_name(name), rows: input.rows(), iteration });
            }
        }
        Ok(())
    }

    /// The error for a condition that does not hold of the parameters of a neuron.
    fn broken<F: Float>(
        &self,
        condition: &Condition,
        parameters: Vec<(&'static str, Parameter<'_, F>)>,
        neuron: usize,
    ) -> Error {
        let value = parameters.into_iter().find(|(parameter, _)| *parameter == condition.parameter);
        let value = value.map(|(_, value)| match value {
            Parameter::One(value) => value,
            Parameter::Each(each) => each.values()[neuron],
        });
        Error::Condition {
            place: self.full_name(condition.parameter),
            value: value.map(|value| value.to_string()).unwrap_or_default(),
            index: if condition.is_of_each { vec![neuron] } else { Vec::new() },
            condition: condition.written,
        }
    }

    /// The first parameter of these that has another value than before.
    fn changed<F: Float>(
        new: Vec<(&'static str, Parameter<'_, F>)>,
        old: Vec<(&'static str, Parameter<'_, F>)>,
        of: &[&str],
    ) -> Option<&'static str> {
        let is_other = |new: &Parameter<'_, F>, old: &Parameter<'_, F>| match (new, old) {
            (Parameter::One(new), Parameter::One(old)) => new != old,
            (Parameter::Each(new), Parameter::Each(old)) => !new.is_same(old),
            _ => true,
        };
        let mut pairs = new.into_iter().zip(old);
        pairs.find(|((name, new), (_, old))| of.contains(name) && is_other(new, old)).map(|((name, _), _)| name)
    }
}

/// A behaviour at a key of a group.
#[derive(Debug)]
pub struct Behavior<F, P> {
    owner: Owner,
    behavior: &'static str,
    key: i64,
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
        owner: Owner { group: "", name: "", size: 0, dt: 0.0 },
        behavior: "",
        key: 0,
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
        let owner = Owner { group: group.name(), name, size: group.size(), dt: clock.dt() };
        *self = Behavior { owner, behavior, key, ..Self::IZHI_EMPTY };
        self.begin(parameters)
    }

    /// Room for the numbers of the neurons, where the declaration says what they are.
    #[doc(hidden)]
    pub fn room(&mut self, name: &str) -> Result<Option<State<F>>> {
        let (size, place) = (self.owner.size, self.full_name(name));
        let mut each = self.parameters.each_mut().into_iter();
        if !each.any(|(own, each)| own == name && each.is_declared()) {
            return Ok(None);
        }
        let mut room = State::EMPTY;
        room.make_room(size, &place)?;
        Ok(Some(room))
    }

    /// Takes the numbers of the neurons, as declared.
    #[doc(hidden)]
    pub fn fill(&mut self, name: &str, values: State<F>) -> Result<()> {
        let place = self.full_name(name);
        all_finite(values.values().iter().copied().enumerate(), |at| vec![at], &|| place.clone())?;
        let mut parameters = self.parameters.clone();
        parameters.set(name, &Each::computed(values));
        self.begin(parameters)
    }

    /// Conditions may be of several parameters: they are checked once all are there.
    fn begin(&mut self, mut parameters: P) -> Result<()> {
        let is_complete = !parameters.each_mut().into_iter().any(|(_, each)| each.is_declared());
        self.parameters = if is_complete { self.checked(parameters)? } else { parameters };
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
    /// initial values alone depend on, numbers for another number of neurons, an input that does not fit the neurons and the
    /// time step or has no values; the old ones stay.
    pub fn set_parameters(&mut self, parameters: P) -> Result<()> {
        let parameters = self.checked(parameters)?;
        if let Some(name) = Owner::changed(parameters.values(), self.parameters.values(), P::INITIAL) {
            self.check_initial(name)?;
        }
        self.parameters = parameters;
        self.stamp.renew();
        Ok(())
    }

    /// Changes some of the parameters and inputs, from the next iteration on: `update(|parameters| parameters.tau = 12.0)`.
    ///
    /// # Errors
    ///
    /// As [`set_parameters`](Behavior::set_parameters); then nothing has changed.
    pub fn update(&mut self, change: impl FnOnce(&mut P)) -> Result<()> {
        let mut parameters = self.parameters.clone();
        change(&mut parameters);
        self.set_parameters(parameters)
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
        self.owner.full_name(name)
    }

    /// Group and behaviour.
    #[doc(hidden)]
    pub fn own_full_name(&self) -> String {
        format!("{}.{}", self.owner.group, self.owner.name)
    }

    /// Parameters and inputs as this behaviour has them, or an error where they cannot be its own.
    fn checked(&self, mut parameters: P) -> Result<P> {
        self.owner.fit(parameters.each_mut())?;
        self.owner.check_finite(parameters.values())?;
        self.check_conditions(&parameters)?;
        self.owner.resolve(parameters.inputs_mut())?;
        Ok(parameters)
    }

    /// An error for the first condition that does not hold of all parameters together.
    fn check_conditions(&self, parameters: &P) -> Result<()> {
        let dt = F::from_f64(self.owner.dt);
        for (number, condition) in P::CONDITIONS.iter().enumerate() {
            let mut neurons = 0..if condition.is_of_each { self.owner.size } else { 1 };
            let Some(neuron) = neurons.find(|&neuron| !parameters.holds(number, dt, neuron)) else { continue };
            return Err(self.owner.broken(condition, parameters.values(), neuron));
        }
        Ok(())
    }

    /// The parameters with another value for that of the given name.
    fn changed(&self, name: &str, value: &Each<f64>) -> Result<P> {
        let mut own = self.parameters.values().into_iter();
        let is_one = own.any(|(own, value)| own == name && matches!(value, Parameter::One(_)));
        if is_one && value.one().is_none() {
            return Err(Error::OneNumber { place: self.full_name(name) });
        }
        let mut parameters = self.parameters.clone();
        parameters.set(name, &value.cast());
        self.checked(parameters)
    }

    /// An error where initial values alone depend on the parameter of that name, which have been computed.
    fn check_initial(&self, name: &str) -> Result<()> {
        match P::INITIAL.contains(&name) {
            true => Err(Error::InitialParameter { place: self.full_name(name) }),
            false => Ok(()),
        }
    }
}

/// Its parameters and its switch; inputs come from outside and are those of the network that goes on.
impl<F: Float, P: Parameters<F>> Keep for Behavior<F, P> {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        to.one(&format!("{name}:enabled"), self.is_enabled)?;
        save(self.parameters.values(), name, to)
    }

    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        let mut parameters = self.parameters.clone();
        for (parameter, value) in loaded(self.parameters.values(), name, from)? {
            parameters.set(parameter, &value);
        }
        self.begin(parameters)?;
        self.is_enabled = from.one(&format!("{name}:enabled"))?;
        Ok(())
    }
}

/// Gives out the values of parameters.
fn save<F: Float>(values: Vec<(&'static str, Parameter<'_, F>)>, owner: &str, to: &mut Saving<'_>) -> Result<()> {
    for (parameter, value) in values {
        let name = format!("{owner}.{parameter}");
        match value {
            Parameter::One(value) => to.one(&name, value)?,
            Parameter::Each(values) => to.fixed(&name, values.view())?,
        }
    }
    Ok(())
}

/// The values that such parameters had when they were given out.
fn loaded<F: Float>(
    values: Vec<(&'static str, Parameter<'_, F>)>,
    owner: &str,
    from: &mut Loading<'_>,
) -> Result<Vec<(&'static str, Each<F>)>> {
    let mut loaded = Vec::with_capacity(values.len());
    for (parameter, value) in values {
        let name = format!("{owner}.{parameter}");
        let value = match value {
            Parameter::One(_) => from.one::<F>(&name)?.into(),
            Parameter::Each(_) => from.values::<F>(&name)?.into(),
        };
        loaded.push((parameter, value));
    }
    Ok(loaded)
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
    fn check_set(&self, name: &str, value: &Each<f64>) -> Result<()>;
    /// Gives the parameter of that name, if there is one, another value, which has been checked.
    #[doc(hidden)]
    fn set_parameter(&mut self, name: &str, value: &Each<f64>);
    /// The values of its parameters, but of those with a number for each neuron.
    fn parameter_values(&self) -> Vec<(&'static str, Option<f64>)>;
    /// An error where it is for another number of neurons.
    #[doc(hidden)]
    fn check_size(&self, size: usize) -> Result<()>;
    /// An error where an input has no values for iterations before `end`, or where it is for another time step.
    #[doc(hidden)]
    fn check_inputs(&self, end: u64, dt: f64) -> Result<()>;
}

impl<F: Float, P: Parameters<F>> Switch for Behavior<F, P> {
    fn name(&self) -> &'static str {
        self.owner.name
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

    fn check_set(&self, name: &str, value: &Each<f64>) -> Result<()> {
        self.check_initial(name)?;
        self.changed(name, value).map(drop)
    }

    fn set_parameter(&mut self, name: &str, value: &Each<f64>) {
        if let Ok(parameters) = self.changed(name, value) {
            self.parameters = parameters;
            self.stamp.renew();
        }
    }

    fn parameter_values(&self) -> Vec<(&'static str, Option<f64>)> {
        let one = |value: Parameter<'_, F>| if let Parameter::One(value) = value { Some(value.to_f64()) } else { None };
        self.parameters.values().into_iter().map(|(name, value)| (name, one(value))).collect()
    }

    fn check_size(&self, size: usize) -> Result<()> {
        if self.owner.size == size {
            return Ok(());
        }
        Err(Error::Exchanged { place: self.own_full_name(), expected: size, found: self.owner.size })
    }

    fn check_inputs(&self, end: u64, dt: f64) -> Result<()> {
        if !self.is_enabled {
            return Ok(());
        }
        self.owner.check_inputs(self.parameters.inputs(), end, dt)
    }
}
