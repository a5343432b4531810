//! What calls mean inside expressions: functions, draws, and sums over neurons or synapses.

use proc_macro2::Ident;

use super::expressions::{Inside, Scope, Surroundings};
use super::functions::{self, Meaning, Problem};
use super::integers::of_integers;
use crate::diagnostics::Location;
use crate::function::{Function, Timing};
use crate::model::{BinaryOperator, Distribution, DrawId, End, Expression, Kind, Rank, Reduction, Type};
use crate::syntax::{self, ExpressionKind};

impl Scope<'_> {
    pub(super) fn call(
        &mut self,
        name: &Ident,
        arguments: &[syntax::Expression],
        condition: Option<&syntax::Expression>,
        location: Location,
    ) -> Option<Expression> {
        let meaning = match functions::find(&name.to_string(), arguments.len()) {
            Ok(meaning) => meaning,
            // `behavior!` reports these; here they only end the expression.
            Err(Problem::Unknown | Problem::Arguments(_)) => return None,
        };
        if let Some(condition) = condition.filter(|_| !matches!(meaning, Meaning::Reduction(_))) {
            let message = format!("`where` belongs to `sum`, `mean`, `min`, `max` and `count`, not to `{name}`");
            self.diagnostics.error_with_help(condition.location, &message, "choose with `if ... { ... } else { ... }`");
            return None;
        }
        match meaning {
            Meaning::Elementwise(Function::Pow) => self.power(&arguments[0], &arguments[1], location),
            Meaning::Elementwise(function) => {
                let values = self.values(arguments)?;
                if let Some(integer) = of_integers(function, &values, location) {
                    return Some(integer);
                }
                let values = self.as_numbers(values, name)?;
                let rank = values.iter().fold(Rank::Scalar, |rank, value| rank.join(value.rank));
                Some(Expression { location, kind: Kind::Call(function, values), ty: Type::Number, rank })
            }
            Meaning::Draw(distribution) => {
                let bounds = self.numbers(arguments, name)?;
                self.draw(distribution, bounds, location)
            }
            Meaning::Bernoulli => {
                let probability = self.numbers(arguments, name)?.remove(0);
                let draw = self.draw(Distribution::Uniform, Vec::new(), location)?;
                self.combine(BinaryOperator::Less, draw, probability, location)
            }
            Meaning::Poisson => {
                let mean = self.numbers(arguments, name)?.remove(0);
                let uniform = self.draw(Distribution::Uniform, Vec::new(), location)?;
                let normal = self.draw(Distribution::Normal, Vec::new(), location)?;
                let rank = uniform.rank.join(mean.rank);
                let kind = Kind::Call(Function::Poisson, vec![uniform, normal, mean]);
                Some(Expression { location, kind, ty: Type::Number, rank })
            }
            Meaning::Timing(timing) => {
                let values = self.numbers(arguments, name)?;
                self.timing(timing, values, location)
            }
            Meaning::Interpolation => {
                let values = self.numbers(arguments, name)?;
                self.interpolation(values, location)
            }
            Meaning::ToInteger => self.integer(&arguments[0], location),
            Meaning::Reduction(reduction) => self.reduction(reduction, name, &arguments[0], condition, location),
        }
    }

    /// `every(period)`, `every(period, first)`, `between(start, end)`, `phase(period)`, `phase(period, first)`, `steps(time)`.
    fn timing(&mut self, timing: Timing, mut values: Vec<Expression>, location: Location) -> Option<Expression> {
        let is_period = matches!(timing, Timing::Every | Timing::Phase);
        if is_period
            && let Some(Expression { location, kind: Kind::Number(period), .. }) = values.first()
            && *period <= 0.0
        {
            let message = format!("the period of `{}` has to be positive", timing.name());
            self.diagnostics.error_with_help(*location, &message, "it is a time, in the unit of `dt`");
            return None;
        }
        if is_period && values.len() == 1 {
            values.push(Expression { location, kind: Kind::Number(0.0), ty: Type::Number, rank: Rank::Scalar });
        }
        let rank = values.iter().fold(Rank::Scalar, |rank, value| rank.join(value.rank));
        let ty = if timing.is_condition() { Type::Bool } else { Type::Number };
        Some(Expression { location, kind: Kind::Timing(timing, values), ty, rank })
    }

    /// `interpolate(x, x0, y0, x1, y1, ...)`
    fn interpolation(&mut self, mut values: Vec<Expression>, location: Location) -> Option<Expression> {
        let rank = values.iter().fold(Rank::Scalar, |rank, value| rank.join(value.rank));
        let value = Box::new(values.remove(0));
        let points: Vec<[Expression; 2]> =
            values.chunks_exact(2).map(|point| [point[0].clone(), point[1].clone()]).collect();
        for pair in points.windows(2) {
            if let (Some(before), Some(after)) = (pair[0][0].literal(), pair[1][0].literal())
                && before >= after
            {
                let message = format!("the points of `interpolate` ascend, and {after:?} does not follow {before:?}");
                let help = "behind the value stand points, each as two numbers: `interpolate(v, x0, y0, x1, y1)`";
                self.diagnostics.error_with_help(pair[1][0].location, &message, help);
                return None;
            }
        }
        Some(Expression { location, kind: Kind::Interpolation(value, points), ty: Type::Number, rank })
    }

    fn numbers(&mut self, arguments: &[syntax::Expression], function: &Ident) -> Option<Vec<Expression>> {
        let values = self.values(arguments)?;
        self.as_numbers(values, function)
    }

    fn values(&mut self, arguments: &[syntax::Expression]) -> Option<Vec<Expression>> {
        let values: Vec<Option<Expression>> = arguments.iter().map(|argument| self.expression(argument)).collect();
        values.into_iter().collect()
    }

    fn as_numbers(&mut self, values: Vec<Expression>, function: &Ident) -> Option<Vec<Expression>> {
        let what = format!("an argument of `{function}`");
        let numbers = values.into_iter().map(|value| self.convert(value, Type::Number, &what));
        numbers.collect::<Vec<Option<Expression>>>().into_iter().collect()
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
                (Kind::Call(Function::Pow, vec![base, exponent]), rank)
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
        let id = self.draw_id(location)?;
        let is_of_synapse = matches!(id, DrawId::OfSynapse(_)) || self.surroundings.synapses().is_some();
        let rank = if is_of_synapse { Rank::Pair } else { Rank::Own };
        let number = |kind, rank| Expression { location, kind, ty: Type::Number, rank };
        if bounds.len() == 4 {
            bounds.insert(0, number(Kind::Draw(Distribution::Uniform, id), rank));
            let rank = bounds.iter().fold(rank, |rank, bound| rank.join(bound.rank));
            return Some(number(Kind::Call(Function::TruncatedNormal, bounds), rank));
        }
        let draw = number(Kind::Draw(distribution, id), rank);
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

    /// A draw for each neuron, or in a sum over synapses and in an update of them for each synapse.
    fn draw_id(&mut self, location: Location) -> Option<DrawId> {
        if matches!(self.surroundings, Surroundings::Recorder) {
            let message = "a recorder draws nothing, so that a run is the same without it";
            let help = "let a behavior draw into a state, and record that";
            self.diagnostics.error_with_help(location, message, help);
            return None;
        }
        match self.inside_synapses {
            None => {
                self.draw_count += 1;
                Some(DrawId::OfElement(self.draw_count - 1))
            }
            Some(_) if !self.loops.is_empty() => {
                self.synapse_draw_count += 1;
                Some(DrawId::OfSynapse(self.synapse_draw_count - 1))
            }
            Some(_) => {
                let help = "draw into a local before the sum, one value for each neuron";
                self.diagnostics.error_with_help(location, "there are no draws in a sum over the neurons", help);
                None
            }
        }
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
        let is_of_synapses = self.names_synapses(value) || condition.is_some_and(|value| self.names_synapses(value));
        let outer = self.inside_synapses.replace(Inside::Sum);
        let value =
            if reduction == Reduction::Count { self.condition(value) } else { self.number(value, "what is added up") };
        let condition = condition.map(|condition| self.condition(condition));
        self.inside_synapses = outer;
        let (value, condition) = (value?, condition.map_or(Some(None), |condition| condition.map(Some))?);
        let rank = condition.as_ref().map_or(value.rank, |condition| value.rank.join(condition.rank));
        if is_of_synapses || rank == Rank::Other || rank == Rank::Pair {
            if outer == Some(Inside::Update) {
                return self.nested(location);
            }
            return self.synaptic(reduction, name, value, condition, location);
        }
        if outer.is_some() {
            return self.nested(location);
        }
        if let Some(inner) = inner_reduction(&value).or_else(|| inner_reduction(condition.as_ref()?)) {
            return self.nested(inner);
        }
        let ty = if reduction == Reduction::Count { Type::Integer } else { Type::Number };
        let kind = Kind::Reduce { reduction, value: Box::new(value), condition: condition.map(Box::new) };
        Some(Expression { location, kind, ty, rank: Rank::Scalar })
    }

    /// Whether an expression names the synapses of the loop around, whatever of them.
    fn names_synapses(&self, value: &syntax::Expression) -> bool {
        let loops = || self.loops.iter().filter_map(|scope| scope.name.as_ref());
        matches!(&value.kind, ExpressionKind::Path(root, _) if loops().any(|name| name == root))
            || value.children().into_iter().any(|child| self.names_synapses(child))
    }

    fn nested(&mut self, location: Location) -> Option<Expression> {
        self.diagnostics.error_with_help(
            location,
            "a sum stands alone, not in another sum or in an assignment to synapses",
            "put it into a local first: `let total = sum(...);`",
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
        let (synapses, end) = (scope.synapses, scope.end);
        self.at_synapses(end, &[&value], condition.as_ref())?;
        let kind = Kind::Synaptic { synapses, end, value: Box::new(value), condition: condition.map(Box::new) };
        Some(Expression { location, kind, ty: Type::Number, rank: Rank::Own })
    }
}

impl Scope<'_> {
    /// What is computed for each synapse has to be made of what there is at the synapse.
    pub(super) fn at_synapses(
        &mut self,
        end: End,
        values: &[&Expression],
        condition: Option<&Expression>,
    ) -> Option<()> {
        self.selected_by_arrivals(end, values, condition)?;
        values.iter().copied().chain(condition).try_for_each(|value| self.in_front_of_dendrite(value))
    }

    /// Events that arrive one synapse after the other select synapses, and can do nothing else.
    fn selected_by_arrivals(&mut self, end: End, values: &[&Expression], condition: Option<&Expression>) -> Option<()> {
        let conjuncts = condition.map(Expression::conjuncts).unwrap_or_default();
        let selecting = conjuncts.iter().position(|conjunct| self.model.is_sent(conjunct, end));
        let others = conjuncts.iter().enumerate().filter(|(place, _)| Some(*place) != selecting);
        let rest: Vec<&Expression> = values.iter().copied().chain(others.map(|(_, conjunct)| *conjunct)).collect();
        let Some(location) = rest.into_iter().find_map(inner_arrival) else { return Some(()) };
        let message = "these synapses have a delay each, and their events can only select them";
        let help = "write the event as the condition, alone or before `&&`: `where s.src.fired && ...`";
        self.diagnostics.error_with_help(location, message, help);
        None
    }
}

