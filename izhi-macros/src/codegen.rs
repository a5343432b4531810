//! The CPU backend: the schedule as Rust.
//!
//! What a network becomes, in outline:
//!
//! ```text
//! pub mod izhi_izhikevich {
//!     pub struct Izhikevich { pub excitatory_neurons: ExcitatoryNeuronsGroup, pub GLUTAMATE_...: SynapsesW, clock, executor }
//!     pub struct IzhikevichBuilder { pub excitatory_neurons: ExcitatoryNeuronsSettings, ..., seed, dt }
//!     pub struct IzhikevichMainParameters { pub a: f32, ... }          one for each behaviour, and for which are of each neuron
//!     pub struct ExcitatoryNeuronsGroup { variables, behaviours }      one for each model of neurons
//!     pub struct SynapsesW { weights }                                 one for each model of synapses
//!     fn program_0(clock, executor, site, size, parameters, slots...) { ... }    one for each program
//!     pub trait IzhiConnectors { fn GLUTAMATE_...() -> rt::Connect; }  where synapses have a connector
//!     impl Builder for IzhikevichBuilder { const PARTS: ...; }         names, words and units, as tables
//!     impl Network for Izhikevich { fn iterate_watched(&mut self, watch) { program_0(...); watch.lap(...); ... } }
//! }
//! impl izhi_izhikevich::IzhiConnectors for IzhikevichBuilder { ... }        in the user's scope, as written there
//! pub use izhi_izhikevich::{Izhikevich, IzhikevichBuilder};
//! ```
//!
//! Everything that is the same for all networks is in the runtime and reached through one hidden module;
//! here stand the fields, the kernels' arithmetic and the calls. Names are made in [`names`].

mod behaviors;
mod capture;
mod deferred;
mod functions;
mod groups;
mod iteration;
mod kernel;
mod names;
mod network;
mod pairs;
mod population;
mod program;
mod program_code;
mod ranks;
mod settings;
mod synapses;

use proc_macro2::TokenStream;
use quote::quote;

use crate::resolved::Resolved;
use crate::schedule::Schedule;

/// What a network says of itself.
pub(crate) struct Texts {
    pub(crate) schedule: String,
    /// Before anything has been moved.
    pub(crate) plain: String,
    /// As a program for a device, where such programs are wanted.
    pub(crate) device: Option<String>,
}

/// The code of a network; the texts are those of its schedule, and of the plain one, and for a device where there is one, and `runtime`
/// is the name of the crate `izhi`.
pub(crate) fn generate(model: &Resolved, schedule: &Schedule, texts: &Texts, runtime: &TokenStream) -> TokenStream {
    let shapes = names::Shapes::new(model, schedule);
    let behaviors = behaviors::generate(model, schedule, &shapes);
    let groups = groups::generate(model, schedule, &shapes);
    let synapses = synapses::generate(model, &shapes);
    let functions = functions::Functions::of(schedule);
    let programs = program::generate(model, schedule, &shapes, &functions);
    let called = functions.generate(model);
    let (connectors, written_connectors) = network::connectors(model, runtime);
    let network = network::generate(model, schedule, &shapes, texts, &functions);
    let settings = settings::generate(model, &shapes);

    let (name, builder, module) = (&model.name, names::builder(model), names::module(model));
    let visibility = &model.visibility;
    let float = names::float(model.float);
    let module_doc = format!("The types of the network [`{name}`].");
    let reexport_visibility = match visibility {
        syn::Visibility::Inherited => quote!(),
        other => quote!(#other),
    };
    quote! {
        #[doc = #module_doc]
        #[allow(non_snake_case, dead_code, unused, clippy::all, missing_docs, unreachable_pub)]
        #visibility mod #module {
            use #runtime::__private as rt;
            type Float = #float;
            #network
            #behaviors
            #groups
            #synapses
            #connectors
            #programs
            #called
            #settings
        }
        #[allow(unused_imports)]
        #reexport_visibility use #module::{#name, #builder};
        #written_connectors
    }
}
