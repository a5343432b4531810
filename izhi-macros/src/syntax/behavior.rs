//! The declaration of a behaviour.
//!
//! ```text
//! behavior := doc* visibility name ('(' name,* ')')? '{' section* '}'
//! section  := 'param' fields | 'constant' fields | 'input' fields | 'state' fields
//!           | 'integer' fields | 'flag' fields | 'event' fields | ('afferent' | 'efferent') ('(' tag ')')? fields
//!           | 'record' ('values' | 'events' | 'rates') ';'
//!           | 'numbers' '{' unit,* '}'
//!           | 'equations' equations
//!           | 'step' block
//! fields   := '{' (doc* name (':' expression)? ('in' unit)? ('decays' '(' expression ')')? ('where' expression)?),* '}'
//! ```

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};
use syn::parse::{Parse, ParseStream};
use syn::{Token, Visibility, braced};

use super::equation::Equations;
use super::expression::{Expression, ExpressionKind};
use super::statement::{End, Statement, parse_tag, statements};
use super::{Doc, Field, declared_name, fields, keyword, parenthesized_names, part, skip_item};
use crate::unit::Dimension;

/// What a parameter with a number for each neuron is written in: `tau: each(normal(20.0, 2.0))`.
pub(crate) const EACH: &str = "each";

/// A behaviour: what it declares and what it does in every iteration.
#[derive(Clone)]
pub(crate) struct Behavior {
    pub(crate) doc: Doc,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    /// Tags and variables that a network can call otherwise.
    pub(crate) names: Vec<Ident>,
    /// Numbers with a default, or without one where the group has to give the value, and with what has to hold of them.
    pub(crate) parameters: Vec<Field>,
    /// Numbers that are made of parameters, `dt` and other constants of the group.
    pub(crate) constants: Vec<Field>,
    /// Arrays of values that the builder is given, one row for each iteration.
    pub(crate) inputs: Vec<Field>,
    /// The group's variables that this behaviour declares.
    pub(crate) variables: Vec<Variable>,
    /// Variables that it declares for the synapse groups that arrive or leave.
    pub(crate) synapse_variables: Vec<EndVariables>,
    /// Present where the behaviour records a list of variables.
    pub(crate) record: Option<(RecordKind, Span)>,
    /// The units in which its equations and statements are of plain numbers, where they are.
    pub(crate) numbers: Option<Vec<Dimension>>,
    /// How variables change in time; `step` says when and by which method.
    pub(crate) equations: Equations,
    pub(crate) step: Vec<Statement>,
    /// The sections that could not be parsed; the behaviour has the others.
    pub(crate) errors: Vec<syn::Error>,
}

/// One value, or one event, for each neuron.
#[derive(Clone)]
pub(crate) struct Variable {
    pub(crate) field: Field,
    pub(crate) kind: VariableKind,
}

/// What a variable of neurons is; each kind has a section of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum VariableKind {
    /// A number of the network's float type.
    State,
    /// A whole number of 64 bits.
    Integer,
    /// True or false, until something is assigned to it.
    Flag,
    /// True or false, in one iteration.
    Event,
}

impl VariableKind {
    /// Whether it is true or false.
    pub(crate) fn is_event(self) -> bool {
        matches!(self, VariableKind::Flag | VariableKind::Event)
    }

    /// Whether it stays as it is until something is assigned to it.
    pub(crate) fn lasts(self) -> bool {
        self != VariableKind::Event
    }

    /// The section that declares it, and how its value is written there.
    pub(crate) fn declared(self) -> [&'static str; 2] {
        match self {
            VariableKind::State => ["state", "0.0"],
            VariableKind::Integer => ["integer", "0"],
            VariableKind::Flag => ["flag", "false"],
            VariableKind::Event => ["event", "false"],
        }
    }

    /// What it is, in a sentence.
    pub(crate) fn words(self) -> &'static str {
        match self {
            VariableKind::State => "a state",
            VariableKind::Integer => "an integer",
            VariableKind::Flag => "a flag",
            VariableKind::Event => "an event",
        }
    }
}

/// `afferent(TAG) { W: uniform() }`; without a tag, for all synapse groups at that end.
#[derive(Clone)]
pub(crate) struct EndVariables {
    pub(crate) end: End,
    pub(crate) tag: Option<Ident>,
    pub(crate) fields: Vec<Field>,
}

/// What a recorder keeps: the value in every iteration, the moments of events, or how many of the neurons had one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum RecordKind {
    Values,
    Events,
    Rates,
}

/// One section of a behaviour, as parsed.
pub(crate) enum Section {
    Parameters(Vec<Field>),
    Constants(Vec<Field>),
    Inputs(Vec<Field>),
    Variables(Vec<Variable>),
    SynapseVariables(EndVariables),
    Record(RecordKind, Span),
    Numbers(Vec<Dimension>),
    Equations(Equations),
    Step(Vec<Statement>),
}

