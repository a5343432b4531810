//! Equations: what is said of them, and what `integrate` makes of them.
//!
//! `integrate` becomes ordinary statements before anything is typed: locals for what a method computes on the way, and
//! assignments to the variables. After this nothing in the compiler knows of equations. The methods are in
//! [`methods`], what they have to know of right sides in [`linear`].

pub(super) mod algebra;
mod exact;
mod exponential;
mod linear;
mod methods;
mod runge_kutta;
mod stability;

use std::cell::Cell;
use std::collections::BTreeSet;

use proc_macro2::Ident;

use super::behavior::{built_in, expression};
use super::functions::{self, Meaning};
use super::statements::Checker;
use super::structure::reserved;
use crate::diagnostics::{Diagnostics, Location, list};
use crate::model::{self, Rank, Type};
use crate::syntax::{self, Behavior, Equation, Expression, ExpressionKind, Integrate, Statement, Term, VariableKind};
use algebra::{add, call, divide, multiply, name, number, step};
use linear::LinearIn;
use methods::{Method, Misfit, local};

/// Noise: Gaussian, white, of unit intensity, in equations alone.
pub(super) const XI: &str = "xi";

/// Equations that advance together.
pub(super) struct System<'a> {
    /// The terms that they read, in the order of their declaration.
    terms: Vec<&'a Term>,
    equations: Vec<&'a Equation>,
    /// All names that have a meaning in them.
    taken: BTreeSet<String>,
}

impl<'a> System<'a> {
    /// The equations of some variables, or all where none is named. Where there is no equation, nothing is said.
    fn new(behavior: &'a Behavior, variables: &[Ident]) -> Self {
        let all = &behavior.equations;
        let is_named = |equation: &&Equation| variables.is_empty() || variables.contains(&equation.variable);
        let equations: Vec<&Equation> = all.equations.iter().filter(is_named).collect();
        let mut taken = BTreeSet::new();
        let mut take = |expression: &Expression| expression.names(&mut |name| taken.extend([name.to_string()]));
        equations.iter().for_each(|equation| take(&equation.rate));
        let mut terms = Vec::new();
        // A term reads only those before it.
        for term in all.terms.iter().rev() {
            if taken.contains(&term.name.to_string()) {
                term.value.names(&mut |name| taken.extend([name.to_string()]));
                terms.insert(0, term);
            }
        }
        taken.extend(behavior.variables.iter().map(|variable| variable.field.name.to_string()));
        System { terms, equations, taken }
    }

    fn variables(&self) -> Vec<&'a Ident> {
        self.equations.iter().map(|equation| &equation.variable).collect()
    }

    fn expressions(&self) -> impl Iterator<Item = &'a Expression> {
        self.terms.iter().map(|term| &term.value).chain(self.equations.iter().map(|equation| &equation.rate))
    }

    /// A name that means nothing in the equations, for something of one of them or of a noise.
    fn fresh(&self, what: &str, place: usize) -> Ident {
        let mut name = format!("{what}_{place}");
        while self.taken.contains(&name) {
            name.push('_');
        }
        Ident::new(&name, proc_macro2::Span::call_site())
    }

    /// An expression with the values of terms in their place.
    fn without_terms(&self, expression: &Expression) -> Expression {
        expression.replaced(&|name| {
            let term = self.terms.iter().find(|term| term.name == *name)?;
            Some(self.without_terms(&term.value))
        })
    }

    /// Where each noise stands. That of a term is one for all equations which read it.
    fn noises(&self) -> Vec<Location> {
        let mut found = Vec::new();
        self.expressions().for_each(|expression| {
            expression.names(&mut |name| {
                if name == XI {
                    found.push(name.into());
                }
            })
        });
        found
    }

    fn noise(&self) -> Option<Location> {
        self.noises().first().copied()
    }

    /// White noise has no powers.
    fn noise_that_is_not_linear(&self) -> Option<Misfit> {
        let xi = Ident::new(XI, proc_macro2::Span::call_site());
        let variables = [&xi];
        let noise = LinearIn::new(self, &variables);
        self.equations.iter().find_map(|equation| noise.form(&equation.rate).err())
    }

    /// The noises during one of so many steps: the mean of each over the step.
    fn draws(&self, steps: u32) -> Vec<Statement> {
        let draw = |(number_of_noise, at): (usize, Location)| {
            let scale = divide(number(1.0, at), call("sqrt", [step(steps, at)], at));
            local(&self.noise_by(number_of_noise), multiply(call("normal", [], at), scale))
        };
        self.noises().into_iter().enumerate().map(draw).collect()
    }

    fn noise_by(&self, number: usize) -> Ident {
        self.fresh(XI, number)
    }

    /// The equations where the variables have reached other values than they have, if a name is given, and that part of the
    /// time step has passed.
    fn at<'b>(&'b self, reached: &'b [Option<Ident>], time: f64) -> Point<'a, 'b> {
        Point { system: self, reached, time, noises: Cell::new(0) }
    }
}

