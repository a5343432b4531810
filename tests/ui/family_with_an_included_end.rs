use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 10.0 where tau > 0.0 }
        state { v: 0.0 }
        step { v += dt / tau; }
    }
}

network! {
    Net {
        use Cell;
        for i in 0..=3 { group layer[i]: 10 { 1: Cell } }
    }
}

fn main() {}
