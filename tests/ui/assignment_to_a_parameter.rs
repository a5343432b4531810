use izhi::prelude::*;

behavior! {
    Cell {
        param { a: 1.0 }
        state { v: 0.0 }
        step { a += 1.0; }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
    }
}

fn main() {}
