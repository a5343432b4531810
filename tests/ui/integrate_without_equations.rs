use izhi::prelude::*;

behavior! {
    Cell {
        state { v: 1.0 }
        step { integrate by euler; }
    }
}

fn main() {}
