//! Synapse groups: one structure for each model of synapses.
//!
//! ```text
//! pub struct SynapsesW { izhi_connection, izhi_structure, izhi_delays, izhi_arriving_fired, izhi_variable_W }
//! pub struct SynapsesWSettings { pub connect, pub delay, pub W }
//! ```
//!
//! Dense synapses have no structure, and only those with a delay have what belongs to one.

mod kept;
mod list;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names::{self, Arriving, DelayKind, Shape, Shapes, SynapseKey};
use crate::resolved::{Resolved, Side, Storage, SynapseGroup, SynapseId, SynapseVariable, VariableId, VariableKind};
use crate::schedule::Layout;

pub(super) fn generate(model: &Resolved, shapes: &Shapes) -> TokenStream {
    let shapes = shapes.synapses.iter().zip(&shapes.synapse_lists);
    shapes.map(|(shape, list)| SynapseShape::new(model, shape, list).generate()).collect()
}

/// How a variable on its way is reached in the network.
pub(super) fn arrivals(model: &Resolved, synapses: SynapseId, side: Side, variable: VariableId) -> TokenStream {
    let sent = &model.sent(synapses, side, variable).name;
    let (name, field) = (names::user(&model.synapse_group(synapses).name), names::arrivals(side, &sent.to_string()));
    quote!(#name.#field)
}

struct SynapseShape<'a> {
    key: &'a SynapseKey,
    name: &'a Ident,
    settings: &'a Ident,
    list: &'a Ident,
    /// The first group of this type.
    first: &'a SynapseGroup,
    fields: Vec<Ident>,
    labels: Vec<String>,
}

impl<'a> SynapseShape<'a> {
    fn new(model: &'a Resolved, shape: &'a Shape<SynapseKey>, list: &'a Ident) -> Self {
        let first = &model.synapses[shape.first];
        SynapseShape {
            key: &shape.key,
            name: &shape.name,
            settings: &shape.settings,
            list,
            first,
            fields: first.variables.iter().map(|variable| names::variable(&variable.name)).collect(),
            labels: first.variables.iter().map(|variable| variable.name.to_string()).collect(),
        }
    }

    fn layouts(&self) -> impl Iterator<Item = Layout> {
        self.key.variables.iter().map(|(_, layout)| *layout)
    }

    /// Whether the synapses have a structure, a delay line, a delay each.
    fn parts(&self) -> (bool, bool, bool) {
        let delay = self.key.delay;
        (self.key.storage == Storage::Sparse, delay == DelayKind::One, delay == DelayKind::Each)
    }

