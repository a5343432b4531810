use izhi::prelude::*;

behavior! {
    Cell {
        constant { tau: tau }
    }
}

fn main() {}
