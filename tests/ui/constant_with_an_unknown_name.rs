use izhi::prelude::*;

behavior! { Cell { param { C: 281.0, g_L: 30.0 } constant { tau: C / gL } } }

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
    }
}

fn main() {}
