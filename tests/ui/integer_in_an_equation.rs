use izhi::prelude::*;

behavior! {
    Cell {
        integer { count: 0 }
        equations { dcount/dt = 1.0; }
        step {
            integrate by euler;
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
