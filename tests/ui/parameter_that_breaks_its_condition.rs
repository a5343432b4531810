use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 1.0 where tau > 0.0 && tau > dt }
        event { fired: false }
        step { fired = tau > 1.0; }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell { tau: -1.0 } }
    }
}

fn main() {}
