use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        state { a: 1.0, b: 0.0, c: 0.0, v: 0.0 }
        equations {
            da/dt = -a / tau;
            db/dt = a - b;
            dc/dt = b - c;
            dv/dt = c - v;
        }
        step { integrate by exact; }
    }
}

fn main() {}
