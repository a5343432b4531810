use izhi::prelude::*;

behavior! {
    Cell {
        param { C: each(200.0 + index), spread: each(0.1 * tau) }
        constant { tau: C / 30.0 }
        state { v: spread }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
    }
}

fn main() {}
