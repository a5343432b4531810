//! The parameters and inputs of each behaviour, as a structure with a field for each.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::kernel::{KernelCode, Level, node, parameter};
use super::names::{self, ParameterForm, Shapes};
use super::settings;
use crate::resolved::{BehaviorInfo, Parameter, Resolved};
use crate::schedule::{Call, Condition, Place, Purpose, Schedule, Slot};

pub(super) fn generate(model: &Resolved, schedule: &Schedule, shapes: &Shapes) -> TokenStream {
    let of_form = |form: &ParameterForm| {
        let behavior = model.behavior(form.behavior);
        let conditions = conditions(model, behavior, schedule, form);
        let about = settings::about_parameters(model, form.behavior);
        parameters(behavior, form, initial(model, schedule, form), [conditions, about])
    };
    shapes.parameters.iter().map(of_form).collect()
}

/// The parameters, by number, that programs for initial values read and no others.
fn initial(model: &Resolved, schedule: &Schedule, form: &ParameterForm) -> BTreeSet<usize> {
    let read = |is_initial: bool| -> BTreeSet<usize> {
        let is_wanted =
            |call: &&Call| matches!(schedule.programs[call.program].purpose, Purpose::Initial(_)) == is_initial;
        let places = schedule.calls().filter(is_wanted).flat_map(|call| {
            let slots = &schedule.programs[call.program].slots;
            schedule.places(call).zip(slots).filter(|(_, slot)| !slot.is_written)
        });
        let number = |(place, _): (Place, &Slot)| match place {
            Place::Parameter(of, number) => form.is_of(model.instance(of)).then_some(number),
            _ => None,
        };
        places.filter_map(number).collect()
    };
    &read(true) - &read(false)
}

/// What has to hold of the parameters, in words and as code.
fn conditions(model: &Resolved, behavior: &BehaviorInfo, schedule: &Schedule, form: &ParameterForm) -> TokenStream {
    let own: Vec<&Condition> = schedule.conditions.iter().filter(|own| own.program.behavior == form.behavior).collect();
    if own.is_empty() {
        return TokenStream::new();
    }
    let words = own.iter().map(|condition| {
        let is_of_each = condition.kernel.loads().any(|slot| form.each.contains(&slot.0));
        let Parameter { name, condition, .. } = &behavior.parameters[condition.parameter];
        let (name, written) = (name.to_string(), condition.as_deref().unwrap_or_default());
        quote!(rt::Condition { parameter: #name, written: #written, is_of_each: #is_of_each })
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
            let of_neuron = form.each.contains(&number).then(|| quote!(.values()[neuron]));
            quote!(let #local = self.#field #of_neuron;)
        });
        let (nodes, value) = (code.nodes(Level::Outside), node(*value));
        quote!(#number => { #(#bind)* #nodes #value })
    });
    quote! {
        const CONDITIONS: &'static [rt::Condition] = &[#(#words),*];
        fn holds(&self, condition: usize, dt: Float, neuron: usize) -> bool {
            match condition {
                #(#arms)*
                _ => true,
            }
        }
    }
}

/// What a parameter is in the structure.
struct ParameterField {
    name: Ident,
    ty: TokenStream,
    /// From an array of those that are one number.
    new: TokenStream,
    taken: TokenStream,
    value: TokenStream,
    set: TokenStream,
    is_each: bool,
}

fn fields(behavior: &BehaviorInfo, form: &ParameterForm) -> Vec<ParameterField> {
    let mut ones = 0..;
    let field = |(number, parameter): (usize, &Parameter)| {
        let name = names::user(&parameter.name);
        if form.each.contains(&number) {
            return ParameterField {
                ty: quote!(rt::Each<Float>),
                new: quote!(rt::Each::DECLARED),
                taken: quote!(::core::mem::take(&mut self.#name)),
                value: quote!(rt::Parameter::Each(&self.#name)),
                set: quote!(self.#name = value.clone()),
                is_each: true,
                name,
            };
        }
        let place: usize = ones.next().unwrap_or_default();
        ParameterField {
            ty: quote!(Float),
            new: quote!(values[#place]),
            taken: quote!(self.#name),
            value: quote!(rt::Parameter::One(self.#name)),
            set: quote!(self.#name = value.one().unwrap_or(self.#name)),
            is_each: false,
            name,
        }
    };
    behavior.parameters.iter().enumerate().map(field).collect()
}

fn parameters(
    behavior: &BehaviorInfo,
    form: &ParameterForm,
    initial: BTreeSet<usize>,
    [conditions, about]: [TokenStream; 2],
) -> TokenStream {
    let name = &form.name;
    let doc = format!("The parameters and inputs of `{}` in one group.", behavior.name);
    let fields = fields(behavior, form);
    let parameters: Vec<&Ident> = fields.iter().map(|field| &field.name).collect();
    let types = fields.iter().map(|field| &field.ty);
    let [new, taken, values, sets] = [
        |field: &ParameterField| field.new.clone(),
        |field: &ParameterField| field.taken.clone(),
        |field: &ParameterField| field.value.clone(),
        |field: &ParameterField| field.set.clone(),
    ]
    .map(|part| fields.iter().map(part).collect::<Vec<TokenStream>>());
    let parameter_docs = behavior.parameters.iter().map(documentation);
    let inputs: Vec<Ident> = behavior.inputs.iter().map(|input| names::user(&input.name)).collect();
    let input_docs = behavior.inputs.iter().map(|input| input.doc.tokens());
    let parameter_names: Vec<String> = parameters.iter().map(|parameter| parameter.to_string()).collect();
    let initial_names = initial.iter().map(|number| &parameter_names[*number]);
    let input_names: Vec<String> = inputs.iter().map(Ident::to_string).collect();
    let ones = fields.iter().filter(|field| !field.is_each).count();
    let each = fields.iter().filter(|field| field.is_each).map(|field| {
        let (name, label) = (&field.name, field.name.to_string());
        quote!((#label, &mut self.#name))
    });
    let each_mut = (ones < fields.len()).then(|| {
        quote! {
            fn each_mut(&mut self) -> Vec<(&'static str, &mut rt::Each<Float>)> {
                vec![#(#each),*]
            }
        }
    });
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct #name {
            #(#parameter_docs pub #parameters: #types,)*
            #(#input_docs pub #inputs: rt::Input<Float>,)*
        }
        impl #name {
            const fn izhi_new(values: [Float; #ones]) -> Self {
                Self { #(#parameters: #new,)* #(#inputs: rt::Input::MISSING,)* }
            }
            fn izhi_take(&mut self) -> Self {
                Self { #(#parameters: #taken,)* #(#inputs: ::core::mem::take(&mut self.#inputs),)* }
            }
        }
        impl rt::Parameters<Float> for #name {
            const EMPTY: Self = Self::izhi_new([0.0; #ones]);
            const INITIAL: &'static [&'static str] = &[#(#initial_names),*];
            const ABOUT: &'static [rt::About] = &#about;
            #conditions
            fn values(&self) -> Vec<(&'static str, rt::Parameter<'_, Float>)> {
                vec![#((#parameter_names, #values)),*]
            }
            fn set(&mut self, name: &str, value: &rt::Each<Float>) {
                match name {
                    #(#parameter_names => #sets,)*
                    _ => {}
                }
            }
            #each_mut
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
