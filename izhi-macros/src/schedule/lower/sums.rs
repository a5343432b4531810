//! Sums over the neurons of a group and over synapses, each an operation before the kernel that reads it.

use super::{Lowerer, and};
use crate::model::{End, Expression, Kind, Type};
use crate::resolved::{Side, SynapseId};
use crate::schedule::{Kernel, Operation, Place};

impl Lowerer<'_> {
    pub(super) fn reduce(&mut self, kind: &Kind) -> usize {
        let Kind::Reduce { reduction, value, condition } = kind else { unreachable!("called for reductions only") };
        let mut kernel = Kernel::new();
        let value = self.expression(value, &mut kernel);
        let condition = condition.as_ref().map(|condition| self.expression(condition, &mut kernel));
        let register = self.register();
        self.operations.push(Operation::Reduce { kernel, reduction: *reduction, value, condition, register });
        register
    }

    pub(super) fn synaptic(&mut self, kind: &Kind) -> Place {
        let Kind::Synaptic { synapses, end, value, condition } = kind else { unreachable!("called for sums only") };
        let into = self.temporary(Type::Number);
        let at = if *end == End::Afferent { Side::Target } else { Side::Source };
        let structure = Place::Structure(*synapses);
        let conjuncts = condition.as_deref().map(Expression::conjuncts).unwrap_or_default();
        // Sources with an event select whole rows.
        let selecting = (at == Side::Target)
            .then(|| conjuncts.iter().position(|conjunct| self.model.network.is_sent(conjunct, *end)))
            .flatten();
        let rows = selecting.and_then(|place| self.event(conjuncts[place]));
        let operation = match (&value.kind, rows) {
            (Kind::SynapseVariable(of, weights), Some(events))
                if of == synapses && conjuncts.len() == 1 && !self.decays(*of, *weights) =>
            {
                Operation::Propagate { structure, into, weights: Place::Synapse(*of, *weights), events }
            }
            _ => {
                let mut kernel = Kernel::new();
                (self.synapses, self.end, self.is_of_arrivals) = (Some(*synapses), Some(*end), rows.is_some());
                let value = self.expression(value, &mut kernel);
                let others = conjuncts.iter().enumerate().filter(|(place, _)| Some(*place) != selecting);
                let condition = others.fold(None, |mask, (_, conjunct)| {
                    let condition = self.expression(conjunct, &mut kernel);
                    Some(and(mask, condition, &mut kernel))
                });
                (self.synapses, self.end, self.is_of_arrivals) = (None, None, false);
                Operation::SumPairs { at, structure, rows, into, kernel, value, condition }
            }
        };
        self.operations.push(operation);
        if at == Side::Target { self.conducted(*synapses, into) } else { into }
    }

    /// Sums over synapses, as they arrive at the targets.
    fn conducted(&mut self, synapses: SynapseId, from: Place) -> Place {
        if self.model.network.synapse_group(synapses).dendritic_delay.is_none() {
            return from;
        }
        let count = self.conducted.entry(synapses).or_default();
        let line = Place::Conduction(synapses, *count);
        *count += 1;
        let into = self.temporary(Type::Number);
        self.operations.push(Operation::Conduct { line, from, into });
        into
    }
}
