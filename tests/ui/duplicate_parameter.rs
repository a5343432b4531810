use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell { tau: 10.0, tau: 5.0 } }
    }
}

fn main() {}
