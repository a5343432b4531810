//! The units of a network: of what it gives to its behaviours and synapses, and of the names that behaviours have from
//! each other.

use super::behavior::{assigned, within};
use super::declared::{Declared, is_zero};
use super::expression::Measuring;
use super::learnt::{Learnt, Owner, Reason};
use super::{Known, Others, in_words};
use crate::collect::UsedBehavior;
use crate::diagnostics::Diagnostics;
use crate::model::End;
use crate::resolved::{BehaviorInfo, GroupId, InstanceId, Measured, Resolved, SynapseGroup, SynapseId};
use crate::syntax::{self, Expression, ExpressionKind, Field, NetworkItem, PropertyValue, Setting};
use crate::unit::Dimension;

/// Checks all that the network puts together, and says what it measures.
pub(in crate::check) fn check(
    network: &syntax::Network,
    used: &[UsedBehavior],
    model: &Resolved,
    diagnostics: &mut Diagnostics,
) -> Measured {
    let declared: Vec<Declared> =
        used.iter().map(|used| used.declaration.as_ref().map_or_else(Declared::nothing, Declared::of)).collect();
    let mut units = Units { model, declared: &declared, learnt: Learnt::default() };
    units.learn(network, used);
    let units = units;
    settings(network, &units, diagnostics);
    let mut recorded = vec![Vec::new(); model.instances.len()];
    for (index, instance) in model.instances.iter().enumerate() {
        let Some(behavior) = &used[instance.behavior.0].declaration else { continue };
        let own = &declared[instance.behavior.0];
        diagnostics.within(&behavior.name, instance.name.span());
        within(behavior, own, &Around { units: &units, instance: InstanceId(index) }, diagnostics);
        units.parameters(network, InstanceId(index), diagnostics);
        recorded[index] = units.recorded(network, InstanceId(index), diagnostics);
    }
    units.properties(network, diagnostics);
    units.measured(recorded)
}

fn settings(network: &syntax::Network, units: &Units, diagnostics: &mut Diagnostics) {
    let nothing = Declared::nothing();
    for item in &network.items {
        let NetworkItem::Setting(Setting::Dt(dt)) = item else { continue };
        let around = AtSynapses { units, synapses: None };
        let known = Measuring::new(&nothing, &around, diagnostics).expression(dt);
        if let Some(own) = known.filter(|own| *own != Dimension::TIME && *own != Dimension::NONE) {
            let message = format!("units differ: `dt` is in ms, and this is in {own}");
            diagnostics.error(dt.location, message);
        }
    }
}

/// What everything in the network measures.
struct Units<'a> {
    model: &'a Resolved,
    /// Of each behaviour.
    declared: &'a [Declared],
    /// Of names in any unit.
    learnt: Learnt,
}

