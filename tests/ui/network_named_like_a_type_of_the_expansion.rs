use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
    }
}

network! {
    Float {
        use Cell;
        group g: 3 { 1: Cell }
    }
}

fn main() {}
