use izhi::prelude::*;

behavior! {
    Cell {
        constant { tau: 20.0 }
        step { tau = 10.0; }
    }
}

fn main() {}
