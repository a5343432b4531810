use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 1.0, gain: 1.0 }
        state { v: 0.0 }
        step { v += tau; }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell { tau: 2.0 * each(1.0) } }
    }
}

fn main() {}
