use izhi::prelude::*;

behavior! {
    Cell {
        input { drive: 1.0 }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
    }
}

fn main() {}
