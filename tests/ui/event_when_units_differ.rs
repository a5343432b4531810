use izhi::prelude::*;

behavior! {
    Cell {
        param { v_t: -50 mV, v_r: -60 mV }
        state { v: -60 mV }
        event { fired: false }
        step {
            v += 1 mV;
            event fired when v > 1 ms refractory 2 ms clamping v { v = v_r; }
        }
    }
}

fn main() {}
