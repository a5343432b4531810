//! What names mean inside expressions.
//!
//! A name is, in this order: a local, a parameter or input of the behaviour itself, a constant or a variable of the group
//! (whichever behaviour declares it), a built-in. Inside `for s in ...`, `s.W` is a variable of the synapse
//! group and `s.src.v` or `s.dst.v` one of the neurons at its ends.

use proc_macro2::Ident;

use super::expressions::{Scope, Surroundings, SynapseScope};
use crate::diagnostics::Location;
use crate::function::Timing;
use crate::model::{End, Expression, Kind, NeuronConstant, Rank, Type};
use crate::resolved::{Delay, GroupId, Side, VariableId};
use crate::syntax::undeclared;

impl Scope<'_> {
    pub(super) fn name(&mut self, name: &Ident) -> Option<Expression> {
        let location = Location::from(name);
        let leaf = |kind, ty, rank| Some(Expression { location, kind, ty, rank });
        if let Some(local) = self.locals.iter().rev().find(|local| local.name == *name) {
            return leaf(Kind::Local(local.id), local.ty, local.rank);
        }
        let behavior = self.model.behavior(self.model.instance(self.id).behavior);
        let is_written_here = !self.is_in_network();
        if let Some(parameter) = behavior.parameters.iter().position(|parameter| parameter.name == *name)
            && is_written_here
        {
            return self.parameter(parameter, name);
        }
        if name == "dt" {
            return leaf(Kind::Dt, Type::Number, Rank::Scalar);
        }
        if let Some(scope) = self.surroundings.synapses() {
            return self.synapse_name(name, &scope);
        }
        if let Some(input) = behavior.inputs.iter().position(|input| input.name == *name) {
            return self.input(input, name);
        }
        if let Some(constant) = self.constant(name) {
            return constant;
        }
        if matches!(self.surroundings, Surroundings::Constant) {
            return self.unknown_in_constant(name);
        }
        if let Some(value) = self.neuron_value(self.group, name, Rank::Own) {
            return self.before_variables(value, name);
        }
        match name.to_string().as_str() {
            "t" => leaf(Kind::Timing(Timing::Time, Vec::new()), Type::Number, Rank::Scalar),
            "iteration" => leaf(Kind::Iteration, Type::Integer, Rank::Scalar),
            "size" => leaf(Kind::Size, Type::Integer, Rank::Scalar),
            _ => self.unknown_variable(name),
        }
    }

    /// A parameter of the behaviour, which may have a number for each neuron. A condition is one of single numbers.
    fn parameter(&mut self, parameter: usize, name: &Ident) -> Option<Expression> {
        let is_each = self.model.instance(self.id).is_each(parameter);
        let rank = match self.surroundings {
            Surroundings::Parameter if is_each => {
                let message = format!("`{name}` has a number for each neuron itself");
                let help = "write what it is made of; parameters that are one number can stand here";
                self.diagnostics.error_with_help(name, &message, help);
                return None;
            }
            Surroundings::Condition => Rank::Scalar,
            _ if is_each => Rank::Own,
            _ => Rank::Scalar,
        };
        Some(Expression { location: name.into(), kind: Kind::Parameter(parameter), ty: Type::Number, rank })
    }

    /// A constant of the group, if there is one of that name; nothing inside where it cannot stand here.
    fn constant(&mut self, name: &Ident) -> Option<Option<Expression>> {
        let id = self.model.find_constant(self.group, name)?;
        let is_each = self.model.constant(id).is_each;
        if is_each && matches!(self.surroundings, Surroundings::Parameter) {
            let message = format!("`{name}` has a number for each neuron itself");
            let help = "write what it is made of; what is one number can stand here";
            self.diagnostics.error_with_help(name, &message, help);
            return Some(None);
        }
        let rank = if is_each { Rank::Own } else { Rank::Scalar };
        Some(Some(Expression { location: name.into(), kind: Kind::Declared(id), ty: Type::Number, rank }))
    }

    /// A constant is made of parameters of the behaviour itself, and of constants of the group.
    fn unknown_in_constant(&mut self, name: &Ident) -> Option<Expression> {
        let group = self.model.group(self.group);
        if group.variables.iter().any(|variable| variable.name == *name) {
            let message = format!("a constant cannot depend on `{name}`, a variable of group `{}`", group.name);
            let help = "write it with parameters, constants, `dt` and numbers alone";
            self.diagnostics.error_with_help(name, &message, help);
        } else if !group.is_incomplete {
            let behavior = self.model.behavior(self.model.instance(self.id).behavior);
            let mut known: Vec<String> = behavior.parameters.iter().map(|own| own.name.to_string()).collect();
            known.extend(self.constants(self.group));
            known.push("dt".to_owned());
            let place = format!("in group `{}`", group.name);
            self.diagnostics.unknown("parameter or constant", name, &place, &known);
        }
        None
    }

    /// The names of the constants of a group.
    fn constants(&self, group: GroupId) -> impl Iterator<Item = String> {
        self.model.constants_of(group).map(|(_, constant)| constant.name.to_string())
    }

    /// Parameters are there before any variable of the group.
    fn before_variables(&mut self, value: Expression, name: &Ident) -> Option<Expression> {
        if !matches!((&self.surroundings, &value.kind), (Surroundings::Parameter, Kind::Variable(..))) {
            return Some(value);
        }
        let message = format!("`{name}` has no value yet: parameters are there before the variables of a group");
        let help = "write numbers, draws, `index`, `x`, `y`, `z`, `size`, `dt` and parameters that are one number";
        self.diagnostics.error_with_help(name, &message, help);
        None
    }

    /// Whether the network says this and not a behaviour.
    fn is_in_network(&self) -> bool {
        matches!(self.surroundings, Surroundings::Network(..))
    }

    fn input(&mut self, input: usize, name: &Ident) -> Option<Expression> {
        if !matches!(self.surroundings, Surroundings::Step | Surroundings::Recorder) {
            let help = "it has a value for each iteration; use it in `step`";
            self.diagnostics.error_with_help(
                name,
                &format!("input `{name}` has no value before the first iteration"),
                help,
            );
            return None;
        }
        Some(Expression { location: name.into(), kind: Kind::Input(input), ty: Type::Number, rank: Rank::Own })
    }

    /// A variable or built-in value of the neurons of a group; reports nothing where there is none.
    fn neuron_value(&mut self, group: GroupId, name: &Ident, rank: Rank) -> Option<Expression> {
        let location = Location::from(name);
        let variables = &self.model.group(group).variables;
        if let Some(found) = variables.iter().position(|variable| variable.name == *name) {
            let ty = Type::of(variables[found].kind);
            self.check_meaning(group, name);
            self.check_initialised(group, VariableId(found), name);
            return Some(Expression { location, kind: Kind::Variable(group, VariableId(found)), ty, rank });
        }
        let (constant, ty) = match name.to_string().as_str() {
            "x" => (NeuronConstant::Position(0), Type::Number),
            "y" => (NeuronConstant::Position(1), Type::Number),
            "z" => (NeuronConstant::Position(2), Type::Number),
            "index" => (NeuronConstant::Index, Type::Integer),
            _ => return None,
        };
        Some(Expression { location, kind: Kind::Constant(group, constant), ty, rank })
    }

    /// In a step a variable hides what every neuron has under its name. Where synapses and parameters begin nobody can tell
    /// which is meant.
    fn check_meaning(&mut self, group: GroupId, name: &Ident) {
        let what = match name.to_string().as_str() {
            "x" | "y" | "z" => "position",
            "index" => "index",
            _ => return,
        };
        if self.surroundings.synapses().is_some() || matches!(self.surroundings, Surroundings::Parameter) {
            let group = &self.model.group(group).name;
            let message = format!("`{name}` is a variable of group `{group}` and the {what} of every neuron");
            self.diagnostics.error_with_help(name, &message, "give the variable another name");
        }
    }

    /// Initial values may use what is initialised before them.
    fn check_initialised(&mut self, group: GroupId, variable: VariableId, name: &Ident) {
        let declared = &self.model.group(group).variables[variable.0];
        let message = match self.surroundings {
            Surroundings::Step | Surroundings::Recorder | Surroundings::Parameter | Surroundings::Constant => return,
            Surroundings::Initial(this) if variable >= this => {
                format!("`{name}` has no value yet: it is initialised later")
            }
            _ if !declared.has_initial => format!("`{name}` has no value yet: it has no initial value"),
            _ => return,
        };
        let help = format!("give `{name}` an initial value, in a declaration before this one");
        self.diagnostics.error_with_help(name, &message, &help);
    }

    /// How a variable of the synapses of the innermost loop is written that has this name.
    pub(super) fn of_synapses(&self, name: &Ident) -> Option<String> {
        let scope = self.loops.last()?;
        let variables = &self.model.synapse_group(scope.synapses).variables;
        let is_one = variables.iter().any(|variable| variable.name == *name);
        scope.name.as_ref().filter(|_| is_one).map(|synapses| format!("{synapses}.{name}"))
    }

    fn unknown_variable(&mut self, name: &Ident) -> Option<Expression> {
        if self.model.group(self.group).is_incomplete {
            return None;
        }
        let group = self.model.group(self.group);
        if let Some(path) = self.of_synapses(name) {
            let message = format!("unknown variable `{name}` in group `{}`", group.name);
            self.diagnostics.error_with_help(name, &message, &format!("write `{path}` for that of the synapses"));
            return None;
        }
        if let Some(help) = undeclared(name) {
            let message = format!("unknown variable `{name}` in group `{}`", group.name);
            self.diagnostics.error_with_help(name, &message, help);
            return None;
        }
        let behavior = self.model.behavior(self.model.instance(self.id).behavior);
        let mut known: Vec<String> = self.locals.iter().map(|local| local.name.to_string()).collect();
        known.extend(behavior.parameters.iter().map(|parameter| parameter.name.to_string()));
        known.extend(behavior.inputs.iter().map(|input| input.name.to_string()));
        known.extend(self.constants(self.group));
        known.extend(group.variables.iter().map(|variable| variable.name.to_string()));
        known.extend(["dt", "t", "iteration", "size", "index", "x", "y", "z"].map(str::to_owned));
        self.diagnostics.unknown("variable", name, &format!("in group `{}`", group.name), &known);
        None
    }

    /// A plain name in the initial value of a synapse variable: an earlier variable of the same group.
    fn synapse_name(&mut self, name: &Ident, scope: &SynapseScope) -> Option<Expression> {
        let synapses = self.model.synapse_group(scope.synapses);
        let known = match self.surroundings {
            Surroundings::Network(_, known) | Surroundings::SynapseInitial(_, known) => &synapses.variables[..known],
            _ => &synapses.variables[..],
        };
        if let Some(found) = known.iter().position(|variable| variable.name == *name) {
            let kind = Kind::SynapseVariable(scope.synapses, found);
            return Some(Expression { location: name.into(), kind, ty: Type::Number, rank: Rank::Pair });
        }
        if synapses.variables.iter().any(|variable| variable.name == *name) {
            let message = format!("`{name}` has no value yet: it is initialised later");
            self.diagnostics.error_with_help(name, &message, "variables begin in the order of their declaration");
            return None;
        }
        if let Some(constant) = (!self.is_in_network()).then(|| self.constant(name)).flatten() {
            return constant;
        }
        if name == "size" && !self.is_in_network() {
            let location = name.into();
            return Some(Expression { location, kind: Kind::Size, ty: Type::Integer, rank: Rank::Scalar });
        }
        let known: Vec<String> = known.iter().map(|variable| variable.name.to_string()).collect();
        let message = format!("unknown variable `{name}` of synapse group `{}`", synapses.name);
        let ends = [synapses.source, synapses.target].map(|group| &self.model.group(group).variables);
        let is_at_end = ends.into_iter().flatten().any(|variable| variable.name == *name);
        let help = if !is_at_end && self.is_in_network() {
            "here stand numbers, `dt`, draws, and what the neurons at both ends have: `src.x`, `dst.x`".to_owned()
        } else if known.is_empty() {
            format!("write `src.{name}` or `dst.{name}` for a variable of the neurons at its ends")
        } else {
            format!(
                "there is {}; write `src.{name}` or `dst.{name}` for the neurons at its ends",
                crate::diagnostics::list(&known)
            )
        };
        self.diagnostics.error_with_help(name, &message, &help);
        None
    }

    /// `s.W`, `s.src.v`, `s.dst.v`; in the initial value of a synapse variable `src.v` and `dst.v`.
    pub(super) fn path(&mut self, root: &Ident, path: &[Ident], location: Location) -> Option<Expression> {
        if let Some(scope) = self.surroundings.synapses() {
            return match path {
                [variable] if root == "src" || root == "dst" => self.end_value(&scope, root, variable),
                _ => {
                    self.diagnostics.error_with_help(
                        location,
                        "unknown path",
                        "write `src.x` or `dst.x` for the neurons at the ends",
                    );
                    None
                }
            };
        }
        if let [variable] = path
            && self.loops.is_empty()
            && self.model.group(self.group).variables.iter().any(|own| own.name == *variable)
        {
            let message = format!("there is no synapse group `{root}` here, and the neurons need no name");
            self.diagnostics.error_with_help(location, &message, &format!("write `{variable}`"));
            return None;
        }
        if matches!(self.surroundings, Surroundings::Recorder) {
            let message = "a recorded expression is of the neurons of the group";
            let help = "record variables of synapses by themselves, `Recorder [TAG.W]`, or let a behavior sum over them into a state";
            self.diagnostics.error_with_help(location, message, help);
            return None;
        }
        let scope = self.synapse_scope(root)?;
        match path {
            [variable] if variable != "src" && variable != "dst" => self.synapse_value(&scope, variable, location),
            [end, variable] if end == "src" || end == "dst" => self.end_value(&scope, end, variable),
            _ => {
                let help = format!("write `{root}.W`, `{root}.src.v` or `{root}.dst.v`");
                self.diagnostics.error_with_help(
                    location,
                    "expected a variable of the synapse group or of one of its ends",
                    &help,
                );
                None
            }
        }
    }

    /// The synapse group that the loop around calls `name`.
    pub(super) fn synapse_scope(&mut self, name: &Ident) -> Option<SynapseScope> {
        let found = self.loops.iter().rev().find(|scope| scope.name.as_ref() == Some(name)).cloned();
        if found.is_none() {
            let message = format!("there is no synapse group `{name}` here");
            let help = match self.loops.last().and_then(|scope| scope.name.as_ref()) {
                Some(known) => format!("the loop calls it `{known}`"),
                None => format!("write a loop around it: `for {name} in afferent(All) {{ ... }}`"),
            };
            self.diagnostics.error_with_help(name, &message, &help);
        }
        found
    }

    fn synapse_value(&mut self, scope: &SynapseScope, name: &Ident, location: Location) -> Option<Expression> {
        let synapses = self.model.synapse_group(scope.synapses);
        let Some(found) = synapses.variables.iter().position(|variable| variable.name == *name) else {
            if !self.model.group(synapses.source).is_incomplete && !self.model.group(synapses.target).is_incomplete {
                let known: Vec<String> = synapses.variables.iter().map(|variable| variable.name.to_string()).collect();
                self.diagnostics.unknown("variable", name, &format!("of synapse group `{}`", synapses.name), &known);
            }
            return None;
        };
        self.only_in_sum(location)?;
        Some(Expression {
            location,
            kind: Kind::SynapseVariable(scope.synapses, found),
            ty: Type::Number,
            rank: Rank::Pair,
        })
    }

    /// A variable of the neurons at one end of a synapse group.
    fn end_value(&mut self, scope: &SynapseScope, end: &Ident, name: &Ident) -> Option<Expression> {
        let synapses = self.model.synapse_group(scope.synapses);
        let side = if end == "src" { Side::Source } else { Side::Target };
        let group = synapses.at(side);
        let is_own = (end == "dst") == (scope.end == End::Afferent);
        let rank = if is_own { Rank::Own } else { Rank::Other };
        let Some(value) = self.neuron_value(group, name, rank) else {
            if self.model.find_constant(group, name).is_some() {
                let message = format!("`{end}.{name}` is a constant of group `{}`", self.model.group(group).name);
                let help = match is_own {
                    true => format!("write `{name}`: these are the neurons of this group"),
                    false => {
                        "behaviors of its own group read it; let one of them have a state that others see".to_owned()
                    }
                };
                self.diagnostics.error_with_help(name, &message, &help);
            } else if !self.model.group(group).is_incomplete {
                let group = self.model.group(group);
                let known: Vec<String> = group.variables.iter().map(|variable| variable.name.to_string()).collect();
                self.diagnostics.unknown("variable", name, &format!("in group `{}`", group.name), &known);
            }
            return None;
        };
        if !is_own {
            self.only_in_sum(value.location)?;
        }
        self.arriving(scope, side, value)
    }

    /// A variable of the neurons at an end, as the synapses have it.
    fn arriving(&mut self, scope: &SynapseScope, side: Side, value: Expression) -> Option<Expression> {
        let Kind::Variable(_, variable) = value.kind else { return Some(value) };
        let rank = match self.model.synapse_group(scope.synapses).delay_from(side) {
            _ if self.surroundings.synapses().is_some() => return Some(value),
            Delay::None => return Some(value),
            Delay::One(_) => value.rank,
            Delay::Each => Rank::Pair,
        };
        if rank == Rank::Pair {
            self.only_in_sum(value.location)?;
        }
        Some(Expression { kind: Kind::Arrival(scope.synapses, side, variable), rank, ..value })
    }

    /// What has a value for each synapse or for each neuron at the other end has to be summed.
    fn only_in_sum(&mut self, location: Location) -> Option<()> {
        if self.inside_synapses.is_some() || self.surroundings.synapses().is_some() {
            return Some(());
        }
        let message = "this has a value for each synapse, and here stands one value for each neuron";
        self.diagnostics.error_with_help(location, message, "add the values up, as in `sum(s.W where s.src.fired)`");
        None
    }
}
