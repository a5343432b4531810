use izhi::prelude::*;

behavior! {
    Cell {
        param { C: 281.0 }
        constant { tau: C / v }
        state { v: 1.0 }
    }
}

fn main() {}
