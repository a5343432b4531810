use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        state { a: 1.0, b: 0.0, v: 0.0 }
        equations {
            da/dt = 1.0 - a / tau;
            db/dt = a - b;
            dv/dt = b - v;
        }
        step { integrate by exact; }
    }
}

fn main() {}
