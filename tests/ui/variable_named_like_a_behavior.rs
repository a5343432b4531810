use izhi::prelude::*;

behavior! {
    Cell {
        state { cell: 1.0 }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell as cell }
    }
}

fn main() {}
