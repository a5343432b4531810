use izhi::prelude::*;

behavior! {
    Cell {
        param { low: 1.0 where low < high, high: 2.0 }
        event { fired: false }
        step { fired = low > 0.1 * high; }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell { high: 0.5 } }
    }
}

fn main() {}
