//! Names, types and ranks inside expressions.
//!
//! A name is, in this order: a local, a parameter or input of the behaviour itself, a variable of the group
//! (whichever behaviour declares it), a built-in. Inside `for s in ...`, `s.W` is a variable of the synapse
//! group and `s.src.v` or `s.dst.v` one of the neurons at its ends.
//!
//! Integers become numbers where a number is needed; nothing else converts.

use proc_macro2::Ident;

use super::functions::{self, Function, Problem};
use crate::diagnostics::{Diagnostics, Location};
use crate::model::{
    BinaryOperator, Distribution, End, Expression, GroupId, InstanceId, Kind, LocalId, Model, NeuronConstant, Rank,
    Reduction, SynapseId, Type, UnaryOperator, VariableId,
};
use crate::syntax::{self, ExpressionKind};

/// What an expression stands in.
#[derive(Clone)]
pub(super) enum Surroundings {
    Step,
    /// The initial value of a group's variable: only the variables before it have a value.
    Initial(VariableId),
    /// The initial value of a synapse variable: `src` and `dst` are the ends.
    SynapseInitial(SynapseScope),
}

/// The synapse group in reach, under the loop's name.
#[derive(Clone)]
pub(super) struct SynapseScope {
    pub(super) name: Option<Ident>,
    pub(super) synapses: SynapseId,
    pub(super) end: End,
}

#[derive(Clone)]
pub(super) struct Local {
    pub(super) name: Ident,
    pub(super) id: LocalId,
    pub(super) ty: Type,
    pub(super) rank: Rank,
}

