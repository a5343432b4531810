use izhi::prelude::*;

behavior! {
    Cell {
        flag { is_up: 0.0 }
        state { v: 0.0 }
        step {
            v += 1.0;
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
