use izhi::prelude::*;

behavior! {
    Cell {
        state { v in volts }
        step { v = 0.0; }
    }
}

fn main() {}
