use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0, t_ref: 2.0 }
        state { v: 1.0, u: 0.0 }
        event { fired: false }
        step {
            v -= dt * v / tau;
            event v when u > 1.0 { u = 0.0; }
        }
    }
}

fn main() {}
