use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 1.0 }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell { tau: 1e39 } }
    }
}

fn main() {}
