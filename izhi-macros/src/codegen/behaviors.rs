//! The parameters and inputs of each behaviour, as a structure with a field for each.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::kernel::{KernelCode, Level, node, parameter};
use super::names;
use crate::resolved::{BehaviorId, BehaviorInfo, Parameter, Resolved};
use crate::schedule::{Condition, Program, Purpose, Schedule, SlotKind};

pub(super) fn generate(model: &Resolved, schedule: &Schedule) -> TokenStream {
    let behaviors = model.behaviors.iter().enumerate();
    let of_behavior = |(id, behavior): (usize, &BehaviorInfo)| {
        let id = BehaviorId(id);
        let conditions = conditions(model, behavior, schedule, id);
        parameters(behavior, initial(schedule, id), &conditions)
    };
    behaviors.map(of_behavior).collect()
}

/// The parameters, by number, that a program for initial values reads and no other.
fn initial(schedule: &Schedule, id: BehaviorId) -> BTreeSet<usize> {
    let read = |is_initial: bool| -> BTreeSet<usize> {
        let is_wanted =
            |program: &&Program| program.behavior == id && matches!(program.purpose, Purpose::Initial(_)) == is_initial;
        let slots = schedule.programs.iter().filter(is_wanted).flat_map(|program| &program.slots);
        slots.filter_map(|slot| if let SlotKind::Parameter(number) = slot.kind { Some(number) } else { None }).collect()
    };
    &read(true) - &read(false)
}

/// What has to hold of the parameters, in words and as code.
fn conditions(model: &Resolved, behavior: &BehaviorInfo, schedule: &Schedule, id: BehaviorId) -> TokenStream {
    let own: Vec<&Condition> = schedule.conditions.iter().filter(|own| own.program.behavior == id).collect();
    if own.is_empty() {
        return TokenStream::new();
    }
    let words = own.iter().map(|condition| {
        let Parameter { name, condition, .. } = &behavior.parameters[condition.parameter];
        let (name, written) = (name.to_string(), condition.as_deref().unwrap_or_default());
        quote!((#name, #written))
    });
    let arms = own.iter().enumerate().map(|(number, condition)| {
        let Condition { program, kernel, value, .. } = condition;
        let code = KernelCode {
            program,
            kernel,
            float: model.float,
            iteration: TokenStream::new(),
            dt: quote!(dt),
            draw_index: TokenStream::new(),
        };
        let mut read: Vec<usize> = kernel.loads().map(|slot| slot.0).collect();
        read.sort_unstable();
        let bind = read.into_iter().map(|number| {
            let (local, field) = (parameter(number), names::user(&behavior.parameters[number].name));
            quote!(let #local = self.#field;)
        });
        let (nodes, value) = (code.nodes(Level::Outside), node(*value));
        quote!(#number => { #(#bind)* #nodes #value })
    });
    quote! {
        const CONDITIONS: &'static [(&'static str, &'static str)] = &[#(#words),*];
        fn holds(&self, condition: usize, dt: Float) -> bool {
            match condition {
                #(#arms)*
                _ => true,
            }
        }
    }
}

fn parameters(behavior: &BehaviorInfo, initial: BTreeSet<usize>, conditions: &TokenStream) -> TokenStream {
    let name = names::parameters(&behavior.name);
    let doc = format!("The parameters and inputs of `{}` in one group.", behavior.name);
    let parameters: Vec<Ident> = behavior.parameters.iter().map(|parameter| names::user(&parameter.name)).collect();
    let parameter_docs = behavior.parameters.iter().map(documentation);
    let inputs: Vec<Ident> = behavior.inputs.iter().map(|input| names::user(&input.name)).collect();
    let input_docs = behavior.inputs.iter().map(|input| input.doc.tokens());
    let parameter_names: Vec<String> = parameters.iter().map(Ident::to_string).collect();
    let initial_names = initial.iter().map(|number| &parameter_names[*number]);
    let input_names: Vec<String> = inputs.iter().map(Ident::to_string).collect();
    let places = 0..parameters.len();
    let count = parameters.len();
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct #name {
            #(#parameter_docs pub #parameters: Float,)*
            #(#input_docs pub #inputs: rt::Input<Float>,)*
        }
        impl #name {
            const fn izhi_new(values: [Float; #count]) -> Self {
                Self { #(#parameters: values[#places],)* #(#inputs: rt::Input::MISSING,)* }
            }
            fn izhi_take(&mut self) -> Self {
                Self { #(#parameters: self.#parameters,)* #(#inputs: ::core::mem::take(&mut self.#inputs),)* }
            }
        }
        impl rt::Parameters<Float> for #name {
            const EMPTY: Self = Self::izhi_new([0.0; #count]);
            const INITIAL: &'static [&'static str] = &[#(#initial_names),*];
            #conditions
            fn values(&self) -> Vec<(&'static str, Float)> {
                vec![#((#parameter_names, self.#parameters)),*]
            }
            fn set(&mut self, name: &str, value: Float) {
                match name {
                    #(#parameter_names => self.#parameters = value,)*
                    _ => {}
                }
            }
            fn inputs(&self) -> Vec<(&'static str, &rt::Input<Float>)> {
                vec![#((#input_names, &self.#inputs)),*]
            }
            fn inputs_mut(&mut self) -> Vec<(&'static str, &mut rt::Input<Float>)> {
                vec![#((#input_names, &mut self.#inputs)),*]
            }
        }
    }
}

/// The user's words, and what has to hold.
fn documentation(parameter: &Parameter) -> TokenStream {
    let doc = parameter.doc.tokens();
    let condition = parameter.condition.as_ref().map(|condition| {
        let line = format!("It has to be so that `{condition}`.");
        quote!(#[doc = ""] #[doc = #line])
    });
    quote!(#doc #condition)
}
