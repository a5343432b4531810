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
        float: f16;
        group g: 3 { 1: Cell }
    }
}

fn main() {}
