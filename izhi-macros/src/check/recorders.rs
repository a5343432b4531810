//! What recorders are given in brackets: variables of the neurons by their names, those of synapses behind
//! the name or a tag of their group, and expressions, which are typed here.

use proc_macro2::Ident;

use super::behavior;
use super::expressions::{Scope, Surroundings};
use crate::collect::UsedBehavior;
use crate::diagnostics::Diagnostics;
use crate::model::{Expression, Rank, Type};
use crate::resolved::{
    GroupId, Instance, InstanceId, RecordKind, Recorded, RecordedSource, RecordedVariable, Resolved, SynapseId,
    VariableId, VariableKind,
};
use crate::syntax::{self, Behavior, ExpressionKind};

/// What a recorder has besides its variables.
const RECORDING_METHODS: [&str; 11] =
    ["iterations", "times", "len", "is_empty", "is_on", "set_on", "sample", "neurons", "clear", "reserve", "name"];

/// The expressions of each instance that records.
pub(super) fn check(
    network: &syntax::Network,
    used: &[UsedBehavior],
    model: &mut Resolved,
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<Expression>> {
    let mut expressions: Vec<Vec<Expression>> = model.instances.iter().map(|_| Vec::new()).collect();
    for (id, group) in network.groups().enumerate() {
        for (place, written) in group.instances.iter().enumerate() {
            let find = |instance: &Instance| instance.written == (id, place);
            let Some(index) = model.instances.iter().position(find) else { continue };
            let used = &used[model.instances[index].behavior.0];
            let Some(behavior) = &used.declaration else { continue };
            let Some((kind, names)) = listed(written, behavior, used.is_broken, diagnostics) else { continue };
            let (id, group) = (InstanceId(index), GroupId(id));
            let expressions = &mut expressions[index];
            let mut recorder =
                Recorder { model, id, group, behavior, kind, variables: Vec::new(), expressions, diagnostics };
            names.iter().for_each(|written| recorder.add(written));
            model.instances[index].recorded = Some(Recorded { kind, variables: recorder.variables });
        }
    }
    expressions
}

/// What a recorder is given, where that is what it needs.
fn listed<'a>(
    written: &'a syntax::Instance,
    behavior: &Behavior,
    is_broken: bool,
    diagnostics: &mut Diagnostics,
) -> Option<(RecordKind, &'a [syntax::Recorded])> {
    let some = written.variables.as_deref().filter(|names| !names.is_empty());
    match (behavior.record, some) {
        (None, _) if is_broken => None,
        (None, None) => None,
        (None, Some(_)) => {
            let message = format!("`{}` takes no list of variables", behavior.name);
            diagnostics.error_with_help(&written.behavior, &message, "only a behavior that records does");
            None
        }
        (Some(_), None) => {
            let message = format!("`{}` needs the list of variables to record", behavior.name);
            diagnostics.error_with_help(&written.behavior, &message, &format!("write `{} [v, u]`", behavior.name));
            None
        }
        (Some((kind, _)), Some(names)) => Some((kind, names)),
    }
}

struct Recorder<'a> {
    model: &'a Resolved,
    id: InstanceId,
    group: GroupId,
    behavior: &'a Behavior,
    kind: RecordKind,
    variables: Vec<RecordedVariable>,
    expressions: &'a mut Vec<Expression>,
    diagnostics: &'a mut Diagnostics,
}