impl Scope<'_> {
    /// What a neuron has now is not yet at synapses that a dendrite takes time to reach.
    fn in_front_of_dendrite(&mut self, value: &Expression) -> Option<()> {
        let scope = self.loops.last()?;
        if scope.end != End::Afferent || self.model.synapse_group(scope.synapses).dendritic_delay.is_none() {
            return Some(());
        }
        let Some(location) = beyond_dendrite(value) else { return Some(()) };
        let name = scope.name.as_ref().map_or("s".to_owned(), ToString::to_string);
        let message = "these synapses have a dendritic delay, and this is what the neuron has now";
        let help =
            format!("they know variables of the neuron as they arrive, `{name}.dst.x`, and neither locals nor inputs");
        self.diagnostics.error_with_help(location, message, &help);
        None
    }
}

/// Where something is read that is the neuron's own and may change.
fn beyond_dendrite(expression: &Expression) -> Option<Location> {
    match expression.kind {
        Kind::Variable(..) | Kind::Local(_) | Kind::Input(_) if expression.rank == Rank::Own => {
            Some(expression.location)
        }
        _ => expression.kind.children().into_iter().find_map(beyond_dendrite),
    }
}

/// Where an event is read that arrives one synapse after the other.
fn inner_arrival(expression: &Expression) -> Option<Location> {
    match expression.kind {
        Kind::Arrival(..) if expression.rank == Rank::Pair && expression.ty == Type::Bool => Some(expression.location),
        _ => expression.kind.children().into_iter().find_map(inner_arrival),
    }
}

/// Where a sum stands in an expression.
fn inner_reduction(expression: &Expression) -> Option<Location> {
    match expression.kind {
        Kind::Reduce { .. } | Kind::Synaptic { .. } => Some(expression.location),
        _ => expression.kind.children().into_iter().find_map(inner_reduction),
    }
}
