use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
        step {
            stop when fired;
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
