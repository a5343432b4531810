use izhi::prelude::*;

behavior! { Cell { constant { tau: 20.0 } } }

behavior! { Other { step { tau += 1.0; } } }

network! {
    Net {
        use Cell, Other;
        group g: 3 { 1: Cell, 2: Other }
    }
}

fn main() {}
