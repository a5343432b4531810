use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        state { v: 1.0 }
        equations {
            let rate = 1.0 / tau;
            dv/dt = -v / tau;
        }
        step { integrate by euler; }
    }
}

fn main() {}
