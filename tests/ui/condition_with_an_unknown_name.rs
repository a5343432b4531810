use izhi::prelude::*;

behavior! {
    Cell {
        param { tau_membrane: 1.0 where tau_membrance > 0.0 }
    }
}

fn main() {}