/// Everything a name can mean at one place of a behaviour.
pub(super) struct Scope<'a> {
    pub(super) model: &'a Model,
    pub(super) id: InstanceId,
    pub(super) group: GroupId,
    pub(super) surroundings: Surroundings,
    pub(super) loops: Vec<SynapseScope>,
    pub(super) locals: Vec<Local>,
    pub(super) local_count: usize,
    /// Whether a sum over synapses is being read.
    inside_sum: bool,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
        model: &'a Model,
        id: InstanceId,
        surroundings: Surroundings,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let group = model.instance(id).group;
        Scope {
            model,
            id,
            group,
            surroundings,
            loops: Vec::new(),
            locals: Vec::new(),
            local_count: 0,
            inside_sum: false,
            diagnostics,
        }
    }

    /// The typed expression, or nothing where an error has been reported.
    pub(super) fn expression(&mut self, expression: &syntax::Expression) -> Option<Expression> {
        let location = expression.location;
        let leaf = |kind, ty, rank| Some(Expression { location, kind, ty, rank });
        match &expression.kind {
            ExpressionKind::Number(value) if !self.model.float.holds(*value) => {
                let help = "the largest is 3.4e38; write `float: f64;` in the network, or use another unit";
                self.diagnostics.error_with_help(location, "this number is too large for `f32`", help);
                None
            }
            ExpressionKind::Number(value) => leaf(Kind::Number(*value), Type::Number, Rank::Scalar),
            ExpressionKind::Integer(value) => leaf(Kind::Integer(*value), Type::Integer, Rank::Scalar),
            ExpressionKind::Bool(value) => leaf(Kind::Bool(*value), Type::Bool, Rank::Scalar),
            ExpressionKind::Name(name) => self.name(name),
            ExpressionKind::Path(root, path) => self.path(root, path, location),
            ExpressionKind::Unary(operator, operand) => self.unary(*operator, operand, location),
            ExpressionKind::Binary(operator, left, right) => self.binary(*operator, left, right, location),
            ExpressionKind::If(condition, then, otherwise) => self.conditional(condition, then, otherwise, location),
            ExpressionKind::Call { function, arguments, condition } => {
                self.call(function, arguments, condition.as_deref(), location)
            }
        }
    }

    /// The expression as one of the wanted type.
    pub(super) fn convert(&mut self, value: Expression, wanted: Type, what: &str) -> Option<Expression> {
        if value.ty == wanted {
            return Some(value);
        }
        let (location, rank) = (value.location, value.rank);
        let help = match (value.ty, wanted) {
            (Type::Integer, Type::Number) => {
                let kind = match value.kind {
                    Kind::Integer(value) => Kind::Number(value as f64),
                    _ => Kind::ToNumber(Box::new(value)),
                };
                return Some(Expression { location, kind, ty: Type::Number, rank });
            }
            (Type::Bool, _) => "choose the numbers with `if ... { 1.0 } else { 0.0 }`, or count with `count(...)`",
            (_, Type::Bool) => "compare it with something, as in `v > 30.0`",
            (_, Type::Integer) => "begin with a number with a decimal point, as in `0.0`",
            _ => "",
        };
        let message =
            format!("type mismatch: {what} has to be {}, and this is {}", type_name(wanted), type_name(value.ty));
        self.diagnostics.error_with_help(location, &message, help);
        None
    }

    fn number(&mut self, expression: &syntax::Expression, what: &str) -> Option<Expression> {
        let value = self.expression(expression)?;
        self.convert(value, Type::Number, what)
    }

    fn condition(&mut self, expression: &syntax::Expression) -> Option<Expression> {
        let value = self.expression(expression)?;
        self.convert(value, Type::Bool, "a condition")
    }

    fn name(&mut self, name: &Ident) -> Option<Expression> {
        let location = Location::from(name);
        let leaf = |kind, ty, rank| Some(Expression { location, kind, ty, rank });
        if let Some(local) = self.locals.iter().rev().find(|local| local.name == *name) {
            return leaf(Kind::Local(local.id), local.ty, local.rank);
        }
        let behavior = self.model.behavior(self.model.instance(self.id).behavior);
        if let Some(parameter) = behavior.parameters.iter().position(|parameter| parameter.name == *name) {
            return leaf(Kind::Parameter(parameter), Type::Number, Rank::Scalar);
        }
        if name == "dt" {
            return leaf(Kind::Dt, Type::Number, Rank::Scalar);
        }
        if let Surroundings::SynapseInitial(scope) = self.surroundings.clone() {
            return self.synapse_name(name, &scope);
        }
        if let Some(input) = behavior.inputs.iter().position(|input| input.name == *name) {
            return self.input(input, name);
        }
        if let Some(value) = self.neuron_value(self.group, name, Rank::Own) {
            return Some(value);
        }
        match name.to_string().as_str() {
            "iteration" => leaf(Kind::Iteration, Type::Integer, Rank::Scalar),
            "size" => leaf(Kind::Size, Type::Integer, Rank::Scalar),
            _ => self.unknown_variable(name),
        }
    }

    fn input(&mut self, input: usize, name: &Ident) -> Option<Expression> {
        if !matches!(self.surroundings, Surroundings::Step) {
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
            let ty = if variables[found].is_event { Type::Bool } else { Type::Number };
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

    /// Initial values may use what is initialised before them.
    fn check_initialised(&mut self, group: GroupId, variable: VariableId, name: &Ident) {
        let declared = &self.model.group(group).variables[variable.0];
        let message = match self.surroundings {
            Surroundings::Step => return,
            Surroundings::Initial(this) if variable >= this => {
                format!("`{name}` has no value yet: it is initialised later")
            }
            _ if declared.initial.is_none() => format!("`{name}` has no value yet: it has no initial value"),
            _ => return,
        };
        let help = format!("give `{name}` an initial value, in a declaration before this one");
        self.diagnostics.error_with_help(name, &message, &help);
    }

    fn unknown_variable(&mut self, name: &Ident) -> Option<Expression> {
        if self.model.group(self.group).is_incomplete {
            return None;
        }
        let group = self.model.group(self.group);
        let behavior = self.model.behavior(self.model.instance(self.id).behavior);
        let mut known: Vec<String> = self.locals.iter().map(|local| local.name.to_string()).collect();
        known.extend(behavior.parameters.iter().map(|parameter| parameter.name.to_string()));
        known.extend(behavior.inputs.iter().map(|input| input.name.to_string()));
        known.extend(group.variables.iter().map(|variable| variable.name.to_string()));
        known.extend(["dt", "iteration", "size", "index", "x", "y", "z"].map(str::to_owned));
        self.diagnostics.unknown("variable", name, &format!("in group `{}`", group.name), &known);
        None
    }

    /// A plain name in the initial value of a synapse variable: an earlier variable of the same group.
    fn synapse_name(&mut self, name: &Ident, scope: &SynapseScope) -> Option<Expression> {
        let synapses = self.model.synapse_group(scope.synapses);
        if let Some(found) = synapses.variables.iter().position(|variable| variable.name == *name) {
            let kind = Kind::SynapseVariable(scope.synapses, found);
            return Some(Expression { location: name.into(), kind, ty: Type::Number, rank: Rank::Pair });
        }
        let known: Vec<String> = synapses.variables.iter().map(|variable| variable.name.to_string()).collect();
        let message = format!("unknown variable `{name}` of synapse group `{}`", synapses.name);
        let help = if known.is_empty() {
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
    fn path(&mut self, root: &Ident, path: &[Ident], location: Location) -> Option<Expression> {
        if let Surroundings::SynapseInitial(scope) = self.surroundings.clone() {
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
        let group = if end == "src" { synapses.source } else { synapses.target };
        let is_own = (end == "dst") == (scope.end == End::Afferent);
        let rank = if is_own { Rank::Own } else { Rank::Other };
        let Some(value) = self.neuron_value(group, name, rank) else {
            if !self.model.group(group).is_incomplete {
                let group = self.model.group(group);
                let known: Vec<String> = group.variables.iter().map(|variable| variable.name.to_string()).collect();
                self.diagnostics.unknown("variable", name, &format!("in group `{}`", group.name), &known);
            }
            return None;
        };
        if !is_own {
            self.only_in_sum(value.location)?;
        }
        Some(value)
    }

    /// What has a value for each synapse or for each neuron at the other end has to be summed.
    fn only_in_sum(&mut self, location: Location) -> Option<()> {
        if self.inside_sum || matches!(self.surroundings, Surroundings::SynapseInitial(_)) {
            return Some(());
        }
        let message = "this has a value for each synapse, and here stands one value for each neuron";
        self.diagnostics.error_with_help(location, message, "add the values up, as in `sum(s.W where s.src.fired)`");
        None
    }

    fn unary(
        &mut self,
        operator: UnaryOperator,
        operand: &syntax::Expression,
        location: Location,
    ) -> Option<Expression> {
        let operand = match operator {
            UnaryOperator::Not => self.condition(operand)?,
            UnaryOperator::Negate => {
                let value = self.expression(operand)?;
                if value.ty == Type::Integer { value } else { self.convert(value, Type::Number, "what follows `-`")? }
            }
        };
        let (ty, rank) = (operand.ty, operand.rank);
        Some(Expression { location, kind: Kind::Unary(operator, Box::new(operand)), ty, rank })
    }

    fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &syntax::Expression,
        right: &syntax::Expression,
        location: Location,
    ) -> Option<Expression> {
        let (left, right) = (self.expression(left), self.expression(right));
        self.combine(operator, left?, right?, location)
    }

    /// `left operator right`, of typed operands.
    pub(super) fn combine(
        &mut self,
        operator: BinaryOperator,
        left: Expression,
        right: Expression,
        location: Location,
    ) -> Option<Expression> {
        let what = format!("an operand of `{}`", operator.symbol());
        let is_order =
            operator.is_comparison() && !matches!(operator, BinaryOperator::Equal | BinaryOperator::NotEqual);
        if is_order && (left.ty, right.ty) == (Type::Bool, Type::Bool) {
            let message = format!("type mismatch: `{}` compares numbers, and these are events", operator.symbol());
            self.diagnostics.error_with_help(location, &message, "compare events with `==` or `!=`");
            return None;
        }
        let wanted = match (left.ty, right.ty) {
            _ if operator.is_logical() => Type::Bool,
            // Events can be compared with events, as in `fired != s.dst.fired`.
            (Type::Bool, Type::Bool) if matches!(operator, BinaryOperator::Equal | BinaryOperator::NotEqual) => {
                Type::Bool
            }
            (Type::Integer, Type::Integer) if operator != BinaryOperator::Divide => Type::Integer,
            _ => Type::Number,
        };
        if left.ty != right.ty
            && matches!(operator, BinaryOperator::Equal | BinaryOperator::NotEqual)
            && let Some(event) = [&left, &right].into_iter().find(|side| side.ty == Type::Bool)
        {
            let message = format!("type mismatch: `{}` compares an event with a number", operator.symbol());
            let help = "an event is a condition already: write it alone, or `!` before it";
            self.diagnostics.error_with_help(event.location, &message, help);
            return None;
        }
        // Two operands of the same wrong type are one mistake.
        let left = self.convert(left, wanted, &what)?;
        let right = self.convert(right, wanted, &what)?;
        let ty = if operator.is_comparison() { Type::Bool } else { wanted };
        let rank = left.rank.join(right.rank);
        Some(Expression { location, kind: Kind::Binary(operator, Box::new(left), Box::new(right)), ty, rank })
    }

    fn conditional(
        &mut self,
        condition: &syntax::Expression,
        then: &syntax::Expression,
        otherwise: &syntax::Expression,
        location: Location,
    ) -> Option<Expression> {
        let (condition, then, otherwise) =
            (self.condition(condition), self.expression(then), self.expression(otherwise));
        let (condition, then, otherwise) = (condition?, then?, otherwise?);
        let wanted = if then.ty == otherwise.ty { then.ty } else { Type::Number };
        let what = "each branch of an `if`";
        let (then, otherwise) = (self.convert(then, wanted, what), self.convert(otherwise, wanted, what));
        let (then, otherwise) = (then?, otherwise?);
        let rank = condition.rank.join(then.rank).join(otherwise.rank);
        let kind = Kind::If(Box::new(condition), Box::new(then), Box::new(otherwise));
        Some(Expression { location, kind, ty: wanted, rank })
    }

    fn call(
        &mut self,
        name: &Ident,
        arguments: &[syntax::Expression],
        condition: Option<&syntax::Expression>,
        location: Location,
    ) -> Option<Expression> {
        let function = match functions::find(&name.to_string(), arguments.len()) {
            Ok(function) => function,
            // `behavior!` reports these; here they only end the expression.
            Err(Problem::Unknown | Problem::Arguments(_)) => return None,
        };
        if let Some(condition) = condition.filter(|_| !matches!(function, Function::Reduction(_))) {
            let message = format!("`where` belongs to `sum`, `mean`, `min`, `max` and `count`, not to `{name}`");
            self.diagnostics.error_with_help(condition.location, &message, "choose with `if ... { ... } else { ... }`");
            return None;
        }
        match function {
            Function::Elementwise("pow") => self.power(&arguments[0], &arguments[1], location),
            Function::Elementwise(function) => {
                let values = self.numbers(arguments, name)?;
                let rank = values.iter().fold(Rank::Scalar, |rank, value| rank.join(value.rank));
                Some(Expression { location, kind: Kind::Call(function, values), ty: Type::Number, rank })
            }
            Function::Draw(distribution) => {
                let bounds = self.numbers(arguments, name)?;
                self.draw(distribution, bounds, location)
            }
            Function::Bernoulli => {
                let probability = self.numbers(arguments, name)?.remove(0);
                let draw = self.draw(Distribution::Uniform, Vec::new(), location)?;
                self.combine(BinaryOperator::Less, draw, probability, location)
            }
            Function::Reduction(reduction) => self.reduction(reduction, name, &arguments[0], condition, location),
        }
    }

    fn numbers(&mut self, arguments: &[syntax::Expression], function: &Ident) -> Option<Vec<Expression>> {
        let what = format!("an argument of `{function}`");
        let values: Vec<Option<Expression>> = arguments.iter().map(|argument| self.number(argument, &what)).collect();
        values.into_iter().collect()
    }

    /// Integer powers are products; anything else is the runtime's `pow`.
    fn power(
        &mut self,
        base: &syntax::Expression,
        exponent: &syntax::Expression,
        location: Location,
    ) -> Option<Expression> {
        const LARGEST: i64 = 64;
        let what = "an argument of `pow`";
        let base = self.number(base, what)?;
        let (kind, rank) = match exponent.kind {
            ExpressionKind::Integer(power) if (-LARGEST..=LARGEST).contains(&power) => {
                let rank = base.rank;
                (Kind::Power(Box::new(base), power as i32), rank)
            }
            _ => {
                let exponent = self.number(exponent, what)?;
                let rank = base.rank.join(exponent.rank);
                (Kind::Call("pow", vec![base, exponent]), rank)
            }
        };
        Some(Expression { location, kind, ty: Type::Number, rank })
    }

    /// `uniform()`, `uniform(low, high)`, `normal()`, `normal(mean, sd)`, `normal(mean, sd, low, high)`.
    fn draw(
        &mut self,
        distribution: Distribution,
        mut bounds: Vec<Expression>,
        location: Location,
    ) -> Option<Expression> {
        if self.inside_sum {
            let help = "draw into a local before the sum, one value for each neuron";
            self.diagnostics.error_with_help(location, "there are no draws inside a sum", help);
            return None;
        }
        let rank = if matches!(self.surroundings, Surroundings::SynapseInitial(_)) { Rank::Pair } else { Rank::Own };
        let number = |kind, rank| Expression { location, kind, ty: Type::Number, rank };
        if bounds.len() == 4 {
            bounds.insert(0, number(Kind::Draw(Distribution::Uniform), rank));
            let rank = bounds.iter().fold(rank, |rank, bound| rank.join(bound.rank));
            return Some(number(Kind::Call("truncated_normal", bounds), rank));
        }
        let draw = number(Kind::Draw(distribution), rank);
        let [first, second] = match <[Expression; 2]>::try_from(bounds) {
            Ok(bounds) => bounds,
            Err(_) => return Some(draw),
        };
        let scale = match distribution {
            Distribution::Uniform => self.combine(BinaryOperator::Subtract, second, first.clone(), location)?,
            Distribution::Normal => second,
        };
        let scaled = self.combine(BinaryOperator::Multiply, scale, draw, location)?;
        self.combine(BinaryOperator::Add, first, scaled, location)
    }

    /// Over the population, or over the synapses of a group where the value or the condition says so.
    fn reduction(
        &mut self,
        reduction: Reduction,
        name: &Ident,
        value: &syntax::Expression,
        condition: Option<&syntax::Expression>,
        location: Location,
    ) -> Option<Expression> {
        let outer = std::mem::replace(&mut self.inside_sum, true);
        let value =
            if reduction == Reduction::Count { self.condition(value) } else { self.number(value, "what is added up") };
        let condition = condition.map(|condition| self.condition(condition));
        self.inside_sum = outer;
        let (value, condition) = (value?, condition.map_or(Some(None), |condition| condition.map(Some))?);
        let rank = condition.as_ref().map_or(value.rank, |condition| value.rank.join(condition.rank));
        if rank == Rank::Other || rank == Rank::Pair {
            return self.synaptic(reduction, name, value, condition, location);
        }
        if outer {
            return self.nested(location);
        }
        if let Some(inner) = inner_reduction(&value).or_else(|| inner_reduction(condition.as_ref()?)) {
            return self.nested(inner);
        }
        let ty = if reduction == Reduction::Count { Type::Integer } else { Type::Number };
        let kind = Kind::Reduce { reduction, value: Box::new(value), condition: condition.map(Box::new) };
        Some(Expression { location, kind, ty, rank: Rank::Scalar })
    }

    fn nested(&mut self, location: Location) -> Option<Expression> {
        self.diagnostics.error_with_help(
            location,
            "one sum inside another",
            "put the inner one into a local: `let total = sum(...);`",
        );
        None
    }

    fn synaptic(
        &mut self,
        reduction: Reduction,
        name: &Ident,
        value: Expression,
        condition: Option<Expression>,
        location: Location,
    ) -> Option<Expression> {
        let number = |kind| Expression { location, kind, ty: Type::Number, rank: Rank::Scalar };
        let (value, condition) = match (reduction, condition) {
            (Reduction::Sum, condition) => (value, condition),
            (Reduction::Count, None) => (number(Kind::Number(1.0)), Some(value)),
            (Reduction::Count, Some(condition)) => {
                (number(Kind::Number(1.0)), Some(self.combine(BinaryOperator::And, value, condition, location)?))
            }
            _ => {
                let help = "over synapses there are `sum` and `count`; a mean is the quotient of the two";
                self.diagnostics.error_with_help(name, &format!("there is no `{name}` over synapses"), help);
                return None;
            }
        };
        if let Some(inner) = inner_reduction(&value).or_else(|| inner_reduction(condition.as_ref()?)) {
            return self.nested(inner);
        }
        let Some(scope) = self.loops.last() else {
            let help = "a synapse begins with an expression of its own ends";
            self.diagnostics.error_with_help(
                location,
                "there are no sums in the initial value of a synapse variable",
                help,
            );
            return None;
        };
        let kind = Kind::Synaptic {
            synapses: scope.synapses,
            end: scope.end,
            value: Box::new(value),
            condition: condition.map(Box::new),
        };
        Some(Expression { location, kind, ty: Type::Number, rank: Rank::Own })
    }
}

/// Where a sum stands in an expression.
fn inner_reduction(expression: &Expression) -> Option<Location> {
    match expression.kind {
        Kind::Reduce { .. } | Kind::Synaptic { .. } => Some(expression.location),
        _ => expression.kind.children().into_iter().find_map(inner_reduction),
    }
}

fn type_name(ty: Type) -> &'static str {
    match ty {
        Type::Number => "a number",
        Type::Integer => "an integer",
        Type::Bool => "an event or a comparison",
    }
}
