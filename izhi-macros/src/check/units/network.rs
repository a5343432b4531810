//! The units of a network: of what it gives to its behaviours and synapses, and of the names that behaviours have from
//! each other.

use super::behavior::within;
use super::declared::{Declared, is_zero};
use super::expression::Measuring;
use super::{Known, Others, in_words};
use crate::collect::UsedBehavior;
use crate::diagnostics::Diagnostics;
use crate::model::End;
use crate::resolved::{GroupId, InstanceId, Resolved, SynapseId};
use crate::syntax::{self, Expression, ExpressionKind, NetworkItem, PropertyValue, Setting};
use crate::unit::Dimension;

/// Checks all that the network puts together.
pub(in crate::check) fn check(
    network: &syntax::Network,
    used: &[UsedBehavior],
    model: &Resolved,
    diagnostics: &mut Diagnostics,
) {
    let declared: Vec<Declared> =
        used.iter().map(|used| used.declaration.as_ref().map_or_else(Declared::nothing, Declared::of)).collect();
    let units = Units { model, declared: &declared };
    settings(network, &units, diagnostics);
    for (index, instance) in model.instances.iter().enumerate() {
        let Some(behavior) = &used[instance.behavior.0].declaration else { continue };
        let own = &declared[instance.behavior.0];
        diagnostics.within(&behavior.name, instance.name.span());
        within(behavior, own, &Around { units: &units, group: instance.group }, diagnostics);
        units.parameters(network, InstanceId(index), diagnostics);
    }
    units.properties(network, diagnostics);
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
}

impl Units<'_> {
    /// A variable or constant of the neurons of a group.
    fn of_group(&self, group: GroupId, name: &str) -> Known {
        let variables = &self.model.group(group).variables;
        let variable = variables.iter().find(|variable| variable.name == *name).map(|variable| variable.declared_by);
        let mut constants = self.model.constants_of(group);
        let constant =
            || constants.find(|(_, constant)| constant.name == *name).map(|(_, constant)| constant.declared_by);
        self.declared_by(variable.or_else(constant)?).of_neurons(name).flatten()
    }

    fn of_synapses(&self, synapses: SynapseId, name: &str) -> Known {
        let variables = &self.model.synapse_group(synapses).variables;
        let variable = variables.iter().find(|variable| variable.name == *name)?;
        self.declared_by(variable.declared_by).of_synapses(name).flatten()
    }

    fn declared_by(&self, instance: InstanceId) -> &Declared {
        &self.declared[self.model.instance(instance).behavior.0]
    }

    /// The values that a group gives to the parameters of a behaviour.
    fn parameters(&self, network: &syntax::Network, id: InstanceId, diagnostics: &mut Diagnostics) {
        let instance = self.model.instance(id);
        let own = &self.declared[instance.behavior.0];
        let (group, place) = instance.written;
        let Some(written) = network.groups().nth(group).and_then(|group| group.instances.get(place)) else { return };
        for field in &written.parameters {
            let (Some(value), Some(Some(expected))) = (&field.value, own.of_neurons(&field.name.to_string())) else {
                continue;
            };
            let around = Around { units: self, group: instance.group };
            let mut measuring = Measuring::new(own, &around, diagnostics);
            measuring.expect(value, expected, &format!("`{}` of `{}`", field.name, written.behavior));
        }
    }

    /// What synapse groups say of their delays, and of what their variables begin with.
    fn properties(&self, network: &syntax::Network, diagnostics: &mut Diagnostics) {
        let declarations = network.items.iter().filter_map(|item| match item {
            NetworkItem::Synapses(synapses) => Some(synapses),
            _ => None,
        });
        let nothing = Declared::nothing();
        for declaration in declarations {
            let name = &declaration.names[0];
            let ids = self.model.synapses.iter().enumerate();
            let ids = ids.filter(|(_, group)| group.tags.first().is_some_and(|tag| name == tag));
            for (index, _) in ids {
                let around = AtSynapses { units: self, synapses: Some(SynapseId(index)) };
                for property in &declaration.properties {
                    let mut measuring = Measuring::new(&nothing, &around, diagnostics);
                    match &property.value {
                        PropertyValue::Delay(delay) | PropertyValue::DendriticDelay(delay) => {
                            self::delay(delay, &mut measuring);
                        }
                        PropertyValue::Variable(field) => {
                            let (Some(value), Some(expected)) =
                                (&field.value, self.of_synapses(SynapseId(index), &field.name.to_string()))
                            else {
                                continue;
                            };
                            measuring.expect(value, expected, &format!("`{}`", field.name));
                        }
                        PropertyValue::Connect(_) | PropertyValue::Storage(_) | PropertyValue::Shared(_) => {}
                    }
                }
            }
        }
    }
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
    group: GroupId,
}

impl Others for Around<'_> {
    fn of_neurons(&self, name: &str) -> Known {
        self.units.of_group(self.group, name)
    }

    fn synapses(&self, end: End, tag: &str) -> Vec<usize> {
        let groups = self.units.model.synapses.iter().enumerate();
        let selected = groups.filter(|(_, synapses)| {
            synapses.ends(end).0 == self.group
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
}
