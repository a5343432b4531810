use izhi::library::neurons::LeakyIntegrateAndFire;
use izhi::library::synapses::{Conductance, Exponential};
use izhi::prelude::*;

network! {
    Net {
        use LeakyIntegrateAndFire, Exponential, Conductance;
        group cells: 10 { 1: LeakyIntegrateAndFire, 2: Exponential, 3: Conductance }
        synapses S: cells -> cells { W: 0.006; }
    }
}

fn main() {}
