use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20 ms, C: 200 pF, g_L: 10 nS, E_L: -70 mV }
        state { v: E_L }
        equations { dv/dt = g_L * (E_L - v); }
        step { integrate by euler; }
    }
}

fn main() {}
