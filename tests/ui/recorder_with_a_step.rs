use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        record values;
        step { v = 1.0; }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell [v] }
    }
}

fn main() {}
