use izhi::prelude::*;

behavior! {
    Cell {
        input { drive }
        state { v: drive }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
    }
}

fn main() {}
