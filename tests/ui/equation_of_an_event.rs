use izhi::prelude::*;

behavior! {
    Cell {
        event { fired: false }
        state { v: 1.0 }
        equations {
            dfired/dt = 1.0;
        }
        step { integrate by euler; }
    }
}

fn main() {}
