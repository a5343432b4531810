//! A program on its way to code: what every part of the code of a program is made from.

use proc_macro2::Ident;
use quote::{format_ident, quote};

use super::functions::Functions;
use super::kernel::{KernelCode, slot};
use crate::resolved::Resolved;
use crate::schedule::{Kernel, Operation, Program, Reduction, SlotId, Type};

/// A program on its way to code.
pub(super) struct ProgramCode<'a> {
    pub(super) model: &'a Resolved,
    pub(super) program: &'a Program,
    /// The type of the behaviour's parameters.
    pub(super) parameters: &'a Ident,
    /// Of the registers.
    pub(super) types: Vec<Type>,
    /// That it can call.
    pub(super) functions: &'a Functions,
}

impl ProgramCode<'_> {
    pub(super) fn slot(&self, id: SlotId) -> Ident {
        slot(self.program, id)
    }

    /// What the synapses of a structure add to the sites of their draws.
    pub(super) fn synapse_site(&self, structure: SlotId) -> Ident {
        format_ident!("site_of_{}", self.slot(structure))
    }

    pub(super) fn kernel<'b>(&'b self, kernel: &'b Kernel<SlotId>) -> KernelCode<'b> {
        let (iteration, dt, draw_index) = (quote!(clock.iteration()), quote!(clock.dt::<Float>()), quote!(i));
        KernelCode { program: self.program, kernel, float: self.model.float, iteration, dt, draw_index }
    }
}

/// The type of each register of a program.
pub(super) fn register_types(program: &Program) -> Vec<Type> {
    let mut types = Vec::new();
    for operation in &program.operations {
        let (register, ty) = match operation {
            Operation::Scalar { kernel, value, register } => (*register, kernel.nodes[*value].ty),
            Operation::Reduce { reduction: Reduction::Count, register, .. } => (*register, Type::Integer),
            Operation::Reduce { register, .. } => (*register, Type::Number),
            _ => continue,
        };
        types.resize(types.len().max(register + 1), Type::Number);
        types[register] = ty;
    }
    types
}
