#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod run;
mod world;

pub use run::run;
pub use world::Mpi;
