use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 1.0 }
        equations {
            dv/dt = -expp(v);
        }
        step { integrate by euler; }
    }
}

fn main() {}
