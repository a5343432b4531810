use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0, I }
        step {
            if v > 0.0 { I = 1.0; }
            v += I;
        }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
    }
}

fn main() {}
