use izhi::prelude::*;

behavior! {
    Cell {
        constant { tau }
    }
}

fn main() {}
