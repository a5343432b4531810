use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: uniform() }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
    }
}

fn main() {}
