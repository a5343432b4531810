use izhi::prelude::*;

behavior! { Cell { param { C: 281.0 } constant { tau: C / v } } }

behavior! { Potential { state { v: 1.0 } } }

network! {
    Net {
        use Cell, Potential;
        group g: 3 { 1: Cell, 2: Potential }
    }
}

fn main() {}
