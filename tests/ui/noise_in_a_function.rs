use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        state { v: 1.0 }
        equations {
            dv/dt = -v / tau + abs(xi);
        }
        step { integrate by heun; }
    }
}

fn main() {}
