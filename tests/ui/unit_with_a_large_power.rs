use izhi::prelude::*;

behavior! {
    Cell {
        param { density: 20 nS/cm^4 }
        step { }
    }
}

fn main() {}
