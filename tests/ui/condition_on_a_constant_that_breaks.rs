use izhi::prelude::*;

behavior! {
    Cell {
        param { C: 281.0, g_L: 30.0 where tau < 100.0 }
        constant { tau: C / g_L }
    }
}

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell { g_L: 2.0 } }
    }
}

fn main() {}
