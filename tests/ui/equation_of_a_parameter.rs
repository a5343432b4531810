use izhi::prelude::*;

behavior! {
    Cell {
        param { tau: 20.0 }
        state { v: 1.0 }
        equations {
            dtau/dt = 1.0;
        }
        step { integrate by euler; }
    }
}

fn main() {}
