use izhi::prelude::*;

behavior! { Cell { param { C: 281.0 } constant { is_large: C > 100.0 } } }

network! {
    Net {
        use Cell;
        group g: 3 { 1: Cell }
    }
}

fn main() {}
