use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0 }
        event { fired: false }
    }
}

network! {
    Net {
        use Cell;
        group g: grid(65536, 65536) { 1: Cell }
    }
}

fn main() {}
