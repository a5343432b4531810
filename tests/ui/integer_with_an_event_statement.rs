use izhi::prelude::*;

behavior! {
    Cell {
        integer { count: 0 }
        step {
            event count when iteration % 2 == 0;
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
