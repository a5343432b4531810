//! The network itself and its builder.

use std::collections::BTreeSet;

use super::Texts;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::functions::Functions;
use super::groups::{behavior_field, program_call, recorders_of};
use super::iteration::{self, behavior_of};
use super::names::{self, Shapes};
use super::ranks;
use crate::resolved::{Delay, GridSize, Group, GroupId, Instance, InstanceId, Resolved, Side, Storage, SynapseId};
use crate::schedule::{Call, Place, Schedule, Start};

pub(super) fn generate(
    model: &Resolved,
    schedule: &Schedule,
    shapes: &Shapes,
    texts: &Texts,
    functions: &Functions,
) -> TokenStream {
    let structure = structure(model, shapes);
    let builder = builder(model, shapes);
    let build = build(model, schedule, shapes);
    let network = implementation(model, schedule, texts, functions);
    quote!(#structure #builder #build #network)
}

/// The fields of the groups, and those of the synapse groups.
fn fields(model: &Resolved) -> (Vec<Ident>, Vec<Ident>) {
    let groups = model.groups.iter().map(|group| names::user(&group.name)).collect();
    let synapses = model.synapses.iter().map(|synapses| names::user(&synapses.name)).collect();
    (groups, synapses)
}

fn structure(model: &Resolved, shapes: &Shapes) -> TokenStream {
    let (name, doc) = (&model.name, model.doc.tokens());
    let (groups, synapses) = fields(model);
    let group_docs = model.groups.iter().map(|group| group.doc.tokens());
    let synapse_docs = model.synapses.iter().map(|synapses| synapses.doc.tokens());
    let group_types = (0..groups.len()).map(|index| &shapes.group(GroupId(index)).name);
    let synapse_types = (0..synapses.len()).map(|index| &shapes.synapse_group(SynapseId(index)).name);
    quote! {
        #doc
        pub struct #name {
            #(#group_docs pub #groups: #group_types,)*
            #(#synapse_docs pub #synapses: #synapse_types,)*
            izhi_clock: rt::Clock,
            izhi_executor: rt::Executor,
            izhi_run: rt::Run,
        }
    }
}

