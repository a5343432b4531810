use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
        step {
            if v > 1.0 { stop when count(fired) > 2; }
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