impl Behavior {
    /// What is left of a behaviour in which something is wrong: the names that it declares, each once.
    pub(crate) fn without_bodies(mut self) -> Behavior {
        let mut seen = BTreeSet::new();
        let mut is_new = |field: &Field| seen.insert(field.name.to_string());
        self.parameters.retain(&mut is_new);
        self.constants.retain(&mut is_new);
        self.inputs.retain(&mut is_new);
        self.variables.retain(|variable| is_new(&variable.field));
        for variables in &mut self.synapse_variables {
            let mut seen = BTreeSet::new();
            variables.fields.retain(|field| seen.insert(field.name.to_string()));
        }
        let ends = self.synapse_variables.iter_mut().flat_map(|variables| &mut variables.fields);
        for field in self.parameters.iter_mut().chain(&mut self.constants).chain(ends) {
            let location = (&field.name).into();
            let zero = Expression { location, kind: ExpressionKind::Number(0.0, None) };
            // Whether a parameter is one number or one for each neuron is what those see who set it.
            let kind = match field.value.take().map(|value| value.kind) {
                Some(ExpressionKind::Call { function, .. }) if function == EACH => {
                    ExpressionKind::Call { function, arguments: vec![zero], condition: None }
                }
                _ => zero.kind,
            };
            field.value = Some(Expression { location, kind });
            (field.decay, field.condition) = (None, None);
        }
        for field in self.inputs.iter_mut().chain(self.variables.iter_mut().map(|variable| &mut variable.field)) {
            (field.value, field.condition) = (None, None);
        }
        self.equations = Equations::default();
        self.step.clear();
        self
    }
}

impl Parse for Behavior {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut behavior = Behavior {
            doc: input.parse()?,
            visibility: input.parse()?,
            name: declared_name(input, "the name of the behavior")?,
            names: parenthesized_names(input)?.unwrap_or_default(),
            parameters: Vec::new(),
            constants: Vec::new(),
            inputs: Vec::new(),
            variables: Vec::new(),
            synapse_variables: Vec::new(),
            record: None,
            numbers: None,
            equations: Equations::default(),
            step: Vec::new(),
            errors: Vec::new(),
        };
        let content;
        braced!(content in input);
        while !content.is_empty() {
            let Some(section) = part(&content, &mut behavior.errors, skip_item)? else { continue };
            match section {
                Section::Parameters(fields) => behavior.parameters.extend(fields),
                Section::Constants(fields) => behavior.constants.extend(fields),
                Section::Inputs(fields) => behavior.inputs.extend(fields),
                Section::Variables(variables) => behavior.variables.extend(variables),
                Section::SynapseVariables(variables) => behavior.synapse_variables.push(variables),
                Section::Record(kind, span) => behavior.record = Some((kind, span)),
                Section::Numbers(units) => behavior.numbers.get_or_insert_default().extend(units),
                Section::Equations(more) => {
                    behavior.equations.terms.extend(more.terms);
                    behavior.equations.equations.extend(more.equations);
                }
                Section::Step(statements) => behavior.step.extend(statements),
            }
        }
        Ok(behavior)
    }
}

impl Parse for Section {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.parse::<Option<keyword::param>>()?.is_some() {
            Ok(Section::Parameters(fields(input)?))
        } else if input.parse::<Option<keyword::constant>>()?.is_some() {
            Ok(Section::Constants(fields(input)?))
        } else if input.parse::<Option<keyword::input>>()?.is_some() {
            Ok(Section::Inputs(fields(input)?))
        } else if input.parse::<Option<keyword::state>>()?.is_some() {
            Ok(Section::Variables(variables(input, VariableKind::State)?))
        } else if input.parse::<Option<keyword::integer>>()?.is_some() {
            Ok(Section::Variables(variables(input, VariableKind::Integer)?))
        } else if input.parse::<Option<keyword::event>>()?.is_some() {
            Ok(Section::Variables(variables(input, VariableKind::Event)?))
        } else if input.parse::<Option<keyword::flag>>()?.is_some() {
            Ok(Section::Variables(variables(input, VariableKind::Flag)?))
        } else if input.peek(keyword::afferent) || input.peek(keyword::efferent) {
            Ok(Section::SynapseVariables(input.parse()?))
        } else if input.peek(keyword::record) {
            record(input)
        } else if input.parse::<Option<keyword::numbers>>()?.is_some() {
            Ok(Section::Numbers(super::unit::kept_units(input)?))
        } else if input.parse::<Option<keyword::equations>>()?.is_some() {
            Ok(Section::Equations(input.parse()?))
        } else if input.parse::<Option<keyword::step>>()?.is_some() {
            let content;
            braced!(content in input);
            Ok(Section::Step(statements(&content)?))
        } else {
            let sections = "`param`, `constant`, `input`, `state`, `integer`, `flag`, `event`, `afferent`, `efferent`, `record`, `numbers`, `equations` or `step`";
            Err(input.error(format!("expected a section of the behavior: {sections}")))
        }
    }
}

fn variables(input: ParseStream, kind: VariableKind) -> syn::Result<Vec<Variable>> {
    Ok(fields(input)?.into_iter().map(|field| Variable { field, kind }).collect())
}

impl Parse for EndVariables {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let end = if input.parse::<Option<keyword::afferent>>()?.is_some() {
            End::Afferent
        } else {
            input.parse::<keyword::efferent>()?;
            End::Efferent
        };
        let tag = if input.peek(syn::token::Paren) { Some(parse_tag(input)?) } else { None };
        Ok(EndVariables { end, tag, fields: fields(input)? })
    }
}

fn record(input: ParseStream) -> syn::Result<Section> {
    let span = input.parse::<keyword::record>()?.span;
    let kind = if input.parse::<Option<keyword::values>>()?.is_some() {
        RecordKind::Values
    } else if input.parse::<Option<keyword::events>>()?.is_some() {
        RecordKind::Events
    } else if input.parse::<Option<keyword::rates>>()?.is_some() {
        RecordKind::Rates
    } else {
        return Err(input.error("expected `values`, `events` or `rates`"));
    };
    input.parse::<Token![;]>()?;
    Ok(Section::Record(kind, span))
}
