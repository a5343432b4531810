use izhi::prelude::*;

behavior! {
    Cell {
        param { t_ref: 2.0 where t_ref < 100.0 }
        state { v: 1.0 }
        event { fired: false }
        step { event fired when v > 1.0 refractory t_ref { v = 0.0; } }
    }
}

network! { Net { use Cell; group cells: 10 { 1: Cell { t_ref: -2.0 } } } }

fn main() {}
