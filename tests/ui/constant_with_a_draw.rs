use izhi::prelude::*;

behavior! {
    Cell {
        param { C: 281.0 }
        constant { tau: C * uniform() }
    }
}

fn main() {}
