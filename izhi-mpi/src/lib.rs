#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod run;
mod world;

#[doc = include_str!("../SCALING.md")]
pub mod scaling {}

pub use run::run;
pub use world::Mpi;
