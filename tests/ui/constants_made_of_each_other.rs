use izhi::prelude::*;

behavior! {
    Cell {
        constant { C: tau * g, tau: 1.0 * rate, rate: 2.0 / C, g: 3.0 }
    }
}

fn main() {}
