use izhi::prelude::*;

network! {
    Net {
        use izhi::library::synapses::Exponential(E, g), izhi::library::synapses::Current(g) as Drive;
        group a: 3 { 1: Exponential, 2: Drive as input }
        synapses E: a -> a;
    }
}

fn main() {}
