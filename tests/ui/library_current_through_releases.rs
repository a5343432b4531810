use izhi::prelude::*;

network! {
    Net {
        use izhi::library::neurons::LeakyIntegrateAndFire,
            izhi::library::plasticity::ShortTermPlasticity,
            izhi::library::synapses::Decay(g),
            izhi::library::synapses::Released(S, g, release),
            izhi::library::synapses::Conductance(g);
        group cells: 3 { 1: LeakyIntegrateAndFire, 2: ShortTermPlasticity, 3: Decay, 4: Released, 5: Conductance }
        synapses S: cells -> cells { W: 300 pA; }
    }
}

fn main() {}
