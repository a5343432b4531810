use izhi::prelude::*;

behavior! {
    Cell {
        integer { count: 0 }
        step {
            count /= 2;
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
