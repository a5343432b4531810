use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20 ms, C: 200 pF, g_L: 10 nS, E_L: -70 mV }
        state { v: E_L }
        step { let leak = (E_L - v) / tau; v = leak; }
    }
}

fn main() {}
