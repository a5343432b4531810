use izhi::prelude::*;

behavior! {
    Cell {
        state { voltage: 0.0, v: 0.0 }
        step { v = volt; }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
    }
}

fn main() {}
