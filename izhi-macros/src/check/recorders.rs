//! The variables that recorders are given in brackets: those of the neurons by their names, those of synapses behind
//! the name or a tag of their group.

use proc_macro2::Ident;

use crate::collect::UsedBehavior;
use crate::diagnostics::Diagnostics;
use crate::resolved::{
    GroupId, Instance, RecordKind, Recorded, RecordedSource, RecordedVariable, Resolved, SynapseId, VariableId,
    VariableKind,
};
use crate::syntax::{self, Behavior};

/// What a recorder has besides its variables.
const RECORDING_METHODS: [&str; 11] =
    ["iterations", "times", "len", "is_empty", "is_on", "set_on", "sample", "neurons", "clear", "reserve", "name"];

pub(super) fn check(
    network: &syntax::Network,
    used: &[UsedBehavior],
    model: &mut Resolved,
    diagnostics: &mut Diagnostics,
) {
    for (id, group) in network.groups().enumerate() {
        for (place, written) in group.instances.iter().enumerate() {
            let find = |instance: &Instance| instance.written == (id, place);
            let Some(index) = model.instances.iter().position(find) else { continue };
            let used = &used[model.instances[index].behavior.0];
            let Some(behavior) = &used.declaration else { continue };
            let Some((kind, names)) = listed(written, behavior, used.is_broken, diagnostics) else { continue };
            let mut recorder =
                Recorder { model, group: GroupId(id), behavior, kind, variables: Vec::new(), diagnostics };
            names.iter().for_each(|name| recorder.variable(name));
            model.instances[index].recorded = Some(Recorded { kind, variables: recorder.variables });
        }
    }
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
    group: GroupId,
    behavior: &'a Behavior,
    kind: RecordKind,
    variables: Vec<RecordedVariable>,
    diagnostics: &'a mut Diagnostics,
}

impl Recorder<'_> {
    fn variable(&mut self, written: &syntax::Recorded) {
        let found = match &written.synapses {
            Some(tag) => self.of_synapses(tag, &written.name),
            None => self.of_neurons(&written.name),
        };
        let Some(source) = found else { return };
        let name = match &written.synapses {
            Some(tag) => format!("{tag}_{}", written.name),
            None => written.name.to_string(),
        };
        if RECORDING_METHODS.contains(&name.as_str()) {
            let message = format!("the name `{name}` is taken: every recorder has something else of that name");
            self.diagnostics.error_with_help(&written.name, &message, "rename the variable to record it");
        } else if self.variables.iter().any(|earlier| earlier.name == name || earlier.source == source) {
            let message = format!("duplicate recorder variable name `{}`", written.name);
            self.diagnostics.error_with_help(&written.name, &message, "name it once");
        } else {
            self.variables.push(RecordedVariable { name, source, location: (&written.name).into() });
        }
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
        if self.kind == RecordKind::Events && declared.kind.lasts() {
            let what = if declared.kind == VariableKind::State { "a number" } else { declared.kind.words() };
            let message = format!("type mismatch: `{}` records events, and `{name}` is {what}", self.behavior.name);
            self.diagnostics.error_with_help(name, &message, &format!("record it with `Recorder [{name}]`"));
            return None;
        }
        Some(RecordedSource::Neurons(VariableId(found)))
    }

    fn of_synapses(&mut self, tag: &Ident, name: &Ident) -> Option<RecordedSource> {
        let id = self.synapse_group(tag)?;
        if self.kind == RecordKind::Events {
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
