use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        state { v: 1.0 }
        equations {
            dv/dt = -v / tau;
        }
        step { integrate by euler repeat 0; }
    }
}

fn main() {}
