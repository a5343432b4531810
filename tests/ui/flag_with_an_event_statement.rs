use izhi::prelude::*;

behavior! {
    Cell {
        flag { is_up: false }
        state { v: 0.0 }
        step {
            event is_up when v > 1.0;
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
