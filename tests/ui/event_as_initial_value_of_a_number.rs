use izhi::prelude::*;

behavior! {
    Cell {
        state { v: true }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
    }
}

fn main() {}
