use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 1.0 }
        event { fired: false }
        step { event fired when v > 1.0 refractory 2.0 { v = 0.0; } }
    }
}

behavior! { Other { step { event fired when v > 2.0 refractory 1.0 { v = 0.0; } } } }

network! { Net { use Cell, Other; group cells: 10 { 1: Cell, 2: Other } } }

fn main() {}
