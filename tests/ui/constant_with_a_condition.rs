use izhi::prelude::*;

behavior! {
    Cell {
        param { C: 281.0, g: 30.0 }
        constant { tau: C / g where tau > 0.0 }
    }
}

fn main() {}
