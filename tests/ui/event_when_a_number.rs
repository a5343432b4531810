use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0, t_ref: 2.0 }
        state { v: 1.0, u: 0.0 }
        event { fired: false }
        step {
            v -= dt * v / tau;
            event fired when v { v = 0.0; }
        }
    }
}

network! { Net { use Cell; group cells: 10 { 1: Cell } } }

fn main() {}
