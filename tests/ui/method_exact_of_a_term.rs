use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        state { v: 1.0 }
        equations {
            let rest = if v > 0.0 { 1.0 } else { 0.0 };
            dv/dt = (rest - v) / tau;
        }
        step { integrate by exact; }
    }
}

fn main() {}
