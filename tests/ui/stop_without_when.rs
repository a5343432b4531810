use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
        step {
            stop if count(fired) > 0;
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
