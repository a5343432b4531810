use izhi::prelude::*;

network! {
    Net {
        use izhi::library::neurons::LeakyIntegrateAndFire,
            izhi::library::synapses::Delta;
        group cells: 3 { 1: LeakyIntegrateAndFire, 2: Delta }
        synapses S: cells -> cells { W: 300 pA; }
    }
}

fn main() {}
