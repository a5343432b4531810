use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 1.0 }
        step { v = xi; }
    }
}

fn main() {}
