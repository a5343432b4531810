use izhi::prelude::*;

behavior! {
    Cell {
        integer { count: 0 }
        state { v: -65 mV }
        step {
            count = integer(v);
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
