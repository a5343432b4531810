use izhi::library::input::PoissonNeurons;
use izhi::prelude::*;

network! {
    Net {
        use PoissonNeurons;
        group cells: 10 { 1: PoissonNeurons { frequency: 20.0 } }
    }
}

fn main() {}
