use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20 msec }
        step { }
    }
}

fn main() {}