/// A point at which right sides are evaluated: the terms first, then each right side, in their order.
struct Point<'a, 'b> {
    system: &'b System<'a>,
    reached: &'b [Option<Ident>],
    time: f64,
    /// How many noises have been read.
    noises: Cell<usize>,
}

impl Point<'_, '_> {
    fn terms(&self) -> Vec<Statement> {
        self.system.terms.iter().map(|term| local(&term.name, self.value(&term.value))).collect()
    }

    /// What an expression of the equations is here.
    fn value(&self, expression: &Expression) -> Expression {
        expression.replaced(&|read| {
            let at = Location::from(read);
            if read == XI {
                self.noises.set(self.noises.get() + 1);
                return Some(name(&self.system.noise_by(self.noises.get() - 1), at));
            }
            if read == "t" && self.time != 0.0 {
                return Some(add(name(read, at), multiply(number(self.time, at), step(1, at))));
            }
            let place = self.system.equations.iter().position(|equation| equation.variable == *read)?;
            Some(name(self.reached.get(place)?.as_ref()?, at))
        })
    }
}

/// What can be said of equations without knowing the network.
pub(super) fn check(behavior: &Behavior, diagnostics: &mut Diagnostics) {
    terms(behavior, diagnostics);
    for (place, equation) in behavior.equations.equations.iter().enumerate() {
        let variable = &equation.variable;
        built_in(variable, diagnostics);
        let is_again = behavior.equations.equations[..place].iter().any(|earlier| earlier.variable == *variable);
        if is_again {
            let help = "write one equation with the sum of what changes it";
            diagnostics.error_with_help(variable, &format!("there are two equations for `{variable}`"), help);
        } else if let Some(what) = what_is_no_state(variable, behavior) {
            let message = format!("`{variable}` is {what}, and an equation is one for a state");
            let help = format!("declare it as `state {{ {variable}: ... }}` where it has to change");
            diagnostics.error_with_help(variable, &message, &help);
        }
        right_side(&equation.rate, diagnostics);
    }
    let mut integrated = Vec::new();
    statements(&behavior.step, false, &mut integrated, diagnostics);
    integrated.iter().for_each(|integrate| integration(integrate, behavior, diagnostics));
    unused(behavior, &integrated, diagnostics);
}

/// Terms are new names, and each reads those before it.
fn terms(behavior: &Behavior, diagnostics: &mut Diagnostics) {
    let terms = &behavior.equations.terms;
    for (place, term) in terms.iter().enumerate() {
        let name = &term.name;
        reserved(name, diagnostics);
        built_in(name, diagnostics);
        let is_state = behavior
            .variables
            .iter()
            .any(|variable| variable.field.name == *name && variable.kind == VariableKind::State);
        let is_again = terms[..place].iter().any(|earlier| earlier.name == *name);
        let known = if is_state { Some("a state") } else { what_is_no_state(name, behavior) };
        if let Some(what) = if is_again { Some("a term") } else { known.filter(|what| *what != TERM) } {
            let message = format!("duplicate name: `{name}` is {what} of the behavior");
            diagnostics.error_with_help(name, &message, "give the term another name");
        }
        term.value.names(&mut |read| {
            if terms[place..].iter().any(|later| later.name == *read)
                && terms[..place].iter().all(|earlier| earlier.name != *read)
            {
                diagnostics.error_with_help(read, &format!("`{read}` is read before its `let`"), "move the `let` up");
            }
        });
        right_side(&term.value, diagnostics);
    }
}

const TERM: &str = "a term";

/// What a name is in a behaviour that declares it as something else than a state.
pub(super) fn what_is_no_state(name: &Ident, behavior: &Behavior) -> Option<&'static str> {
    let is_in = |fields: &[syntax::Field]| fields.iter().any(|field| field.name == *name);
    let other = || {
        let mut others = behavior.variables.iter().filter(|variable| variable.kind != VariableKind::State);
        others.find(|variable| variable.field.name == *name)
    };
    if is_in(&behavior.parameters) {
        Some("a parameter")
    } else if is_in(&behavior.constants) {
        Some("a constant")
    } else if is_in(&behavior.inputs) {
        Some("an input")
    } else if let Some(other) = other() {
        Some(other.kind.words())
    } else if behavior.equations.terms.iter().any(|term| term.name == *name) {
        Some(TERM)
    } else {
        None
    }
}

