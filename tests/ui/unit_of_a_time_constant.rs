use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20 ms, C: 200 pF, g_L: 10 nS, E_L: -70 mV }
        state { v: E_L }
        afferent { trace: 0 mV decays(E_L) }
        step { v += dt * (E_L - v) / tau; }
    }
}

fn main() {}
