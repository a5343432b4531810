use izhi::prelude::*;

behavior! {
    Cell {
        constant { x: 3.0 }
    }
}

fn main() {}
