use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 0.0, I }
        step { v += I; }
    }
}

behavior! {
    Drive {
        step { I = 1.0; }
    }
}

network! {
    Net {
        use Cell, Drive;
        group g: 3 { 1: Cell, 2: Drive }
    }
}

fn main() {}
