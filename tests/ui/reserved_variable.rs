use izhi::prelude::*;

behavior! {
    Cell {
        state { izhi_v: 0.0 }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
    }
}

fn main() {}
