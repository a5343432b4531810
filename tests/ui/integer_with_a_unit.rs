use izhi::prelude::*;

behavior! {
    Cell {
        integer { count: 0 in mV }
        step {
            count += 1;
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
