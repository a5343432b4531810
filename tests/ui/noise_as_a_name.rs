use izhi::prelude::*;

behavior! {
    Cell {
        state { xi: 1.0 }
        step { xi = 1.0; }
    }
}

fn main() {}