    fn generate(&self) -> TokenStream {
        let (structure, settings, build, access) = (self.structure(), self.settings(), self.build(), self.access());
        let list = self.list();
        quote!(#structure #settings #build #access #list)
    }

    /// The fields beside the connection, with their types.
    fn own_fields(&self) -> Vec<(Ident, TokenStream)> {
        let (is_sparse, _, has_delays) = self.parts();
        let structure = is_sparse.then(|| (names::identifier("izhi_structure"), quote!(rt::Structure)));
        let delays = has_delays.then(|| (names::identifier("izhi_delays"), quote!(rt::Delays)));
        let numbers = self.key.has_numbers.then(|| (names::identifier("izhi_numbers"), quote!(rt::Held<u32>)));
        let arrivals = self.key.arrivals.iter().map(|arriving| {
            let ty = match (arriving.kind.is_event(), self.has_delay_each(arriving)) {
                (true, true) => quote!(rt::Arrivals),
                (true, false) => quote!(rt::DelayLine),
                (false, _) => {
                    let element = arriving.element();
                    quote!(rt::StateLine<#element>)
                }
            };
            (arriving.field(), ty)
        });
        let conducted = self.conducted().map(|line| (line, quote!(rt::Conduction<Float>)));
        let variables = self.fields.iter().zip(self.layouts()).map(|(field, layout)| {
            let ty = match layout {
                Layout::Dense => quote!(rt::Dense<Float>),
                Layout::Sparse => quote!(rt::Sparse<Float>),
                Layout::Shared => quote!(rt::Shared<Float>),
            };
            (field.clone(), ty)
        });
        let log = self.key.has_log.then(|| (names::identifier("izhi_log"), quote!(rt::Log<Float>)));
        let decays = self.decaying().flat_map(|variable| {
            [
                (names::decay(&variable.name), quote!(rt::Shared<Float>)),
                (names::touched(&variable.name), quote!(rt::Held<u32>)),
            ]
        });
        structure
            .into_iter()
            .chain(delays)
            .chain(numbers)
            .chain(arrivals)
            .chain(conducted)
            .chain(log)
            .chain(decays)
            .chain(variables)
            .collect()
    }

    /// Whether a variable arrives after a delay for each synapse.
    fn has_delay_each(&self, arriving: &Arriving) -> bool {
        self.key.delay == DelayKind::Each && arriving.side == Side::Source
    }

    /// What arrives from an end after the same delay at all synapses, by whether it is an event.
    fn lines(&self, side: Side) -> Vec<Ident> {
        let arriving = self.key.arrivals.iter().filter(|arriving| arriving.side == side);
        arriving.filter(|arriving| !self.has_delay_each(arriving)).map(Arriving::field).collect()
    }

    /// The sums on their way along the dendrites.
    fn conducted(&self) -> impl Iterator<Item = Ident> {
        (0..self.key.conducted).map(names::conduction)
    }

    /// The variables that decay.
    fn decaying(&self) -> impl Iterator<Item = &SynapseVariable> {
        self.first.variables.iter().zip(&self.key.decaying).filter(|(_, decays)| **decays).map(|(variable, _)| variable)
    }

    fn structure(&self) -> TokenStream {
        let (name, doc) = (self.name, self.first.doc.tokens());
        let fields = self.own_fields().into_iter().map(|(field, ty)| quote!(#field: #ty));
        quote! {
            #[doc = "A group of synapses."]
            #[doc = ""]
            #doc
            pub struct #name {
                izhi_connection: rt::Connection,
                #(#fields,)*
            }
        }
    }

    fn settings(&self) -> TokenStream {
        let settings = self.settings;
        let (is_sparse, has_delay, has_delays) = self.parts();
        let connect = is_sparse.then(|| {
            quote!(/// Which neurons are connected, as declared unless given.
            pub connect: rt::Connect,)
        });
        let delay = has_delay.then(|| {
            quote!(/// How long an event takes, in the unit of `dt`: a multiple of it.
            pub delay: f64,)
        });
        let delays = has_delays.then(|| {
            quote!(/// How long an event takes, in the unit of `dt`: for each pair of neurons [target, source], or the
            /// same for all; as declared unless given.
            pub delay: rt::InitialMatrix<Float>,)
        });
        let dendritic_delay = self.key.has_dendritic_delay.then(|| {
            quote!(/// How long a sum over the synapses takes to the targets, and an event of these to the synapses, in the
            /// unit of `dt`: a multiple of it.
            pub dendritic_delay: f64,)
        });
        let variables = self.first.variables.iter().zip(self.layouts()).map(|(variable, layout)| {
            let name = names::user(&variable.name);
            match layout {
                Layout::Shared => quote!(/// The initial value, as declared unless given.
                    pub #name: Option<Float>,),
                _ => quote!(/// Initial values [target, source], as declared unless given.
                    pub #name: rt::InitialMatrix<Float>,),
            }
        });
        let declared = self.first.variables.iter().zip(self.layouts()).map(|(variable, layout)| {
            let name = names::user(&variable.name);
            match layout {
                Layout::Shared => quote!(#name: None),
                _ => quote!(#name: rt::InitialMatrix::Declared),
            }
        });
        let declared_connect = is_sparse.then(|| quote!(connect: rt::Connect::Declared,));
        let declared_delay = has_delay.then(|| quote!(delay,));
        let declared_delays = has_delays.then(|| quote!(delay: rt::InitialMatrix::Declared,));
        let declared_dendritic = self.key.has_dendritic_delay.then(|| quote!(dendritic_delay,));
        let argument = has_delay.then(|| quote!(delay: f64,));
        let dendritic_argument = self.key.has_dendritic_delay.then(|| quote!(dendritic_delay: f64,));
        quote! {
            /// What a synapse group is built from.
            #[derive(Clone, Debug)]
            pub struct #settings {
                #connect
                #delay
                #delays
                #dendritic_delay
                #(#variables)*
            }
            impl #settings {
                const fn izhi_new(#argument #dendritic_argument) -> Self {
                    Self { #declared_connect #declared_delay #declared_delays #declared_dendritic #(#declared,)* }
                }
            }
        }
    }

    fn build(&self) -> TokenStream {
        let (name, settings, fields, labels) = (self.name, self.settings, &self.fields, &self.labels);
        let (is_sparse, has_delay, has_delays) = self.parts();
        let (own_fields, own_types): (Vec<_>, Vec<_>) = self.own_fields().into_iter().unzip();
        let count = fields.len();
        let dense = self.layouts().filter(|layout| *layout == Layout::Dense).count();
        let declared = self.first.variables.iter().zip(self.layouts());
        let declared = declared.filter(|(_, layout)| *layout == Layout::Sparse);
        let declared = declared
            .map(|(variable, _)| names::user(&variable.name))
            .chain(has_delays.then(|| names::identifier("delay")));
        let connect = is_sparse.then(|| {
            quote! {
                let are_declared = true #(&& settings.#declared.is_declared())*;
                self.izhi_structure = settings.connect.build(
                    rt::Declared { drawing: declared.drawing.filter(|_| are_declared), ..declared },
                    &mut self.izhi_connection, [source, target], clock, executor,
                )?;
            }
        });
        let sent = self.key.arrivals.iter().filter(|arriving| arriving.side == Side::Source);
        let states: Vec<Ident> = sent.filter(|arriving| !arriving.kind.is_event()).map(Arriving::field).collect();
        let (arriving, returning, conducted) = (self.lines(Side::Source), self.lines(Side::Target), self.conducted());
        let lines = has_delay.then(|| {
            quote! {
                let line = rt::Line::from_sources(settings.delay, &mut self.izhi_connection, clock)?;
                #(self.#arriving.build(line, name)?;)*
            }
        });
        let dendrites = self.key.has_dendritic_delay.then(|| {
            quote! {
                let line = rt::Line::from_targets(settings.dendritic_delay, &mut self.izhi_connection, clock)?;
                #(self.#returning.build(line, name)?;)*
                #(self.#conducted.build(line, name)?;)*
            }
        });
        let log =
            self.key.has_log.then(|| quote!(self.izhi_log.build(self.izhi_connection.extent(), #is_sparse, name)?;));
        let rows = self.fields.iter().zip(self.layouts()).filter(|(_, layout)| *layout == Layout::Sparse);
        let rows = rows.map(|(field, _)| field);
        let kept = self.key.kept as usize;
        let numbers = match self.key.has_numbers {
            true => quote!(Some(&mut self.izhi_numbers)),
            false => quote!(None),
        };
        let delays = has_delays.then(|| {
            quote! {
                /// Takes over the delay of each synapse.
                #[inline(never)]
                fn izhi_delay(&mut self, delays: rt::Sparse<Float>, clock: &rt::Clock, executor: &rt::Executor) -> rt::Result<()> {
                    self.izhi_delays.build(delays, &self.izhi_structure, &self.izhi_connection, clock, executor)?;
                    #(self.#states.build_longest(&self.izhi_delays, #kept, &self.izhi_connection)?;)*
                    Ok(())
                }
                /// Sorts the rows by the delays, when all synapses have what they begin with.
                #[inline(never)]
                fn izhi_sort(&mut self, executor: &rt::Executor) -> rt::Result<()> {
                    if self.izhi_structure.is_sorted() {
                        return Ok(());
                    }
                    let (variables, connection) = (vec![#(self.#rows.values_mut()),*], &self.izhi_connection);
                    self.izhi_delays.sort::<Float>(&mut self.izhi_structure, #numbers, variables, connection, executor)
                }
            }
        });
        let take = is_sparse.then(|| self.take(&states, &numbers));
        let given = self.first.variables.iter().map(|variable| names::user(&variable.name));
        let touched = self.decaying().map(|variable| names::touched(&variable.name));
        let events = self.key.arrivals.iter().filter(|arriving| arriving.kind.is_event());
        let on_their_way = events.map(Arriving::field).chain(self.conducted());
        let clear_log = self.key.has_log.then(|| quote!(self.izhi_log.clear();));
        let begin =
            fields.iter().zip(labels).zip(self.layouts()).enumerate().map(|(number, ((field, label), layout))| {
                let from = match layout {
                    Layout::Dense => quote!(clock,),
                    Layout::Sparse => quote!(clock, &self.izhi_structure,),
                    Layout::Shared => TokenStream::new(),
                };
                quote!(!are_kept[#number] && self.#field.begin(&self.izhi_connection, #from #label)?)
            });
        let settle = self.settle();
        let sort_back = is_sparse.then(|| self.sort_back());
        quote! {
            impl #name {
                const IZHI_BYTES: usize = #dense * size_of::<Float>();
                const IZHI_EMPTY: Self = Self {
                    izhi_connection: rt::Connection::EMPTY,
                    #(#own_fields: <#own_types>::EMPTY,)*
                };
                #[inline(never)]
                fn izhi_connect(
                    &mut self,
                    settings: &#settings,
                    name: &'static str,
                    tags: &'static [&'static str],
                    [source, target]: [&rt::Population<Float>; 2],
                    clock: &rt::Clock,
                    executor: &rt::Executor,
                    declared: rt::Declared<'_>,
                ) -> rt::Result<()> {
                    self.izhi_connection.build(name, tags, source, target, executor);
                    #connect
                    #lines
                    #dendrites
                    #log
                    Ok(())
                }
                #delays
                #take
                /// Keeps what the synapses begin with.
                fn izhi_give(&mut self, settings: &mut #settings) {
                    #(self.#fields.give(::core::mem::take(&mut settings.#given));)*
                }
                /// Lets the synapses begin, with nothing on its way. Says of each variable whether it is to begin as declared.
                #[inline(never)]
                fn izhi_begin(
                    &mut self,
                    clock: &rt::Clock,
                    executor: &rt::Executor,
                    kept: &rt::Kept,
                ) -> rt::Result<[bool; #count]> {
                    #(self.#on_their_way.clear();)*
                    #clear_log
                    let name = self.izhi_connection.name();
                    let are_kept: [bool; #count] = [#(kept.has(name, #labels)),*];
                    #settle
                    #(self.#touched.renew(self.izhi_connection.places(), "synapses")?;)*
                    #sort_back
                    Ok([#(#begin),*])
                }
            }
        }
    }

    /// What a device has drawn stays there until somebody looks at it.
    fn take(&self, states: &[Ident], numbers: &TokenStream) -> TokenStream {
        let (_, _, has_delays) = self.parts();
        let kept = self.key.kept as usize;
        let own = self.fields.iter().zip(&self.labels).zip(self.layouts());
        let own = own.filter(|(_, layout)| *layout == Layout::Sparse).map(|((field, label), _)| {
            quote! {
                if let ::core::option::Option::Some(keeper) = begun.keeper(self.izhi_connection.name(), #label) {
                    self.#field.leave_to(keeper);
                }
            }
        });
        let delays = has_delays.then(|| {
            quote! {
                self.izhi_delays.draw(
                    begun, &mut self.izhi_structure, #numbers, &self.izhi_connection, clock, executor,
                )?;
                #(self.#states.build_longest(&self.izhi_delays, #kept, &self.izhi_connection)?;)*
            }
        });
        quote! {
            /// Takes over what a device lets drawn synapses begin with.
            #[inline(never)]
            fn izhi_take(&mut self, begun: &rt::Begun, clock: &rt::Clock, executor: &rt::Executor) -> rt::Result<()> {
                #delays
                #(#own)*
                let _ = (clock, executor);
                Ok(())
            }
        }
    }

    /// What decays and is kept is taken as it is at present.
    fn settle(&self) -> TokenStream {
        let decaying = self.first.variables.iter().zip(&self.fields).enumerate();
        let decaying = decaying.filter(|(_, (variable, _))| variable.decays).map(|(number, (variable, field))| {
            let (decay, touched) = (names::decay(&variable.name), names::touched(&variable.name));
            quote! {
                if are_kept[#number] {
                    kept.settle(self.#field.values_mut(), &self.#touched, self.#decay.value());
                }
            }
        });
        decaying.collect()
    }

    /// Where some of what the synapses have begins anew, it is here, and all of it goes to the order of the connector.
    fn sort_back(&self) -> TokenStream {
        let rows = self.fields.iter().zip(self.layouts()).enumerate();
        let rows = rows.filter(|(_, (_, layout))| *layout == Layout::Sparse);
        let (numbers, rows): (Vec<usize>, Vec<&Ident>) = rows.map(|(number, (field, _))| (number, field)).unzip();
        let (_, _, has_delays) = self.parts();
        let count = rows.len();
        // What is not kept may be lost.
        let sort_back = has_delays.then(|| {
            quote! {
                let variables: [::core::option::Option<&mut [Float]>; #count] =
                    [#(are_kept[#numbers].then(|| self.#rows.values_mut())),*];
                let variables = variables.into_iter().flatten().collect();
                self.izhi_delays.sort_back::<Float>(&mut self.izhi_structure, variables, executor);
            }
        });
        quote! {
            if [#(are_kept[#numbers]),*].contains(&false) {
                self.izhi_structure.try_here(name)?;
                #sort_back
            }
        }
    }

    /// What users and tools reach a synapse group's content by.
    fn access(&self) -> TokenStream {
        let name = self.name;
        let (is_sparse, _, has_delays) = self.parts();
        let accessors = self.first.variables.iter().zip(self.layouts()).map(|(variable, layout)| {
            if variable.decays { decayed(variable, layout) } else { accessors(variable, layout) }
        });
        let structure = is_sparse.then(|| {
            quote! {
                /// Which neurons are connected: the targets of each source.
                pub fn structure(&self) -> &rt::Structure { &self.izhi_structure }
            }
        });
        let delays = has_delays.then(|| {
            quote! {
                /// The delay of each synapse in steps, in the order of the structure's rows.
                pub fn delay(&self) -> &[u16] { self.izhi_delays.steps() }
            }
        });
        let (listed, listed_mut, kept) = (self.listed(), self.listed_mut(), self.kept());
        quote! {
            impl #name {
                /// The name, the tags and the two ends.
                pub fn connection(&self) -> &rt::Connection { &self.izhi_connection }
                #structure
                #delays
                #(#accessors)*
            }
            impl rt::Synapses<Float> for #name {
                fn connection(&self) -> &rt::Connection { &self.izhi_connection }
                fn list<'a>(&'a self, catalogue: &mut rt::Catalogue<'a, Float>) {
                    #listed
                }
                fn list_mut<'a>(&'a mut self, catalogue: &mut rt::CatalogueMut<'a, Float>) {
                    #listed_mut
                }
                #kept
            }
        }
    }

    /// Everything that the synapses keep.
    fn listed(&self) -> TokenStream {
        let (is_sparse, _, has_delays) = self.parts();
        let connection = quote!(&self.izhi_connection);
        let structure = is_sparse.then(|| quote!(catalogue.structure(#connection, &self.izhi_structure);));
        let delays = has_delays.then(|| quote!(catalogue.delays(#connection, &self.izhi_delays);));
        let numbers = self.key.has_numbers.then(|| quote!(catalogue.numbers(#connection, &self.izhi_numbers);));
        let variables = self.fields.iter().zip(&self.labels).zip(self.layouts()).zip(&self.key.decaying);
        let variables = variables.map(|(((field, label), layout), decays)| match layout {
            _ if *decays => quote!(catalogue.undecayed(#connection, #label, self.#field.held());),
            Layout::Dense => quote!(catalogue.dense(#connection, #label, &self.#field);),
            Layout::Sparse => quote!(catalogue.sparse(#connection, #label, &self.#field, &self.izhi_structure);),
            Layout::Shared => quote!(catalogue.shared(#connection, #label, &self.#field);),
        });
        let decays = self.decaying().map(|variable| {
            let (decay, touched) = (names::decay(&variable.name), names::touched(&variable.name));
            let labels = ["decay", "time"].map(|what| format!("{}_{what}", variable.name));
            let [constant, time] = labels;
            quote! {
                catalogue.time_constant(#connection, #constant, &self.#decay);
                catalogue.last_assigned(#connection, #time, &self.#touched);
            }
        });
        let arrivals = self.key.arrivals.iter().map(|arriving| {
            let (field, label) = (arriving.field(), format!("{}_{}", arriving.side.arriving(), arriving.name));
            let method = names::identifier(match arriving.kind {
                VariableKind::State => "state_line",
                VariableKind::Integer => "integer_line",
                VariableKind::Flag | VariableKind::Event if self.has_delay_each(arriving) => "arrivals",
                VariableKind::Flag | VariableKind::Event => "delay_line",
            });
            quote!(catalogue.#method(#connection, #label, &self.#field);)
        });
        let conducted = self.conducted().enumerate().map(|(number, field)| {
            let label = format!("conducted{number}");
            quote!(catalogue.conduction(#connection, #label, &self.#field);)
        });
        quote!(#structure #delays #numbers #(#variables)* #(#decays)* #(#arrivals)* #(#conducted)*)
    }

    /// What can be written to from outside; a variable that decays is not what is kept of it.
    fn listed_mut(&self) -> TokenStream {
        let variables = self.fields.iter().zip(&self.labels).zip(self.layouts()).zip(&self.key.decaying);
        let variables = variables.filter(|(_, decays)| !**decays).map(|(((field, label), layout), _)| {
            let method = names::identifier(match layout {
                Layout::Dense => "dense",
                Layout::Sparse => "sparse",
                Layout::Shared => "shared",
            });
            quote!(catalogue.#method(&self.izhi_connection, #label, &mut self.#field);)
        });
        variables.collect()
    }
}

/// The present values of a variable that decays, which are not those that are kept.
fn decayed(variable: &SynapseVariable, layout: Layout) -> TokenStream {
    let (field, read) = (names::variable(&variable.name), names::user(&variable.name));
    let (decay, touched) = (names::decay(&variable.name), names::touched(&variable.name));
    let doc = variable.doc.tokens();
    let order = match layout {
        Layout::Dense => "source by source, and target by target inside",
        Layout::Sparse | Layout::Shared => "in the order of the structure's rows",
    };
    let order = format!("\n\nThe present value for each synapse, {order}.");
    quote! {
        #doc
        #[doc = #order]
        pub fn #read(&self, clock: &rt::Clock) -> Vec<Float> {
            rt::decayed(clock, self.#field.values(), &self.#touched, self.#decay.value())
        }
    }
}

fn accessors(variable: &SynapseVariable, layout: Layout) -> TokenStream {
    let (field, read, write) =
        (names::variable(&variable.name), names::user(&variable.name), names::variable_mut(&variable.name));
    let doc = variable.doc.tokens();
    match layout {
        Layout::Dense => quote! {
            #doc
            #[doc = "\n\nOne value for each synapse: [target, source]."]
            pub fn #read(&self) -> rt::ArrayView2<'_, Float> { self.#field.view() }
            /// The same for writing.
            pub fn #write(&mut self) -> rt::ArrayViewMut2<'_, Float> { self.#field.view_mut() }
        },
        Layout::Sparse => quote! {
            #doc
            #[doc = "\n\nOne value for each synapse, in the order of the structure's rows."]
            pub fn #read(&self) -> rt::SparseView<'_, Float> { self.#field.view(&self.izhi_structure) }
            /// The values alone, for writing.
            pub fn #write(&mut self) -> &mut [Float] { self.#field.values_mut() }
        },
        Layout::Shared => quote! {
            #doc
            #[doc = "\n\nOne value for all synapses."]
            pub fn #read(&self) -> Float { self.#field.value() }
            /// The same for writing.
            pub fn #write(&mut self) -> &mut Float { self.#field.value_mut() }
        },
    }
}
