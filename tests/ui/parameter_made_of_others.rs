use izhi::prelude::*;

behavior! {
    Cell {
        param { C: 281.0, g_L: 30.0, tau: C / g_L }
        state { v: 0.0 }
        step { v *= exp(-dt / tau); }
    }
}

fn main() {}
