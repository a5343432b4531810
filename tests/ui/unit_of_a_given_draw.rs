use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20 ms, C: 200 pF, g_L: 10 nS, E_L: -70 mV }
        state { v: E_L }
        step { v += dt * (E_L - v) / tau; }
    }
}

network! {
    Net {
        use Cell;
        group cells: 10 { 1: Cell { tau: each(normal(10 ms, 2 mV)) } }
    }
}

fn main() {}
