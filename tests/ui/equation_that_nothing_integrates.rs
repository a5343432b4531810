use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        state { v: 1.0, w: 0.0 }
        equations {
            dv/dt = -v / tau;
            dw/dt = v - w;
        }
        step { integrate v by euler; }
    }
}

fn main() {}
