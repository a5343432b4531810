use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        step { v = w; }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
        group h: 3 { 1: Cell }
    }
}

fn main() {}