impl Units<'_> {
    /// A variable or constant of the neurons of a group.
    fn of_group(&self, group: GroupId, name: &str) -> Known {
        let variables = &self.model.group(group).variables;
        let variable = variables.iter().find(|variable| variable.name == *name).map(|variable| variable.declared_by);
        let mut constants = self.model.constants_of(group);
        let constant =
            || constants.find(|(_, constant)| constant.name == *name).map(|(_, constant)| constant.declared_by);
        let declared = self.declared_by(variable.or_else(constant)?).of_neurons(name).flatten();
        declared.or_else(|| self.learnt.dimension(Owner::Group(group), name))
    }

    fn of_synapses(&self, synapses: SynapseId, name: &str) -> Known {
        let variables = &self.model.synapse_group(synapses).variables;
        let variable = variables.iter().find(|variable| variable.name == *name)?;
        let declared = self.declared_by(variable.declared_by).of_synapses(name).flatten();
        declared.or_else(|| self.learnt.dimension(Owner::Synapses(synapses), name))
    }

    /// What has a unit.
    fn measured(&self, recorded: Vec<Vec<Option<Dimension>>>) -> Measured {
        let model = self.model;
        let some = |known: Known| known.filter(|dimension| *dimension != Dimension::NONE);
        let parameters = |behavior: &BehaviorInfo, known: &dyn Fn(&str) -> Known| {
            behavior.parameters.iter().map(|parameter| some(known(&parameter.name.to_string()))).collect()
        };
        let declared = model.behaviors.iter().zip(self.declared);
        let instances = model.instances.iter().enumerate();
        let groups = model.groups.iter().enumerate();
        let synapses = model.synapses.iter().enumerate();
        Measured {
            recorded,
            parameters: declared
                .map(|(behavior, own)| parameters(behavior, &|name| own.of_neurons(name).flatten()))
                .collect(),
            given: instances
                .map(|(index, instance)| {
                    let owner = Owner::Instance(InstanceId(index));
                    parameters(model.behavior(instance.behavior), &|name| self.learnt.dimension(owner, name))
                })
                .collect(),
            variables: groups
                .map(|(index, group)| {
                    let known = |name: String| some(self.of_group(GroupId(index), &name));
                    group.variables.iter().map(|variable| known(variable.name.to_string())).collect()
                })
                .collect(),
            synapses: synapses
                .map(|(index, synapses)| {
                    let known = |name: String| some(self.of_synapses(SynapseId(index), &name));
                    synapses.variables.iter().map(|variable| known(variable.name.to_string())).collect()
                })
                .collect(),
        }
    }

    /// Whether it is for the network to say what a variable measures, whoever assigns to it.
    fn is_open(&self, owner: Owner, name: &str) -> bool {
        let declared_by = match owner {
            Owner::Group(group) => {
                let mut variables = self.model.group(group).variables.iter();
                variables.find(|variable| variable.name == *name).map(|variable| variable.declared_by)
            }
            Owner::Synapses(synapses) => {
                let mut variables = self.model.synapse_group(synapses).variables.iter();
                variables.find(|variable| variable.name == *name).map(|variable| variable.declared_by)
            }
            Owner::Instance(instance) => Some(instance),
        };
        declared_by.is_some_and(|instance| self.declared_by(instance).is_open(name))
    }

    fn declared_by(&self, instance: InstanceId) -> &Declared {
        &self.declared[self.model.instance(instance).behavior.0]
    }

    /// What names in any unit measure: what the network gives them, and then what is assigned to them, as far as that goes.
    fn learn(&mut self, network: &syntax::Network, used: &[UsedBehavior]) {
        self.learn_given(network);
        loop {
            let mut has_learnt = false;
            for (index, instance) in self.model.instances.iter().enumerate() {
                let Some(behavior) = &used[instance.behavior.0].declaration else { continue };
                let around = Around { units: self, instance: InstanceId(index) };
                for found in assigned(behavior, &self.declared[instance.behavior.0], &around) {
                    let owner =
                        found.synapses.map_or(Owner::Group(instance.group), |id| Owner::Synapses(SynapseId(id)));
                    if self.is_open(owner, &found.name) {
                        has_learnt |= self.learnt.learn(owner, &found.name, found.dimension, &found.reason);
                    }
                }
            }
            if !has_learnt {
                return;
            }
        }
    }

    /// The values that groups give to parameters, and synapse groups to their variables.
    fn learn_given(&mut self, network: &syntax::Network) {
        let mut given = Vec::new();
        for (index, instance) in self.model.instances.iter().enumerate() {
            let own = &self.declared[instance.behavior.0];
            let around = Around { units: self, instance: InstanceId(index) };
            for field in self.written(network, InstanceId(index)).iter().flat_map(|written| &written.parameters) {
                if own.is_open(&field.name.to_string()) {
                    given.push((Owner::Instance(InstanceId(index)), field, measured(field, own, &around)));
                }
            }
        }
        for (id, declaration) in self.declarations(network) {
            let around = AtSynapses { units: self, synapses: Some(id) };
            for field in declaration.properties.iter().filter_map(|property| variable(&property.value)) {
                let variables = &self.model.synapse_group(id).variables;
                let variable = variables.iter().find(|variable| variable.name == field.name);
                let own = variable.map(|variable| self.declared_by(variable.declared_by));
                if own.is_some_and(|own| own.is_open(&field.name.to_string())) {
                    given.push((Owner::Synapses(id), field, measured(field, &Declared::nothing(), &around)));
                }
            }
        }
        for (owner, field, known) in given {
            let (Some(dimension), Some(value)) = (known, &field.value) else { continue };
            let words = format!("`{}: {value}` is {}", field.name, in_words(dimension));
            let reason = Reason { words, at: Some(value.location) };
            self.learnt.learn(owner, &field.name.to_string(), dimension, &reason);
        }
    }

    /// The values that a group gives to the parameters of a behaviour.
    fn parameters(&self, network: &syntax::Network, id: InstanceId, diagnostics: &mut Diagnostics) {
        let instance = self.model.instance(id);
        let own = &self.declared[instance.behavior.0];
        let Some(written) = self.written(network, id) else { return };
        for field in &written.parameters {
            let (Some(value), Some(Some(expected))) = (&field.value, own.of_neurons(&field.name.to_string())) else {
                continue;
            };
            let around = Around { units: self, instance: id };
            let mut measuring = Measuring::new(own, &around, diagnostics);
            measuring.expect(value, expected, &format!("`{}` of `{}`", field.name, written.behavior));
        }
    }

    /// The expressions that a recorder is given, and what they measure.
    fn recorded(
        &self,
        network: &syntax::Network,
        id: InstanceId,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Option<Dimension>> {
        let own = &self.declared[self.model.instance(id).behavior.0];
        // In a group without units numbers are in the unit of whoever wrote them.
        let around = self.model.instances_of(self.model.instance(id).group);
        let mut others = around.filter(|(_, instance)| instance.recorded.is_none());
        let has_units = others.any(|(id, _)| self.declared_by(id).has_units);
        let written = self.written(network, id).and_then(|written| written.variables.as_deref());
        let expressions = written.unwrap_or_default().iter().filter_map(|recorded| match recorded {
            syntax::Recorded::Expression { value, .. } => Some(value),
            syntax::Recorded::Variable(_) | syntax::Recorded::Synapses { .. } => None,
        });
        let measure = |value| {
            if !has_units {
                return None;
            }
            let around = Around { units: self, instance: id };
            let mut measuring = Measuring::new(own, &around, diagnostics);
            measuring.is_step = true;
            measuring.expression(value).filter(|dimension| *dimension != Dimension::NONE)
        };
        expressions.map(measure).collect()
    }

    /// The behaviour of a group as the network has it.
    fn written<'n>(&self, network: &'n syntax::Network, id: InstanceId) -> Option<&'n syntax::Instance> {
        let (group, place) = self.model.instance(id).written;
        network.groups().nth(group)?.instances.get(place)
    }

    /// Each synapse group with its declaration.
    fn declarations<'n>(&self, network: &'n syntax::Network) -> Vec<(SynapseId, &'n syntax::SynapseDeclaration)> {
        let declarations = network.items.iter().filter_map(|item| match item {
            NetworkItem::Synapses(synapses) => Some(synapses),
            _ => None,
        });
        let of = |declaration: &'n syntax::SynapseDeclaration| {
            let is_declared = |synapses: &SynapseGroup| {
                let [source, target] = [synapses.source, synapses.target].map(|end| &self.model.group(end).name);
                let has_ends = declaration.source == *source && declaration.targets.contains(target);
                has_ends && synapses.tags.first().is_some_and(|tag| declaration.names[0] == tag)
            };
            let groups = self.model.synapses.iter().enumerate().filter(|(_, synapses)| is_declared(synapses));
            groups.map(|(index, _)| (SynapseId(index), declaration)).collect::<Vec<_>>()
        };
        declarations.flat_map(of).collect()
    }

    /// What synapse groups say of their delays, and of what their variables begin with.
    fn properties(&self, network: &syntax::Network, diagnostics: &mut Diagnostics) {
        let nothing = Declared::nothing();
        for (id, declaration) in self.declarations(network) {
            let around = AtSynapses { units: self, synapses: Some(id) };
            for property in &declaration.properties {
                let mut measuring = Measuring::new(&nothing, &around, diagnostics);
                match &property.value {
                    PropertyValue::Delay(delay) | PropertyValue::DendriticDelay(delay) => {
                        self::delay(delay, &mut measuring);
                    }
                    PropertyValue::Variable(field) => {
                        let expected = self.of_synapses(id, &field.name.to_string());
                        if let (Some(value), Some(expected)) = (&field.value, expected) {
                            measuring.expect(value, expected, &format!("`{}`", field.name));
                        }
                    }
                    PropertyValue::Connect(_) | PropertyValue::Storage(_) | PropertyValue::Shared(_) => {}
                }
            }
        }
    }
}