/// What stands in equations: what is known of the neuron, and no draws, which would be others at each point.
fn right_side(value: &Expression, diagnostics: &mut Diagnostics) {
    fn check(value: &Expression, diagnostics: &mut Diagnostics) {
        match &value.kind {
            ExpressionKind::Path(..) => {
                let help = "add it up into a state before, in the step: `for s in afferent(All) { I += sum(...); }`";
                diagnostics.error_with_help(value.location, "equations do not know synapses", help);
            }
            ExpressionKind::Call { function, arguments, .. } => {
                let meaning = functions::find(&function.to_string(), arguments.len());
                if matches!(meaning, Ok(Meaning::Draw(_) | Meaning::Bernoulli | Meaning::Poisson)) {
                    let help = format!("`{XI}` is white noise: `sigma * {XI}`; a draw for each step goes into a state");
                    diagnostics.error_with_help(function, "there are no draws in equations", &help);
                }
            }
            _ => {}
        }
        value.children().into_iter().for_each(|child| check(child, diagnostics));
    }
    check(value, diagnostics);
    expression(&without_noise(value), diagnostics);
}

/// A number in the place of noise.
fn without_noise(value: &Expression) -> Expression {
    value.replaced(&|name| (name == XI).then(|| number(1.0, name.into())))
}

/// Finds the integrations of a step.
fn statements<'a>(
    block: &'a [Statement],
    is_in_loop: bool,
    found: &mut Vec<&'a Integrate>,
    diagnostics: &mut Diagnostics,
) {
    for statement in block {
        match statement {
            Statement::Integrate(integrate) => {
                found.push(integrate);
                if is_in_loop {
                    let help = "write it behind the loop";
                    diagnostics.error_with_help(
                        integrate.keyword,
                        "`integrate` advances neurons, and stands in no loop over synapse groups",
                        help,
                    );
                }
            }
            Statement::If { then, otherwise, .. } => {
                statements(then, is_in_loop, found, diagnostics);
                statements(otherwise, is_in_loop, found, diagnostics);
            }
            Statement::For { body, .. } => statements(body, true, found, diagnostics),
            Statement::Event(event) => statements(&event.body, is_in_loop, found, diagnostics),
            _ => {}
        }
    }
}

fn integration(integrate: &Integrate, behavior: &Behavior, diagnostics: &mut Diagnostics) {
    let all = &behavior.equations.equations;
    if all.is_empty() {
        let help = "write `equations { dv/dt = ...; }` before the step";
        diagnostics.error_with_help(integrate.keyword, "there are no equations to integrate", help);
        return;
    }
    for (place, variable) in integrate.variables.iter().enumerate() {
        if integrate.variables[..place].contains(variable) {
            diagnostics.error(variable, format!("`{variable}` is named twice"));
        } else if !all.iter().any(|equation| equation.variable == *variable) {
            let known: Vec<String> = all.iter().map(|equation| equation.variable.to_string()).collect();
            let help = format!("write `d{variable}/dt = ...;` in `equations`, which has those of {}", list(&known));
            diagnostics.error_with_help(variable, &format!("there is no equation for `{variable}`"), &help);
        }
    }
    let Some(method) = Method::find(&integrate.method) else {
        let known: Vec<String> = Method::ALL.into_iter().map(|method| method.name().to_owned()).collect();
        let message = format!("unknown method `{}`", integrate.method);
        diagnostics.error_with_help(&integrate.method, &message, &format!("there is {}", list(&known)));
        return;
    };
    if let Some((_, at)) = integrate.repeat.filter(|_| method == Method::Exact) {
        let help = "leave `repeat` out";
        diagnostics.error_with_help(at, "`exact` is exact in one step of any length", help);
    }
    // What is declared nowhere here may be a constant of another behaviour: the network knows.
    let is_declared = |name: &Ident| {
        let states = behavior.variables.iter().any(|variable| variable.field.name == *name);
        states
            || behavior.inputs.iter().any(|input| input.name == *name)
            || ["t", "iteration"].iter().any(|own| name == own)
    };
    fits(method, &System::new(behavior, &integrate.variables), &|name| !is_declared(name), diagnostics);
}

