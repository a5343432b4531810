//! Calls of Rust functions: what they are given is computed first.

use super::{Lowerer, Storage};
use crate::model::{self, Expression, Kind, Target, Type};
use crate::resolved::{FunctionId, SynapseId};
use crate::schedule::{Argument, Kernel, NodeKind, Operation, Place, Rank};

impl Lowerer<'_> {
    pub(super) fn call(&mut self, function: FunctionId, arguments: &[model::Argument], mask: Option<Storage>) {
        let arguments = arguments.iter().map(|argument| self.argument(argument)).collect();
        // The checker lets no condition in that differs between neurons.
        let guard = mask.and_then(|mask| if let Storage::Register(register) = mask { Some(register) } else { None });
        self.operations.push(Operation::Call { function, arguments, guard });
    }

    fn argument(&mut self, argument: &model::Argument) -> Argument<Place> {
        match argument {
            model::Argument::Value(value) => self.given(value),
            model::Argument::Variable(variable) => {
                let place = Place::Variable(self.group, *variable);
                if self.begin(Target::Variable(*variable)) {
                    // An event lasts one iteration.
                    let mut kernel = Kernel::new();
                    let value = kernel.node(NodeKind::Bool(false), Type::Bool, Rank::One);
                    kernel.stores.push((place, value));
                    self.operations.push(Operation::Map(kernel));
                }
                let ty = Type::of(self.model.network.group(self.group).variables[variable.0].kind);
                Argument::Neurons { place, ty, is_changed: true }
            }
            model::Argument::Synapses(synapses, variable) => self.synapses(*synapses, *variable, true),
            model::Argument::Random(id) => {
                let next = self.draws.len();
                Argument::Random(*self.draws.entry(*id).or_insert(next))
            }
        }
    }

    fn synapses(&self, synapses: SynapseId, variable: usize, is_changed: bool) -> Argument<Place> {
        let (structure, values) = (Place::Structure(synapses), Place::Synapse(synapses, variable));
        Argument::Synapses { structure, values, is_changed }
    }

    /// A variable is given as it is, everything else is computed before.
    fn given(&mut self, value: &Expression) -> Argument<Place> {
        let place = match value.kind {
            Kind::SynapseVariable(synapses, variable) => return self.synapses(synapses, variable, false),
            Kind::Variable(group, variable) => Place::Variable(group, variable),
            Kind::Arrival(synapses, side, variable) => self.arrival(synapses, side, variable, value).0,
            _ => {
                let mut kernel = Kernel::new();
                let node = self.expression(value, &mut kernel);
                match self.keep(kernel, node, value.ty) {
                    Storage::Register(register) => return Argument::Register(register, value.ty),
                    Storage::Temporary(place) => place,
                }
            }
        };
        Argument::Neurons { place, ty: value.ty, is_changed: false }
    }
}
