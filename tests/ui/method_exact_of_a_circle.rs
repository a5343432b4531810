use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 1.0, w: 0.0 }
        equations {
            dv/dt = -w;
            dw/dt = v;
        }
        step { integrate by exact; }
    }
}

fn main() {}
