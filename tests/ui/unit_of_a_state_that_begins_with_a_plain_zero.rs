use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20 ms }
        state { I: 0.0 }
        step { I += 5 pA; }
    }
}

fn main() {}
