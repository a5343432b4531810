use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
        step {
            if count(fired) > 0 { stop; }
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
