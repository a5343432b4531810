use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
        step {
            v = interpolate(v, 10.0, 1.0);
        }
    }
}

network! {
    Net {
        use Cell; group cells: 3 { 1: Cell }
    }
}

fn main() {}
