use izhi::prelude::*;

network! {
    Net {
        use izhi::library::neurons::LeakyIntegrateAndFire,
            izhi::library::synapses::Exponential(S, g),
            izhi::library::synapses::Conductance(g);
        group cells: 3 { 1: LeakyIntegrateAndFire, 2: Exponential, 3: Conductance }
        synapses S: cells -> cells { W: 300 pA; }
    }
}

fn main() {}
