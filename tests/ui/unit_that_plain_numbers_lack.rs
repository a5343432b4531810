use izhi::prelude::*;

behavior! {
    Cell {
        numbers { mV, ms }
        param { C: 200 pF, v_t: -50 mV }
        state { v: -65 mV }
        step { v = v + 0.04; }
    }
}

fn main() {}
