use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: each(uniform()), gain: 1.0 }
        state { v: 0.0 }
        step { v += tau; }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell { gain: each(2.0 * tau) } }
    }
}

fn main() {}
