use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
    }
}

network! {
    Net {
        use Cell;
        dt: -0.5;
        group g: 3 { 1: Cell }
    }
}

fn main() {}
