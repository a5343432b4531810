use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 where v > 1.0 }
        step { v = 1.0; }
    }
}

fn main() {}