/// The grid of a group as declared.
fn grid(group: &Group) -> TokenStream {
    match group.size {
        GridSize::Squared(neurons) => {
            let neurons = neurons as usize;
            quote!(rt::Grid::squared(#neurons))
        }
        GridSize::Grid(extents) => {
            let [width, height, depth] = extents.map(|extent| extent as usize);
            quote!(rt::Grid::new(#width, #height, #depth))
        }
    }
}

fn parameter_values(instance: &Instance) -> TokenStream {
    let ones = (0..instance.parameters.len()).filter(|&parameter| !instance.is_each(parameter));
    let values = ones.map(|parameter| instance.number(parameter).unwrap_or(0.0)).map(|value| quote!(#value as Float));
    quote!([#(#values),*])
}

fn builder(model: &Resolved, shapes: &Shapes) -> TokenStream {
    let (name, builder) = (&model.name, names::builder(model));
    let doc =
        format!("What [`{name}`] is built from. Every field holds what the declaration says until it is changed.");
    let (groups, synapses) = fields(model);
    let group_settings: Vec<&Ident> = (0..groups.len()).map(|index| &shapes.group(GroupId(index)).settings).collect();
    let synapse_settings: Vec<&Ident> =
        (0..synapses.len()).map(|index| &shapes.synapse_group(SynapseId(index)).settings).collect();
    let grids = model.groups.iter().map(grid);
    let parameters = (0..groups.len()).map(|index| {
        let values = model.instances_of(GroupId(index)).map(|(_, instance)| parameter_values(instance));
        quote!(#(#values),*)
    });
    let delays = model.synapses.iter().map(|synapses| {
        let delays = [Side::Source, Side::Target].map(|side| match synapses.delay_from(side) {
            Delay::One(delay) => quote!(#delay,),
            Delay::None | Delay::Each => TokenStream::new(),
        });
        quote!(#(#delays)*)
    });
    let (seed, dt) = (model.seed, model.dt);
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct #builder {
            #(pub #groups: #group_settings,)*
            #(pub #synapses: #synapse_settings,)*
            izhi_run: rt::RunSettings,
        }
        impl #name {
            /// Begins a network with what its declaration says.
            pub fn builder() -> #builder {
                #builder::IZHI_DECLARED
            }
        }
        impl #builder {
            const IZHI_DECLARED: Self = Self {
                #(#groups: #group_settings::izhi_new(#grids, #parameters),)*
                #(#synapses: #synapse_settings::izhi_new(#delays),)*
                izhi_run: rt::RunSettings::new(#seed, #dt),
            };
        }
        impl #builder {
            /// The seed of all random draws.
            pub fn seed(mut self, seed: u64) -> Self {
                self.izhi_run.seed = seed;
                self
            }
            /// The time that one iteration stands for, in the unit of the model.
            pub fn dt(mut self, dt: f64) -> Self {
                self.izhi_run.dt = dt;
                self
            }
            /// The number of threads; as many as there are cores unless given. Only what takes long enough is
            /// divided among them, and the results are the same for every number.
            pub fn threads(mut self, threads: usize) -> Self {
                self.izhi_run.threads = Some(threads);
                self
            }
            /// The processes that run the network together with this one, each of them with some of the neurons: it alone
            /// unless given. The results are the same for every number.
            pub fn ranks<W: rt::World + Clone + 'static>(self, world: &W) -> Self {
                rt::Builder::ranks(self, world)
            }
            /// Where the network runs: on the processor unless given, on `izhi::cuda::gpu(0)?` with the feature `cuda`. The results
            /// are the same. Building compiles the device program, unless one is kept from before, and is an error where a
            /// behaviour calls a Rust function, or the device lacks something.
            pub fn device(self, device: &rt::Device) -> Self {
                rt::Builder::device(self, device)
            }
            /// Whether updates of synapses by postsynaptic events wait until the synapses are read, as they do unless
            /// told otherwise: for comparisons, the results are the same.
            pub fn deferred_updates(mut self, are_deferred: bool) -> Self {
                self.izhi_run.defers = are_deferred;
                self
            }
            /// Checks after every so many iterations, and after the last of each run, that all states and all variables of
            /// synapses are finite: 1 is after each, 0, as it is unless told otherwise, never. What is not finite ends
            /// `simulate` with an error that names it.
            pub fn check_finite(mut self, every: u64) -> Self {
                self.izhi_run.finite_every = every;
                self
            }
            /// The vector units to use, for comparisons: the results are the same with all.
            pub fn vector_level(mut self, level: rt::VectorLevel) -> Self {
                self.izhi_run.level = Some(level);
                self
            }
        }
    }
}

/// What begins as a constant is a copy of bytes, and what is done for each group is a function of its own
/// in a table: one function that did everything for hundreds of groups would take the compiler minutes.
fn build(model: &Resolved, schedule: &Schedule, shapes: &Shapes) -> TokenStream {
    let (name, builder) = (&model.name, names::builder(model));
    let (group_fields, synapse_fields) = fields(model);
    let group_types: Vec<&Ident> = (0..group_fields.len()).map(|index| &shapes.group(GroupId(index)).name).collect();
    let synapse_types: Vec<&Ident> =
        (0..synapse_fields.len()).map(|index| &shapes.synapse_group(SynapseId(index)).name).collect();
    let (sources, targets): (Vec<&Ident>, Vec<&Ident>) = model
        .synapses
        .iter()
        .map(|synapses| (&group_fields[synapses.source.0], &group_fields[synapses.target.0]))
        .unzip();
    let group_labels = group_fields.iter().map(Ident::to_string);
    let synapse_labels = synapse_fields.iter().map(Ident::to_string);
    let label = name.to_string();
    let (groups, synapses) = (0..group_fields.len(), 0..synapse_fields.len());
    let (groups, synapses) = (groups.map(GroupId), synapses.map(SynapseId));
    let build_groups = groups.clone().map(|group| build_group(model, schedule, group));
    let drawn = drawn(model);
    let build_synapses = synapses.clone().map(|synapses| build_synapses(model, synapses, drawn[synapses.0]));
    let begin_groups = groups.map(|group| begin_group(model, schedule, group));
    let delay_synapses = synapses.clone().map(|synapses| delay_synapses(model, schedule, synapses, drawn[synapses.0]));
    let begin_synapses = synapses.map(|synapses| begin_synapses(model, schedule, synapses));
    let sparse = model.synapses.iter().filter(|synapses| synapses.storage == Storage::Sparse);
    let sparse = sparse.map(|synapses| names::user(&synapses.name));
    let count = group_fields.len();
    let undivided = ranks::undivided(model, schedule);
    quote! {
        impl #name {
            const IZHI_EMPTY: Self = Self {
                izhi_clock: rt::Clock::STOPPED,
                izhi_executor: rt::Executor::IDLE,
                izhi_run: rt::Run::ENDLESS,
                #(#group_fields: #group_types::IZHI_EMPTY,)*
                #(#synapse_fields: #synapse_types::IZHI_EMPTY,)*
            };
            /// Groups first, then synapse groups, whose initial values may depend on them.
            const IZHI_BUILD: &[fn(&mut #name, &mut #builder) -> rt::Result<()>] =
                &[#(#build_groups,)* #(#build_synapses,)*];
            /// The delay of each synapse, where they have one each, and what the builder says of them; what has begun already.
            const IZHI_DELAY: &[fn(&mut #name, &mut #builder) -> rt::Result<rt::Kept>] = &[#(#delay_synapses,)*];
            /// What each of them begins with.
            const IZHI_BEGIN: &[fn(&mut #name, &rt::Kept) -> rt::Result<()>] =
                &[#(#begin_groups,)* #(#begin_synapses,)*];
        }
        impl #builder {
            /// Builds the network: allocates it and computes all initial values.
            ///
            /// # Errors
            ///
            /// A size of zero or one whose memory cannot be had, a parameter or initial value that is not
            /// finite, an array of the wrong shape, an input without values.
            pub fn build(self) -> rt::Result<#name> {
                let _span = rt::building(#label);
                let run = self.izhi_run.clone();
                // What can fail crosses no ranks, so that one that fails lets none wait.
                let (mut net, builder) = run.agree(self.izhi_connect())?;
                rt::check_alike(&net)?;
                #(net.#sparse.izhi_structure.join(&net.izhi_executor);)*
                run.agree(net.izhi_begin(builder))?;
                rt::built_on_device(&mut net)?;
                ::core::result::Result::Ok(net)
            }
            /// The neurons, and which of them are connected.
            fn izhi_connect(mut self) -> rt::Result<(#name, Self)> {
                let mut needs = rt::Needs::default();
                #(needs.group(#group_labels, self.#group_fields.size, #group_types::IZHI_BYTES);)*
                #(needs.synapses(
                    #synapse_labels, self.#sources.size, self.#targets.size, #synapse_types::IZHI_BYTES,
                );)*
                needs.check(#label, &self.izhi_run)?;
                self.izhi_run.check_ranks(#label, &[#(#undivided),*])?;
                let mut net = #name::IZHI_EMPTY;
                net.izhi_clock = self.izhi_run.clock::<Float>()?;
                net.izhi_executor = self.izhi_run.executor()?;
                net.izhi_run = rt::Run::new(self.izhi_run.finite_every);
                let (groups, synapses) = #name::IZHI_BUILD.split_at(#count);
                for (build, begin) in groups.iter().zip(#name::IZHI_BEGIN) {
                    build(&mut net, &mut self)?;
                    begin(&mut net, &rt::Kept::NOTHING)?;
                }
                rt::open_device(&mut net, &self.izhi_run)?;
                synapses.iter().try_for_each(|connect| connect(&mut net, &mut self))?;
                Ok((net, self))
            }
        }
        impl #name {
            /// What the synapses begin with.
            fn izhi_begin(&mut self, mut builder: #builder) -> rt::Result<()> {
                for (delay, begin) in #name::IZHI_DELAY.iter().zip(&#name::IZHI_BEGIN[#count..]) {
                    let begun = delay(self, &mut builder)?;
                    begin(self, &begun)?;
                }
                Ok(())
            }
        }
    }
}

/// The connectors, which are written in the user's scope and called in the network's module.
pub(super) fn connectors(model: &Resolved, runtime: &TokenStream) -> (TokenStream, TokenStream) {
    let connected = || model.synapses.iter().filter_map(|synapses| Some((synapses, synapses.connect.as_ref()?)));
    if connected().next().is_none() {
        return (TokenStream::new(), TokenStream::new());
    }
    let (connectors, module, builder) = (names::connectors(), names::module(model), names::builder(model));
    let declared = connected().map(|(synapses, _)| names::user(&synapses.name));
    let written = connected().map(|(synapses, connector)| {
        let name = names::user(&synapses.name);
        let first = connector.clone().into_iter().next();
        let span = first.as_ref().map_or(Span::call_site(), |token| Span::call_site().located_at(token.span()));
        let first = first.map(|token| token.to_string());
        // A closure is told the types of its arguments.
        let connect = match first.as_deref() {
            Some("|" | "||" | "move") => quote_spanned!(span=> IzhiConnect::closure(#connector)),
            _ => quote_spanned!(span=> IzhiConnect::from(#connector)),
        };
        quote!(fn #name() -> IzhiConnect { #connect })
    });
    let declaration = quote! {
        /// The connectors as declared.
        #[doc(hidden)]
        pub trait #connectors {
            #(fn #declared() -> rt::Connect;)*
        }
    };
    let implementation = quote! {
        #[allow(non_snake_case)]
        const _: () = {
            #[allow(unused_imports)]
            use #runtime::{__private::Connect as IzhiConnect, connect::*};
            impl #module::#connectors for #builder {
                #(#written)*
            }
        };
    };
    (declaration, implementation)
}

fn build_group(model: &Resolved, schedule: &Schedule, id: GroupId) -> TokenStream {
    let group = model.group(id);
    let (field, label, tags) = (names::user(&group.name), group.name.to_string(), &group.tags);
    let sites = schedule.initial_parameters(id).map(|(.., call)| schedule.sites[call.site.0].number);
    quote! {
        |net, builder| {
            net.#field.izhi_build(&mut builder.#field, #label, &[#(#tags),*], &[#(#sites),*], &net.izhi_clock, &net.izhi_executor)
        }
    }
}

fn begin_group(model: &Resolved, schedule: &Schedule, id: GroupId) -> TokenStream {
    let field = names::user(&model.group(id).name);
    let sites = schedule.initial_variables(id).map(|(_, call)| schedule.sites[call.site.0].number);
    quote!(|net, kept| net.#field.izhi_begin(&[#(#sites),*], &net.izhi_clock, &net.izhi_executor, kept))
}

/// A call of a program that computes what something begins with.
fn begin_call(model: &Resolved, schedule: &Schedule, call: &Call) -> TokenStream {
    let (run, site) = (quote!(&net.izhi_clock, &net.izhi_executor), schedule.sites[call.site.0].number);
    program_call(model, schedule, call, run, quote!(#site), &group_of(model))
}

/// Whether a device can draw the synapses of each group: sparse ones.
fn drawn(model: &Resolved) -> Vec<bool> {
    model.synapses.iter().map(|synapses| synapses.storage == Storage::Sparse).collect()
}

fn build_synapses(model: &Resolved, id: SynapseId, is_drawn: bool) -> TokenStream {
    let synapses = model.synapse_group(id);
    let (field, label, tags) = (names::user(&synapses.name), synapses.name.to_string(), &synapses.tags);
    let [source, target] = [synapses.source, synapses.target].map(|group| names::user(&model.group(group).name));
    let (builder, connectors) = (names::builder(model), names::connectors());
    let declared = match synapses.connect {
        Some(_) => quote!(<#builder as #connectors>::#field),
        None => quote!(|| rt::Connect::Declared),
    };
    let site = crate::collect::fnv1a(&format!("{label}/connect"));
    let (network, number) = (model.name.to_string(), id.0);
    let drawing = match is_drawn {
        true => quote!(net.izhi_run.drawing(#network, #number)),
        false => quote!(::core::option::Option::None),
    };
    quote! {
        |net, builder| {
            net.#field.izhi_connect(
                &builder.#field,
                #label,
                &[#(#tags),*],
                [&net.#source.izhi_population, &net.#target.izhi_population],
                &net.izhi_clock,
                &net.izhi_executor,
                rt::Declared { connect: #declared, site: #site, drawing: #drawing },
            )
        }
    }
}

fn delay_synapses(model: &Resolved, schedule: &Schedule, id: SynapseId, is_drawn: bool) -> TokenStream {
    let field = names::user(&model.synapse_group(id).name);
    let delays = schedule.start.iter().filter_map(|start| match start {
        Start::Delay { synapses, call } if *synapses == id => {
            let call = begin_call(model, schedule, call);
            Some(quote! {
                let (mut izhi_delays, is_declared) = rt::Delays::given(
                    ::core::mem::take(&mut builder.#field.delay), &net.#field.izhi_structure,
                    &net.#field.izhi_connection, &net.izhi_clock,
                )?;
                if is_declared { #call }
                net.#field.izhi_delay(izhi_delays, &net.izhi_clock, &net.izhi_executor)?;
            })
        }
        _ => None,
    });
    let number = id.0;
    let drawn = is_drawn.then(|| {
        quote! {
            if net.#field.izhi_structure.is_drawn() {
                let begun = rt::begin_drawn(net, #number)?;
                net.#field.izhi_take(&begun, &net.izhi_clock, &net.izhi_executor)?;
                net.#field.izhi_give(&mut builder.#field);
                return Ok(begun.kept());
            }
        }
    });
    quote! {
        |net, builder| {
            #drawn
            #(#delays)*
            net.#field.izhi_give(&mut builder.#field);
            Ok(rt::Kept::NOTHING)
        }
    }
}

fn begin_synapses(model: &Resolved, schedule: &Schedule, id: SynapseId) -> TokenStream {
    let synapses = model.synapse_group(id);
    let field = names::user(&synapses.name);
    let initial = schedule.start.iter().filter_map(|start| match start {
        Start::Synapse { synapses, variable, call } if *synapses == id => {
            let call = begin_call(model, schedule, call);
            Some(quote!(if is_declared[#variable] { #call }))
        }
        _ => None,
    });
    let decays = schedule.start.iter().filter_map(|start| match start {
        Start::Decay { synapses: of, variable, call } if *of == id => {
            let name = &synapses.variables[*variable].name;
            let (call, constant) = (begin_call(model, schedule, call), names::decay(name));
            let label = name.to_string();
            Some(quote! {
                #call
                net.#field.#constant.check_time_constant(&net.#field.izhi_connection, #label)?;
            })
        }
        _ => None,
    });
    let sort = match (synapses.delay, synapses.storage) {
        (Delay::Each, _) => quote!(net.#field.izhi_sort(&net.izhi_executor)?;),
        (_, Storage::Sparse) => quote!(net.#field.izhi_structure.divide(&net.izhi_executor);),
        (_, Storage::Dense) => TokenStream::new(),
    };
    let recorders = recorders_of(model, id);
    let set_rows = recorders
        .iter()
        .map(|(recorder, number, row, _)| quote!(#recorder.set_row(#number, &net.#field.izhi_connection, #row);));
    quote! {
        |net, kept| {
            let is_declared = net.#field.izhi_begin(&net.izhi_clock, &net.izhi_executor, kept)?;
            #(#decays)*
            #(#initial)*
            #sort
            #(#set_rows)*
            Ok(())
        }
    }
}

/// How a group is reached in the network.
pub(super) fn group_of(model: &Resolved) -> impl Fn(GroupId) -> TokenStream {
    |id| {
        let field = names::user(&model.group(id).name);
        quote!(net.#field)
    }
}

/// What never changes in an iteration is computed anew where somebody has changed what it is made of.
fn prepare(model: &Resolved, schedule: &Schedule, call: &Call, run: TokenStream) -> TokenStream {
    let instance = model.instance(call.instance);
    let (own, seen) = (group_of(model)(instance.group), names::seen(&instance.name));
    let behavior = behavior_of(model, call);
    // Where a parameter of another behaviour has been set, that has another stamp.
    let read = schedule.places(call).filter_map(|place| match place {
        Place::Parameter(instance, _) if instance != call.instance => Some(instance),
        _ => None,
    });
    let others = read.collect::<BTreeSet<InstanceId>>().into_iter().map(|other| {
        let other = model.instance(other);
        let behavior = behavior_field(&group_of(model)(other.group), other);
        quote!(#behavior.stamp())
    });
    let states = schedule.places(call).filter_map(|place| match place {
        Place::Variable(group, variable) => {
            let (owner, name) = (group_of(model)(group), &model.group(group).variables[variable.0].name);
            let field = names::variable(name);
            Some(quote!(#owner.#field.stamp()))
        }
        _ => None,
    });
    quote! {
        if #own.#seen.is_other(&net.izhi_clock, &[#behavior.stamp(), #(#others,)* #(#states),*]) {
            #run
        }
    }
}

fn implementation(model: &Resolved, schedule: &Schedule, texts: &Texts, functions: &Functions) -> TokenStream {
    let (name, builder) = (&model.name, names::builder(model));
    let label = name.to_string();
    let (groups, synapses) = fields(model);
    let end = |group: GroupId| names::user(&model.group(group).name);
    let all = (0..model.synapses.len()).flat_map(|index| recorders_of(model, SynapseId(index)));
    let find_synapses =
        all.map(|(recorder, number, row, structure)| quote!(#recorder.find_synapses(#number, #row, #structure)?;));
    let sources = model.synapses.iter().map(|synapses| end(synapses.source));
    let targets = model.synapses.iter().map(|synapses| end(synapses.target));
    let run = |call: &Call| {
        let site = schedule.sites[call.site.0].number;
        program_call(
            model,
            schedule,
            call,
            quote!(&net.izhi_clock, &net.izhi_executor),
            quote!(#site),
            &group_of(model),
        )
    };
    let Texts { schedule: text, plain, device } = texts;
    let device_program = device.as_ref().map(|device| {
        quote!(
            fn device_program(&self) -> ::core::option::Option<&'static str> {
                ::core::option::Option::Some(#device)
            }
        )
    });
    let (iteration, timeline) = iteration::generate(model, schedule, &run);
    // Times of assignments are kept in 32 bits.
    let has_times = schedule.start.iter().any(|start| matches!(start, Start::Decay { .. }));
    let most_iterations = has_times.then(|| {
        quote!(
            fn most_iterations(&self) -> u64 {
                u64::from(u32::MAX)
            }
        )
    });
    let ranks = ranks::around(model, schedule);
    let prepare = schedule.prepare.iter().map(|call| prepare(model, schedule, call, run(call)));
    let settle = schedule.settle.iter().map(run);
    let functions = functions.table(model);
    quote! {
        impl rt::Network for #name {
            type Float = Float;
            fn name(&self) -> &'static str { #label }
            fn schedule(&self) -> &'static str { #text }
            fn plain_schedule(&self) -> &'static str { #plain }
            #device_program
            fn run_mut(&mut self) -> &mut rt::Run { &mut self.izhi_run }
            fn parts(&self) -> &'static [rt::Part] { <#builder as rt::Builder>::PARTS }
            fn time(&self) -> &'static str { <#builder as rt::Builder>::TIME }
            fn clock(&self) -> &rt::Clock { &self.izhi_clock }
            fn finite_every(&self) -> u64 { self.izhi_run.finite_every() }
            fn groups(&self) -> Vec<&dyn rt::Group<Float>> { vec![#(&self.#groups),*] }
            fn groups_mut(&mut self) -> Vec<&mut dyn rt::Group<Float>> { vec![#(&mut self.#groups),*] }
            fn synapse_groups(&self) -> Vec<&dyn rt::Synapses<Float>> { vec![#(&self.#synapses),*] }
            fn synapse_groups_mut(&mut self) -> Vec<&mut dyn rt::Synapses<Float>> { vec![#(&mut self.#synapses),*] }
            fn go_on_from(&mut self, clock: rt::Clock) {
                self.izhi_clock = clock;
                self.izhi_run.begin();
            }
            fn catalogue_mut(&mut self) -> Vec<rt::ItemMut<'_, Float>> {
                let mut catalogue = rt::CatalogueMut::default();
                #(rt::Group::list_mut(&mut self.#groups, &mut catalogue);)*
                #(rt::Synapses::list_mut(&mut self.#synapses, &mut catalogue);)*
                catalogue.into_items()
            }
            fn check_sizes(&self) -> rt::Result<()> {
                #(self.#synapses.izhi_connection.check_sizes(self.#sources.size(), self.#targets.size())?;)*
                Ok(())
            }
            fn find_recorded_synapses(&mut self) -> rt::Result<()> {
                let net = self;
                #(#find_synapses)*
                Ok(())
            }
            fn begin_anew(&mut self, seed: u64, kept: &rt::Kept) -> rt::Result<()> {
                self.izhi_clock.restart(seed);
                self.izhi_run.begin();
                Self::IZHI_BEGIN.iter().try_for_each(|begin| begin(self, kept))
            }
            fn begin(&mut self) {
                let net = self;
                #(#prepare)*
            }
            #iteration
            #timeline
            #most_iterations
            fn stopped_by(&self) -> ::core::option::Option<&str> { self.izhi_run.stopped_by() }
            fn executor(&self) -> &rt::Executor { &self.izhi_executor }
            fn executor_mut(&mut self) -> &mut rt::Executor { &mut self.izhi_executor }
            #ranks
            fn begin_run(&mut self) { self.izhi_run.begin(); }
            #functions
            fn settle(&mut self) {
                let net = self;
                #(#settle)*
            }
        }
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { rt::describe(self, f) }
        }
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { rt::describe(self, f) }
        }
    }
}
