//! The parameters and inputs of each behaviour, as a structure with a field for each.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names;
use crate::resolved::{BehaviorId, BehaviorInfo, Resolved};
use crate::schedule::{Program, Purpose, Schedule, SlotKind};

pub(super) fn generate(model: &Resolved, schedule: &Schedule) -> TokenStream {
    let behaviors = model.behaviors.iter().enumerate();
    behaviors.map(|(id, behavior)| parameters(behavior, initial(schedule, BehaviorId(id)))).collect()
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

fn parameters(behavior: &BehaviorInfo, initial: BTreeSet<usize>) -> TokenStream {
    let name = names::parameters(&behavior.name);
    let doc = format!("The parameters and inputs of `{}` in one group.", behavior.name);
    let parameters: Vec<Ident> = behavior.parameters.iter().map(|parameter| names::user(&parameter.name)).collect();
    let parameter_docs = behavior.parameters.iter().map(|parameter| parameter.doc.tokens());
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
