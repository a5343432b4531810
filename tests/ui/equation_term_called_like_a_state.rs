use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        state { v: 1.0, w: 0.0 }
        equations {
            let w = 1.0 / tau;
            dv/dt = -v * w;
        }
        step { integrate by euler; }
    }
}

fn main() {}
