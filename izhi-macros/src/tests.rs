//! What the compiler makes of the fixture networks, as snapshots; of each pass, what a snapshot does not tell.

mod crossing;
mod expansion;
mod families;
mod passes;
mod recorders;
mod source;
mod units;
