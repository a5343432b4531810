use izhi::prelude::*;

behavior! {
    Cell {
        state { v in V }
        step { v = 0.0; }
    }
}

fn main() {}
