use izhi::prelude::*;

behavior! {
    Cell {
        constant { tau: 20.0 }
        state { v: 0.0 }
        step { let tau = 2.0; v += tau; }
    }
}

fn main() {}
