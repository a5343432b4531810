use izhi::prelude::*;

behavior! {
    Cell {
        flag { is_up: false }
        state { v: 0.0 }
        step {
            v += is_up;
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
