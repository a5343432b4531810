use izhi::prelude::*;

behavior! {
    Cell {
        param { E: -70 mV }
        state { v: E }
        step { v = E + (2 + 3) mV; }
    }
}

network! {
    Net {
        use Cell;
        group cells: 3 { 1: Cell }
    }
}

fn main() {}
