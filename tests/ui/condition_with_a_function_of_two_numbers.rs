use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 1.0 where exp(tau, 2.0) > 0.0 }
    }
}

fn main() {}
