use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 1.0 where tau > v }
        state { v: 0.0 }
        step { v += tau; }
    }
}

fn main() {}