/// What a synapse group says of a variable.
fn variable(property: &PropertyValue) -> Option<&Field> {
    match property {
        PropertyValue::Variable(field) => Some(field),
        _ => None,
    }
}

/// What the value of a field measures; what is wrong in it is said elsewhere.
fn measured(field: &Field, declared: &Declared, around: &dyn Others) -> Known {
    let mut silent = Diagnostics::new(field.name.span());
    Measuring::new(declared, around, &mut silent).expression(field.value.as_ref()?)
}

/// A delay is a time; a plain number is one of milliseconds, as `dt` is.
fn delay(delay: &Expression, measuring: &mut Measuring) {
    let Some(own) = measuring.expression(delay) else { return };
    let is_number = matches!(delay.kind, ExpressionKind::Number(..)) || is_zero(delay);
    if own != Dimension::TIME && own != Dimension::NONE {
        let what = if is_number { format!("`{delay}`") } else { "this".to_owned() };
        let message = format!("units differ: a delay is in ms, and {what} is {}", in_words(own));
        measuring.diagnostics.error(delay.location, message);
    }
}

/// What a behaviour of a group finds around it.
struct Around<'a> {
    units: &'a Units<'a>,
    instance: InstanceId,
}

impl Around<'_> {
    fn group(&self) -> GroupId {
        self.units.model.instance(self.instance).group
    }
}

