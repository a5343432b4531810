use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20 ms, C: 200 pF, g_L: 10 nS, E_L: -70 mV }
        state { v: E_L }
        step { v += dt * (E_L - v + I) / tau; }
    }
}

behavior! {
    Input {
        state { I: 0 pA }
        step { I = 5 pA; }
    }
}

network! {
    Net {
        use Cell, Input;
        group cells: 10 { 0: Input, 1: Cell }
    }
}

fn main() {}
