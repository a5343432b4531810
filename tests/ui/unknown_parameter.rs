use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell { tua: 10.0 } }
    }
}

fn main() {}