impl Others for Around<'_> {
    fn of_neurons(&self, name: &str) -> Known {
        let given = self.units.learnt.dimension(Owner::Instance(self.instance), name);
        given.or_else(|| self.units.of_group(self.group(), name))
    }

    fn synapses(&self, end: End, tag: &str) -> Vec<usize> {
        let groups = self.units.model.synapses.iter().enumerate();
        let selected = groups.filter(|(_, synapses)| {
            synapses.ends(end).0 == self.group()
                && (tag == super::super::structure::ALL || synapses.tags.iter().any(|own| own == tag))
        });
        selected.map(|(index, _)| index).collect()
    }

    fn of_synapses(&self, synapses: usize, name: &str) -> Known {
        self.units.of_synapses(SynapseId(synapses), name)
    }

    fn at_end(&self, synapses: Option<usize>, end: &str, name: &str) -> Known {
        AtSynapses { units: self.units, synapses: synapses.map(SynapseId) }.at_end(None, end, name)
    }

    fn reason(&self, synapses: Option<usize>, name: &str) -> Option<Reason> {
        let learnt = &self.units.learnt;
        let reason = match synapses {
            Some(synapses) => learnt.reason(Owner::Synapses(SynapseId(synapses)), name),
            None => {
                let given = learnt.reason(Owner::Instance(self.instance), name);
                given.or_else(|| learnt.reason(Owner::Group(self.group()), name))
            }
        };
        reason.cloned()
    }
}

/// What an expression of the network finds at synapses.
struct AtSynapses<'a> {
    units: &'a Units<'a>,
    synapses: Option<SynapseId>,
}

impl Others for AtSynapses<'_> {
    fn of_neurons(&self, name: &str) -> Known {
        self.units.of_synapses(self.synapses?, name)
    }

    fn synapses(&self, _: End, _: &str) -> Vec<usize> {
        Vec::new()
    }

    fn of_synapses(&self, synapses: usize, name: &str) -> Known {
        self.units.of_synapses(SynapseId(synapses), name)
    }

    fn at_end(&self, _: Option<usize>, end: &str, name: &str) -> Known {
        let group = self.units.model.synapse_group(self.synapses?);
        let neurons = match end {
            "src" => group.source,
            "dst" => group.target,
            _ => return None,
        };
        self.units.of_group(neurons, name)
    }

    fn reason(&self, _: Option<usize>, _: &str) -> Option<Reason> {
        None
    }
}
