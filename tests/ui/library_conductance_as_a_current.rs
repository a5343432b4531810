use izhi::prelude::*;

network! {
    Net {
        use izhi::library::neurons::LeakyIntegrateAndFire,
            izhi::library::synapses::Exponential(S, g),
            izhi::library::synapses::Current(g);
        group cells: 3 { 1: LeakyIntegrateAndFire, 2: Exponential, 3: Current }
        synapses S: cells -> cells { W: 6 nS; }
    }
}

fn main() {}
