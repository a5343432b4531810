use izhi::prelude::*;

behavior! { Cell { param { C: 281.0 } constant { tau: C / 30.0 } } }

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell { tau: 20.0 } }
    }
}

fn main() {}
