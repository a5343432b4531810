//! What the names that a behaviour declares measure.

use std::collections::{BTreeMap, BTreeSet};

use super::expression::Measuring;
use super::{Known, Nobody};
use crate::diagnostics::Diagnostics;
use crate::syntax::{Behavior, Expression, ExpressionKind, Field, Variable, VariableKind};
use crate::unit::Dimension;

/// The names of a behaviour, and what each measures.
pub(super) struct Declared {
    neurons: BTreeMap<String, Known>,
    synapses: BTreeMap<String, Known>,
    open: BTreeSet<String>,
    /// Parameters in any unit that are a number other than zero unless they are given another.
    plain: BTreeSet<String>,
    /// Whether anything in the behaviour has a unit.
    pub(super) has_units: bool,
}

impl Declared {
    /// No names.
    pub(super) fn nothing() -> Declared {
        Declared {
            neurons: BTreeMap::new(),
            synapses: BTreeMap::new(),
            open: BTreeSet::new(),
            plain: BTreeSet::new(),
            has_units: false,
        }
    }

    pub(super) fn of(behavior: &Behavior) -> Declared {
        let mut declared = Declared { has_units: has_units(behavior), ..Declared::nothing() };
        if !declared.has_units {
            return declared;
        }
        // Each may be made of others, in whatever order. What comes of it never changes once it is known.
        let fields = || own(behavior).chain(of_synapses(behavior));
        for _ in 0..=fields().count() {
            for field in own(behavior) {
                let known = declared.measured(field, behavior);
                declared.neurons.insert(field.name.to_string(), known);
            }
            for field in of_synapses(behavior) {
                let known = declared.measured(field, behavior);
                declared.synapses.insert(field.name.to_string(), known);
            }
        }
        declared.find_open(behavior);
        let plain = behavior.parameters.iter().filter(|field| {
            let is_number = |value: &Expression| {
                matches!(value.kind, ExpressionKind::Number(_, None) | ExpressionKind::Integer(_)) && !is_zero(value)
            };
            field.fits_all && field.value.as_ref().is_some_and(is_number)
        });
        declared.plain = plain.map(|field| field.name.to_string()).collect();
        declared
    }

    fn find_open(&mut self, behavior: &Behavior) {
        for _ in 0..=own(behavior).chain(of_synapses(behavior)).count() {
            for field in own(behavior).chain(of_synapses(behavior)) {
                let is_made_of_open = field.value.as_ref().is_some_and(|value| self.names_open(value));
                if field.fits_all || field.dimension.is_none() && is_made_of_open {
                    self.open.insert(field.name.to_string());
                }
            }
        }
    }

    /// Whether it is a parameter in any unit with a number of its own.
    pub(super) fn is_plain(&self, name: &str) -> bool {
        self.plain.contains(name)
    }

    /// Whether the behaviour declares something of that name.
    pub(super) fn declares(&self, name: &str) -> bool {
        self.neurons.contains_key(name) || self.synapses.contains_key(name)
    }

    fn names_open(&self, expression: &Expression) -> bool {
        let is_open = matches!(&expression.kind, ExpressionKind::Name(name) if self.is_open(&name.to_string()));
        is_open || expression.children().into_iter().any(|part| self.names_open(part))
    }

    /// A parameter, constant, input or variable of the neurons; nothing where the behaviour does not declare it.
    pub(super) fn of_neurons(&self, name: &str) -> Option<Known> {
        self.neurons.get(name).copied()
    }

    pub(super) fn of_synapses(&self, name: &str) -> Option<Known> {
        self.synapses.get(name).copied()
    }

    /// Whether it is in any unit, or made of what is: its unit is that of what the network gives and assigns to it.
    pub(super) fn is_open(&self, name: &str) -> bool {
        self.open.contains(name)
    }

    /// Those that measure something that is known and no plain number.
    pub(super) fn known(self) -> [BTreeMap<String, Dimension>; 2] {
        [self.neurons, self.synapses].map(|names| {
            let known = names.into_iter().filter_map(|(name, known)| Some((name, known?)));
            known.filter(|(_, dimension)| *dimension != Dimension::NONE).collect()
        })
    }

    /// What a field says of itself, or else what its value measures; nothing where it says that any unit will do.
    fn measured(&self, field: &Field, behavior: &Behavior) -> Known {
        let value = || {
            let value = field.value.as_ref()?;
            if is_zero(value) {
                return Some(Dimension::NONE);
            }
            // What is wrong in it is said once, when all names are known.
            let mut silent = Diagnostics::new(behavior.name.span());
            Measuring::new(self, &Nobody, &mut silent).expression(value)
        };
        let is_event =
            behavior.variables.iter().any(|variable| variable.kind.is_event() && variable.field.name == field.name);
        let is_integer =
            |variable: &Variable| variable.kind == VariableKind::Integer && variable.field.name == field.name;
        let has_value = field.value.is_some() || behavior.variables.iter().any(|other| other.field.name == field.name);
        match field.dimension {
            // In units an integer is a plain number, whatever it begins with.
            _ if behavior.variables.iter().any(is_integer) => Some(Dimension::NONE),
            Some(dimension) => Some(dimension),
            None if is_event || field.fits_all => None,
            None if !has_value => Some(Dimension::NONE),
            None => value(),
        }
    }
}

/// Zero without a unit, which fits all.
pub(super) fn is_zero(value: &Expression) -> bool {
    match value.kind {
        ExpressionKind::Number(value, None) => value == 0.0,
        ExpressionKind::Integer(value) => value == 0,
        _ => false,
    }
}

/// What a behaviour declares for the neurons.
pub(super) fn own(behavior: &Behavior) -> impl Iterator<Item = &Field> {
    let variables = behavior.variables.iter().map(|variable| &variable.field);
    behavior.parameters.iter().chain(&behavior.constants).chain(&behavior.inputs).chain(variables)
}

pub(super) fn of_synapses(behavior: &Behavior) -> impl Iterator<Item = &Field> {
    behavior.synapse_variables.iter().flat_map(|variables| &variables.fields)
}

/// Whether some field is said to have a unit, or some number has one; a behaviour that declares nothing and has no number
/// has those of the names that it puts together.
fn has_units(behavior: &Behavior) -> bool {
    let mut expressions = Vec::new();
    for field in own(behavior).chain(of_synapses(behavior)) {
        if field.dimension.is_some() || field.fits_all {
            return true;
        }
        expressions.extend(field.value.iter().chain(&field.decay).chain(&field.condition));
    }
    let terms = behavior.equations.terms.iter().map(|term| &term.value);
    let rates = behavior.equations.equations.iter().map(|equation| &equation.rate);
    expressions.extend(terms.chain(rates));
    super::behavior::expressions(&behavior.step, &mut expressions);
    let declares_nothing = own(behavior).chain(of_synapses(behavior)).next().is_none();
    let is_made_of_names = declares_nothing && !expressions.iter().any(|expression| has_number(expression));
    is_made_of_names || expressions.into_iter().any(has_unit)
}

fn has_unit(expression: &Expression) -> bool {
    matches!(expression.kind, ExpressionKind::Number(_, Some(_))) || expression.children().into_iter().any(has_unit)
}

/// Whether some number other than zero is in it.
fn has_number(expression: &Expression) -> bool {
    let is_number = matches!(expression.kind, ExpressionKind::Number(..) | ExpressionKind::Integer(_));
    (is_number && !is_zero(expression)) || expression.children().into_iter().any(has_number)
}
