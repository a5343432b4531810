use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        equations { du/dt = -u / tau; }
        step { integrate by euler; }
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
