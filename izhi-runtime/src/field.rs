//! What a builder holds for a group, as far as one number can be given to it.

use crate::behavior::{Parameter, Parameters};
use crate::each::Each;
use crate::initial::{Initial, InitialMatrix};
use crate::math::Float;
use crate::population::Grid;

/// Up to here all whole numbers are told apart, also from the next.
const MOST: f64 = ((1_u64 << 53) - 1) as f64;

/// What a setting is before it is changed, or after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// What the declaration says, or the machine.
    Declared,
    /// A number, as its type writes it.
    Number(f64),
    /// Whether all neurons have it.
    Flag(bool),
    /// Numbers that are not all the same, or are drawn.
    Several,
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Declared => f.write_str("as declared"),
            Value::Number(number) => write!(f, "{number}"),
            Value::Flag(flag) => write!(f, "{flag}"),
            Value::Several => f.write_str("several values"),
        }
    }
}

impl Value {
    /// A number of the network's type: 0.1 as `f32` is 0.1, and not the `f64` that is nearest to it.
    pub(crate) fn of<F: Float>(number: F) -> Self {
        Value::Number(number.to_string().parse().unwrap_or(number.to_f64()))
    }
}

/// A field of a builder to which one number can be given.
pub trait Field {
    /// In words, why it cannot be this number.
    ///
    /// # Errors
    ///
    /// Those words: what was expected and what was found.
    fn check(&self, value: f64) -> Result<(), String>;
    /// Becomes a number that has been checked.
    fn set(&mut self, value: f64);
    /// What it is.
    fn value(&self) -> Value;
}

/// A whole number from 0 on.
pub(crate) fn whole(value: f64) -> Result<(), String> {
    match value.fract() == 0.0 && (0.0..=MOST).contains(&value) {
        true => Ok(()),
        false => Err(format!("expected a whole number from 0 to {MOST}, and {value} was found")),
    }
}

/// How neurons stand, as one number says it.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    Line,
    Square,
    Otherwise,
}

fn standing(grid: Grid) -> Standing {
    match grid.neurons() {
        neurons if grid == Grid::line(neurons) => Standing::Line,
        neurons if grid == Grid::squared(neurons) => Standing::Square,
        _ => Standing::Otherwise,
    }
}

/// As many neurons in a line where they stand in one, or as nearly in a square.
impl Field for Grid {
    fn check(&self, value: f64) -> Result<(), String> {
        let Grid { width, height, depth } = *self;
        if standing(*self) == Standing::Otherwise {
            let grid = format!("the neurons stand on a grid of {width} x {height} x {depth}");
            return Err(format!("{grid}, and a number alone does not say on which other one"));
        }
        whole(value)
    }

    fn set(&mut self, value: f64) {
        let neurons = value as usize;
        *self = if standing(*self) == Standing::Square { Grid::squared(neurons) } else { Grid::line(neurons) };
    }

    fn value(&self) -> Value {
        Value::Number(self.neurons() as f64)
    }
}

/// A delay of all synapses.
impl Field for f64 {
    fn check(&self, _: f64) -> Result<(), String> {
        Ok(())
    }

    fn set(&mut self, value: f64) {
        *self = value;
    }

    fn value(&self) -> Value {
        Value::Number(*self)
    }
}

/// A type of which neurons have initial values.
pub trait Begun: Copy {
    /// In words, why a number is none of them.
    ///
    /// # Errors
    ///
    /// Those words.
    fn check(value: f64) -> Result<(), String>;
    /// The number, which has been checked.
    fn of(value: f64) -> Self;
    /// As it is shown.
    fn value(self) -> Value;
}

impl<F: Float> Begun for F {
    fn check(_: f64) -> Result<(), String> {
        Ok(())
    }

    fn of(value: f64) -> Self {
        F::from_f64(value)
    }

    fn value(self) -> Value {
        Value::of(self)
    }
}

impl Begun for i64 {
    fn check(value: f64) -> Result<(), String> {
        match value.fract() == 0.0 && value.abs() <= MOST {
            true => Ok(()),
            false => Err(format!("expected an integer from -{MOST} to {MOST}, and {value} was found")),
        }
    }

    fn of(value: f64) -> Self {
        value as i64
    }

    fn value(self) -> Value {
        Value::Number(self as f64)
    }
}

impl Begun for bool {
    fn check(value: f64) -> Result<(), String> {
        match value == 0.0 || value == 1.0 {
            true => Ok(()),
            false => Err(format!("expected 0, for false, or 1, for true, and {value} was found")),
        }
    }

    fn of(value: f64) -> Self {
        value == 1.0
    }

    fn value(self) -> Value {
        Value::Flag(self)
    }
}

impl<T: Begun> Field for Initial<T> {
    fn check(&self, value: f64) -> Result<(), String> {
        T::check(value)
    }

    fn set(&mut self, value: f64) {
        *self = Initial::Same(T::of(value));
    }

    fn value(&self) -> Value {
        match self {
            Initial::Declared => Value::Declared,
            Initial::Same(value) => value.value(),
            Initial::Values(_) => Value::Several,
        }
    }
}

impl<F: Float> Field for InitialMatrix<F> {
    fn check(&self, _: f64) -> Result<(), String> {
        Ok(())
    }

    fn set(&mut self, value: f64) {
        *self = InitialMatrix::Same(F::from_f64(value));
    }

    fn value(&self) -> Value {
        match self {
            InitialMatrix::Declared => Value::Declared,
            InitialMatrix::Same(value) => Value::of(*value),
            _ => Value::Several,
        }
    }
}

/// What all synapses share.
impl<F: Float> Field for Option<F> {
    fn check(&self, _: f64) -> Result<(), String> {
        Ok(())
    }

    fn set(&mut self, value: f64) {
        *self = Some(F::from_f64(value));
    }

    fn value(&self) -> Value {
        self.map_or(Value::Declared, Value::of)
    }
}

/// The parameters of a behaviour, whichever they are.
pub trait AnyParameters<F> {
    /// What they are called, and what they are.
    fn values(&self) -> Vec<(&'static str, Value)>;
    /// Whether the one of that name has a number for each neuron.
    fn is_each(&self, name: &str) -> bool;
    /// Gives the one of that name a number.
    fn set(&mut self, name: &str, value: f64);
    /// What is said of them, in the same order.
    fn about(&self) -> &'static [About];
}

impl<F: Float, P: Parameters<F>> AnyParameters<F> for P {
    fn values(&self) -> Vec<(&'static str, Value)> {
        let value = |parameter| match parameter {
            Parameter::One(value) => Value::of(value),
            Parameter::Each(each) if Each::is_declared(each) => Value::Declared,
            Parameter::Each(each) => each.one().map_or(Value::Several, Value::of),
        };
        Parameters::values(self).into_iter().map(|(name, parameter)| (name, value(parameter))).collect()
    }

    fn is_each(&self, name: &str) -> bool {
        let parameters = Parameters::values(self);
        parameters.iter().any(|(own, parameter)| *own == name && matches!(parameter, Parameter::Each(_)))
    }

    fn set(&mut self, name: &str, value: f64) {
        Parameters::set(self, name, &F::from_f64(value).into());
    }

    fn about(&self) -> &'static [About] {
        P::ABOUT
    }
}

/// What a declaration says of a parameter or a variable.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// Its name.
    pub name: &'static str,
    /// Its doc comment, in one line.
    pub doc: &'static str,
    /// The unit that its numbers are kept in; none where they are plain numbers, or nothing is said of that.
    pub unit: &'static str,
}
