use izhi::prelude::*;

behavior! { Cell { param { C: 281.0 } constant { tau: C / 30.0 } } }

behavior! { Other { constant { tau: 20.0 } } }

network! {
    Net {
        use Cell, Other;
        group g: 3 { 1: Cell, 2: Other }
        group h: 3 { 1: Other }
    }
}

fn main() {}
