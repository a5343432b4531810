use izhi::prelude::*;

behavior! {
    pub Cell(TAG, tau) {
        param { tau: 5.0 }
        state { g: 0.0 }
        step { g *= exp(-dt / tau); }
    }
}

fn main() {}
