use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        state { v: 1.0 }
        equations {
            dv/dt = sin(t) - v / tau;
        }
        step { integrate by exact; }
    }
}

fn main() {}
