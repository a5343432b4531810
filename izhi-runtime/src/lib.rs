//! The runtime of izhi: what is the same for every network.
//!
//! Layers, each looking only downwards:
//!
//! | layer | modules |
//! | --- | --- |
//! | driver | [`network`]: the [`Network`] trait that every compiled network implements; [`builder`]: the same of its builder; [`reset`], [`snapshot`], [`profile`]; `together`, `late`, `describe`, `finite`, `gathered` |
//! | catalogue | [`catalogue`]: everything that a network keeps |
//! | recording | [`recording`] |
//! | content | [`population`], [`state`], [`events`], [`weights`], [`sparse`], [`connect`], `delays`, `replacement`, `beginning`, `field`, [`held`], [`behavior`], [`each`], [`input`], [`initial`], [`call`] |
//! | computation | `propagate`, `deferred`, `reduce` |
//! | ground | [`clock`], `timing`, [`ranks`], `executor`, `settings`, `stamp`, `run`, `spans`, `threads`, [`vector`], [`random`], [`math`], [`error`], `memory` |
//!
//! Users reach all of it through the crate `izhi`; generated code through [`plumbing`] alone.

mod arrivals;
mod beginning;
pub mod behavior;
pub mod builder;
pub mod call;
pub mod catalogue;
pub mod clock;
mod conduction;
pub mod connect;
mod deferred;
mod delays;
mod describe;
pub mod device;
pub mod each;
pub mod error;
pub mod events;
mod executor;
mod field;
mod finite;
mod gathered;
pub mod held;
pub mod initial;
pub mod input;
mod late;
pub mod math;
mod memory;
mod needs;
pub mod network;
mod parallel;
pub mod population;
pub mod profile;
mod propagate;
pub mod random;
pub mod ranks;
pub mod recording;
mod reduce;
mod replacement;
pub mod reset;
mod run;
mod runs;
mod sent;
mod settings;
pub mod snapshot;
#[doc(hidden)]
pub mod spans;
pub mod sparse;
mod stamp;
pub mod state;
mod structure;
mod synapse_values;
mod threads;
mod timing;
mod together;
pub mod vector;
pub mod weights;

#[doc(inline)]
pub use builder::Builder;
pub use error::{Error, Result};
#[doc(inline)]
pub use input::Input;
/// The arrays that networks give and take.
pub use ndarray;
pub use network::Network;
#[doc(inline)]
pub use profile::Profile;
#[doc(inline)]
pub use recording::Sampling;
#[doc(inline)]
pub use reset::Reset;
#[doc(inline)]
pub use snapshot::Snapshot;
#[doc(inline)]
pub use together::simulate_together;

/// Every name that generated code uses. It may change in any version.
#[doc(hidden)]
pub mod plumbing {
    pub use crate::arrivals::Arrivals;
    pub use crate::behavior::{Behavior, Condition, Parameter, Parameters, Switch};
    pub use crate::builder::{Builder, Kind, Part, PartSettings};
    pub use crate::call::{Argument, Called, call};
    pub use crate::catalogue::{Catalogue, CatalogueMut, ItemMut};
    pub use crate::clock::Clock;
    pub use crate::conduction::Conduction;
    pub use crate::connect::{Connect, Declared, Structure, all_to_all};
    pub use crate::deferred::Log;
    pub use crate::delays::{DelayLine, Delays, Line};
    pub use crate::describe::describe;
    pub use crate::device::{Begun, Device, begin_drawn, built_on_device, open_device};
    pub use crate::each::Each;
    pub use crate::error::Result;
    pub use crate::events::{Events, EventsMut};
    pub use crate::executor::Executor;
    pub use crate::field::{About, AnyParameters, Field};
    pub use crate::held::Held;
    pub use crate::initial::{Initial, InitialMatrix};
    pub use crate::input::{Input, InputRow};
    pub use crate::math::{Float, integer_modulo};
    pub use crate::memory::{Aligned, prefetch, prefetch_places};
    pub use crate::needs::Needs;
    pub use crate::network::{Group, Network, Synapses};
    pub use crate::population::{Grid, Population};
    pub use crate::profile::{Entry, Watch, Work};
    pub use crate::propagate::{Rows, Sums, propagate, propagate_shared, propagate_sparse};
    pub use crate::random::{PoissonTable, Stream, TruncatedNormal, poisson, row_element, truncated_normal};
    pub use crate::ranks::{World, check_alike};
    pub use crate::recording::{Recording, Row, Series, Spike};
    pub use crate::reduce::{Count, Max, Mean, Min, Sum};
    pub use crate::replacement::{Replacement, keep};
    pub use crate::reset::Kept;
    pub use crate::run::Run;
    pub use crate::sent::{Sent, StateLine};
    pub use crate::settings::RunSettings;
    pub use crate::snapshot::{Connected, Keep, Loading, Saving};
    pub use crate::spans::building;
    pub use crate::sparse::{Shared, Sparse, SparseView, decayed};
    pub use crate::stamp::Seen;
    pub use crate::state::State;
    pub use crate::vector::{BLOCK, Kernel, Split, VectorLevel};
    pub use crate::weights::{Connection, Dense, Extent, Matrix};
    pub use ndarray::{ArrayView1, ArrayView2, ArrayView3, ArrayViewMut1, ArrayViewMut2};
}
