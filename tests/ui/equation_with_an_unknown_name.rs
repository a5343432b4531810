use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        state { u: 1.0 }
        equations { du/dt = voltage - u; }
        step { let voltage = 1.0; integrate by rk4; u += voltage; }
    }
}

behavior! { Other { state { v: 1.0 } } }

network! {
    Net {
        use Cell, Other;
        group g: 3 { 1: Cell, 2: Other }
    }
}

fn main() {}
