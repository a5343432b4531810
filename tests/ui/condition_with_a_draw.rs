use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 1.0 where tau > uniform() }
        step { let twice = 2.0 * tau; }
    }
}

fn main() {}
