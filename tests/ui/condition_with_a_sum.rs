use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 1.0, low: 1.0 where low < max(tau) }
    }
}

fn main() {}