/// Reports why a method does not fit, and which does.
fn fits(method: Method, system: &System, is_constant: &dyn Fn(&Ident) -> bool, diagnostics: &mut Diagnostics) {
    let Some(Misfit { at, reason }) = method.misfit(system, is_constant) else { return };
    let is_of_use = |other: &Method| *other != Method::EulerMaruyama || system.noise().is_some();
    let fitting = |other: &Method| is_of_use(other) && other.misfit(system, is_constant).is_none();
    let others = Method::ALL.into_iter().filter(fitting);
    let others: Vec<String> = others.map(|other| other.name().to_owned()).collect();
    let help = match &others[..] {
        [] => format!("`{XI}` is white noise, which is multiplied and added alone: `sigma * {XI}`"),
        [only] => format!("`{only}` fits"),
        _ => format!("these fit: {}", list(&others)),
    };
    diagnostics.error_with_help(at, &format!("`{}` does not fit: {reason}", method.name()), &help);
}

/// What has no use was meant to have one.
fn unused(behavior: &Behavior, integrated: &[&Integrate], diagnostics: &mut Diagnostics) {
    let systems: Vec<System> = integrated.iter().map(|integrate| System::new(behavior, &integrate.variables)).collect();
    for Equation { variable, .. } in &behavior.equations.equations {
        if !systems.iter().any(|system| system.variables().contains(&variable)) {
            let message = format!("no `integrate` advances `{variable}` by its equation");
            let help = format!("write `integrate {variable} by euler;` in the step, or another method");
            diagnostics.error_with_help(variable, &message, &help);
        }
    }
    let all = &behavior.equations;
    let mut read = BTreeSet::new();
    let expressions =
        all.terms.iter().map(|term| &term.value).chain(all.equations.iter().map(|equation| &equation.rate));
    expressions.for_each(|expression| expression.names(&mut |name| read.extend([name.to_string()])));
    for Term { name, .. } in all.terms.iter().filter(|term| !read.contains(&term.name.to_string())) {
        diagnostics.error_with_help(name, &format!("no equation reads `{name}`"), "leave it out");
    }
}

impl Checker<'_, '_> {
    /// The statements that an integration stands for. Equations know no locals of the step.
    pub(super) fn integrate(&mut self, integrate: &Integrate, conditions: Rank) -> Vec<model::Statement> {
        let Some(method) = Method::find(&integrate.method) else { return Vec::new() };
        let system = System::new(self.behavior, &integrate.variables);
        let locals = std::mem::take(&mut self.scope.locals);
        let is_right = self.states(&system) && self.right_sides(&system) && self.fits_network(method, &system);
        if is_right {
            self.warn_of_long_steps(method, &system, integrate);
        }
        let statements = match is_right {
            true => self.block(&method.statements(&system, integrate.repeat.map_or(1, |(count, _)| count)), conditions),
            false => Vec::new(),
        };
        self.scope.locals = locals;
        statements
    }

    /// Whether the equations are those of states.
    fn states(&mut self, system: &System) -> bool {
        let mut is_right = true;
        for variable in system.variables() {
            let at = Location::from(variable);
            let target = self.target(&name(variable, at));
            is_right &= matches!(target, Some((_, Type::Number, _)));
            if let Some((_, Type::Bool, _)) = target {
                let message = format!("`{variable}` is an event, and an equation is one for a state");
                self.scope.diagnostics.error(at, message);
            }
        }
        is_right
    }

    /// Whether the right sides are numbers.
    fn right_sides(&mut self, system: &System) -> bool {
        let mut is_right = true;
        for term in &system.terms {
            is_right &= self.local(&term.name, &without_noise(&term.value)).is_some();
        }
        for equation in &system.equations {
            is_right &= self.scope.number(&without_noise(&equation.rate), "the right side of an equation").is_some();
        }
        self.scope.locals.clear();
        is_right
    }

    /// What is constant in the network.
    fn fits_network(&mut self, method: Method, system: &System) -> bool {
        let behavior = self.behavior;
        let (model, group) = (self.scope.model, self.scope.group);
        let is_constant = |name: &Ident| {
            let is_parameter = behavior.parameters.iter().any(|parameter| parameter.name == *name);
            is_parameter || name == "dt" || model.find_constant(group, name).is_some()
        };
        fits(method, system, &is_constant, self.scope.diagnostics);
        method.misfit(system, &is_constant).is_none()
    }
}
