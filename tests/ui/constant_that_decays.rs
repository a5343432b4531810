use izhi::prelude::*;

behavior! {
    Cell {
        param { C: 281.0 }
        constant { level: 2.0 * C decays(C) }
    }
}

fn main() {}
