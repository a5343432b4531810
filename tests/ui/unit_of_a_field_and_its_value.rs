use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20 ms }
        state { v in mV, w: 2.0 * tau in mV }
        step { v = 0 mV; }
    }
}

fn main() {}
