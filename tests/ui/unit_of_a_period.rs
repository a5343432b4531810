use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20 ms, C: 200 pF, g_L: 10 nS, E_L: -70 mV }
        state { v: E_L }
        step { if every(10.0) { v = E_L; } }
    }
}

fn main() {}
