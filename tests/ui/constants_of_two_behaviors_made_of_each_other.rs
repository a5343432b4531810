use izhi::prelude::*;

behavior! { Cell { constant { tau: 1.0 / rate } } }

behavior! { Input { constant { rate: 1.0 / tau } } }

network! {
    Net {
        use Cell, Input;
        group g: 3 { 1: Cell, 2: Input }
    }
}

fn main() {}