impl Recorder<'_> {
    fn add(&mut self, written: &syntax::Recorded) {
        let (found, name, label) = match written {
            syntax::Recorded::Variable(name) => (self.of_neurons(name), name, name.to_string()),
            syntax::Recorded::Synapses { tag, name } => (self.of_synapses(tag, name), name, format!("{tag}_{name}")),
            syntax::Recorded::Expression { value, name } => (self.expression(value), name, name.to_string()),
        };
        let Some(source) = found else { return };
        if RECORDING_METHODS.contains(&label.as_str()) {
            let message = format!("the name `{label}` is taken: every recorder has something else of that name");
            let help = match written {
                syntax::Recorded::Variable(_) if self.kind != RecordKind::Values => {
                    "rename the event to record it".to_owned()
                }
                syntax::Recorded::Variable(_) => format!("record it under another name: `{name} as recorded_{name}`"),
                syntax::Recorded::Synapses { .. } => "rename the variable to record it".to_owned(),
                syntax::Recorded::Expression { .. } => "give what is recorded another name".to_owned(),
            };
            self.diagnostics.error_with_help(name, &message, &help);
        } else if self.variables.iter().any(|earlier| earlier.name == label || earlier.source == source) {
            let message = format!("duplicate recorder variable name `{name}`");
            self.diagnostics.error_with_help(name, &message, "name it once");
        } else {
            self.variables.push(RecordedVariable { name: label, source, location: name.into() });
        }
    }

    /// What is computed of the group in each iteration. It leaves the network as it is without its recorders, so that it
    /// draws nothing.
    fn expression(&mut self, written: &syntax::Expression) -> Option<RecordedSource> {
        if self.kind != RecordKind::Values {
            let message = format!("type mismatch: `{}` records events, and this is an expression", self.behavior.name);
            let help = match &written.kind {
                ExpressionKind::Name(name) => format!("events keep their names in it: write `{name}`"),
                _ => "let a behavior declare an event and assign it, or write it into a `Recorder`".to_owned(),
            };
            self.diagnostics.error_with_help(written.location, &message, &help);
            return None;
        }
        behavior::expression(written, self.diagnostics);
        let mut scope = Scope::new(self.model, self.id, Surroundings::Recorder, self.diagnostics);
        let value = scope.expression(written)?;
        let kind = match value.ty {
            Type::Number => VariableKind::State,
            Type::Integer => VariableKind::Integer,
            Type::Bool => VariableKind::Flag,
        };
        let (number, is_one) = (self.expressions.len(), value.rank == Rank::Scalar);
        self.expressions.push(value);
        Some(RecordedSource::Expression { number, kind, is_one })
    }

    fn of_neurons(&mut self, name: &Ident) -> Option<RecordedSource> {
        let group = self.model.group(self.group);
        let Some(found) = group.variables.iter().position(|variable| variable.name == *name) else {
            let known: Vec<String> = (group.variables.iter())
                .filter(|variable| self.kind == RecordKind::Values || !variable.kind.lasts())
                .map(|variable| variable.name.to_string())
                .collect();
            if !group.is_incomplete {
                self.diagnostics.unknown("recorder variable", name, &format!("in group `{}`", group.name), &known);
            }
            return None;
        };
        let declared = &group.variables[found];
        if self.kind != RecordKind::Values && declared.kind.lasts() {
            let what = if declared.kind == VariableKind::State { "a number" } else { declared.kind.words() };
            let message = format!("type mismatch: `{}` records events, and `{name}` is {what}", self.behavior.name);
            self.diagnostics.error_with_help(name, &message, &format!("record it with `Recorder [{name}]`"));
            return None;
        }
        Some(RecordedSource::Neurons(VariableId(found)))
    }

    fn of_synapses(&mut self, tag: &Ident, name: &Ident) -> Option<RecordedSource> {
        let id = self.synapse_group(tag)?;
        if self.kind != RecordKind::Values {
            let message = format!("type mismatch: `{}` records events, and synapses have none", self.behavior.name);
            let help = format!("record it with `Recorder [{tag}.{name}]`");
            self.diagnostics.error_with_help(name, &message, &help);
            return None;
        }
        let synapses = self.model.synapse_group(id);
        let found = synapses.variables.iter().position(|variable| variable.name == *name);
        let ends = [synapses.source, synapses.target];
        if found.is_none() && !ends.iter().any(|end| self.model.group(*end).is_incomplete) {
            let known: Vec<String> = synapses.variables.iter().map(|variable| variable.name.to_string()).collect();
            let place = format!("of synapse group `{}`", synapses.name);
            self.diagnostics.unknown("recorder variable", name, &place, &known);
        }
        found.map(|variable| RecordedSource::Synapses(id, variable))
    }

    /// The one synapse group at the recorder's group with the name or the tag.
    fn synapse_group(&mut self, tag: &Ident) -> Option<SynapseId> {
        let here: Vec<(SynapseId, String)> =
            self.model.synapses_at(self.group).map(|(id, synapses)| (id, synapses.name.to_string())).collect();
        if let Some((id, _)) = here.iter().find(|(_, name)| tag == name) {
            return Some(*id);
        }
        let has_tag = |id: SynapseId| self.model.synapse_group(id).tags.iter().any(|known| tag == known);
        let tagged: Vec<&(SynapseId, String)> = here.iter().filter(|(id, _)| has_tag(*id)).collect();
        match tagged[..] {
            [(id, _)] => Some(*id),
            [] => {
                let known: Vec<String> = here.into_iter().map(|(_, name)| name).collect();
                let place = format!("at group `{}`", self.model.group(self.group).name);
                self.diagnostics.unknown("synapse group", tag, &place, &known);
                None
            }
            _ => {
                let names: Vec<String> = tagged.iter().map(|(_, name)| name.clone()).collect();
                let message = format!("`{tag}` is the tag of {} synapse groups at this group", names.len());
                let help = format!("name the one to record: {}", crate::diagnostics::list(&names));
                self.diagnostics.error_with_help(tag, &message, &help);
                None
            }
        }
    }
}
