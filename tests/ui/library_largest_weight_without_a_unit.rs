use izhi::prelude::*;

network! {
    Net {
        use izhi::library::neurons::LeakyIntegrateAndFire,
            izhi::library::synapses::Exponential(S, g),
            izhi::library::synapses::Current(g),
            izhi::library::plasticity::Trace(pre),
            izhi::library::plasticity::Trace(post) as Post,
            izhi::library::plasticity::AdditiveStdp(S, pre, post);
        group cells: 3 { 1: LeakyIntegrateAndFire, 2: Exponential, 3: Current, 4: Trace, 5: Post, 6: AdditiveStdp }
        synapses S: cells -> cells { W: 300 pA; }
    }
}

fn main() {}
