use izhi::prelude::*;

network! {
    Net {
        use izhi::library::input::PoissonNeurons, izhi::library::synapses::Exponential,
            izhi::library::plasticity::AdditiveStdp;
        group a: 3 { 1: PoissonNeurons }
        group b: 3 { 1: PoissonNeurons, 2: Exponential, 3: AdditiveStdp }
        synapses EXC: a -> b;
    }
}

fn main() {}
